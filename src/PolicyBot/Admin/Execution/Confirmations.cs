using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>What somebody was asked to confirm: a code counts once, for its own person, and for ten minutes.</summary>
internal sealed class Confirmations(LanguagePacks languages, TimeProvider time)
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Asks whether the command is wanted, with the code that says so.</summary>
    public async Task<DeskOutcome> AskAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        var now = time.GetUtcNow();
        var old = now.Subtract(Confirmation.Lifetime * 6).ToUnixTimeMilliseconds();
        await db.Confirmations.Where(c => c.AskedAt < old).ExecuteDeleteAsync();
        var code = RandomNumberGenerator.GetString(Letters, 8);
        db.Confirmations.Add(new() { Code = code, Person = who.Key, Line = command.Line, AskedAt = now.ToUnixTimeMilliseconds() });
        await db.SaveChangesAsync();
        return DeskNotices.Confirm(new(languages.Of(who.Language)), command, code);
    }

    /// <summary>The command that `confirm yes` asks for, without taking the code; null where there is none.</summary>
    public static async Task<AdminCommand?> PeekAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        var code = CodeOf(command);
        var line = await db.Confirmations.Where(c => c.Code == code && c.Person == who.Key).Select(c => c.Line).FirstOrDefaultAsync();
        return line is null ? null : AdminGrammar.ReadLine(line).Command;
    }

    /// <summary>The command that is confirmed, or what is said in place of it.</summary>
    public async Task<(AdminCommand? Confirmed, DeskOutcome? Said)> TakeAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        var words = new DeskWords(languages.Of(who.Language));
        var code = CodeOf(command);
        var row = await db.Confirmations.AsNoTracking().FirstOrDefaultAsync(c => c.Code == code);
        if (row is null || AdminGrammar.ReadLine(row.Line).Command is not { } asked)
            return (null, DeskOutcome.Says(words.Say("confirm.nothing")));
        if (row.Person == who.Key) await db.Confirmations.Where(c => c.Code == code).ExecuteDeleteAsync();
        var confirmation = new Confirmation(code, row.Person, asked, DateTimeOffset.FromUnixTimeMilliseconds(row.AskedAt));
        if (confirmation.Refusal(who.Key, time.GetUtcNow()) is { } refusal) return (null, DeskOutcome.Says(words.Say(refusal)));
        return command.Verb == "no" ? (null, DeskOutcome.Says(words.Say("confirm.not-done", ("command", asked.Line)))) : (asked, null);
    }

    private static string CodeOf(AdminCommand command) => command.Need("code").ToUpperInvariant();
}
