using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Grammar;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>Who holds which role, and what a command takes. Looked up at every execution.</summary>
internal sealed class AdminRoles(AdminOptions options)
{
    public const string PolicyAdmin = "policy-admin";
    public const string Approver = "approver";
    public const string Reviewer = "compliance-reviewer";
    public static ImmutableArray<string> All { get; } = [PolicyAdmin, Approver, Reviewer];

    /// <summary>Roles each of which is enough; empty: everybody may.</summary>
    public static ImmutableArray<string> Needed(AdminCommand command) => (command.Noun, command.Verb) switch
    {
        ("confirm", _) => [],
        // Who decides is told by the rules in the way: ExceptionCommands.
        ("exception", _) => [],
        ("draft", "approve" or "reject") or ("revision", "affected" or "tell") => [Approver],
        ("draft", "publish") => [PolicyAdmin, Approver],
        ("subscribe", "stale") => All,
        ("subscribe" or "unsubscribe", _) => [],
        // Shows what people asked, without who: whoever settles it, and whoever may read all of it.
        ("gap", "list" or "show") => [PolicyAdmin, Reviewer],
        ("gap", _) => [PolicyAdmin],
        (_, "list") or ("draft", "show" or "preview") => All,
        _ => [PolicyAdmin],
    };

    /// <summary>Whether the command only shows something.</summary>
    public static bool Reads(AdminCommand command) =>
        command.Verb is "list" || (command.Noun, command.Verb) is ("draft", "show" or "preview") or ("gap", "show");

    /// <param name="reading">What the console's session says of roles is believed for reading; for a change only while nobody at all holds
    /// a role, as in a bot that somebody tries out.</param>
    public async Task<bool> HasAnyAsync(BotContext db, AdminPerson who, ImmutableArray<string> roles, bool reading = false)
    {
        if (roles.Any(who.SessionRoles.Contains) && (reading || who.ByLink && !await IsAnybodySetAsync(db))) return true;
        if (roles.IsEmpty || roles.Any(r => options.Holders(r).Any(p => who.Keys.Contains(AdminPerson.Clean(p))))) return true;
        string[] keys = [.. who.Keys], wanted = [.. roles];
        return await db.Roles.AnyAsync(r => wanted.Contains(r.Role) && keys.Contains(r.Person));
    }

    /// <summary>The approvals of those who hold the role of approver still, under any name that they had when they gave them. All, while
    /// nobody at all holds a role.</summary>
    public async Task<ImmutableArray<Approval>> StandingAsync(BotContext db, ImmutableArray<Approval> approvals)
    {
        if (!await IsAnybodySetAsync(db)) return approvals;
        var standing = ImmutableArray.CreateBuilder<Approval>();
        foreach (var approval in approvals)
            if (await HasAnyAsync(db, options.Known(new(approval.By, [approval.By, .. approval.Keys], [])), [Approver])) standing.Add(approval);
        return standing.ToImmutable();
    }

    /// <summary>Whether anybody holds a role, by the settings or by grant.</summary>
    public async Task<bool> IsAnybodySetAsync(BotContext db) => All.Any(r => options.Holders(r).Count > 0) || await db.Roles.AnyAsync();

    /// <summary>Who was granted the role, beside those who are set.</summary>
    public static async Task<HashSet<string>> PolicyAdminsAsync(BotContext db) =>
        [.. await db.Roles.Where(r => r.Role == PolicyAdmin).Select(r => r.Person).ToListAsync()];

    /// <summary>All that somebody holds by settings and by grant.</summary>
    public async Task<ImmutableArray<string>> OfAsync(BotContext db, AdminPerson who)
    {
        string[] keys = [.. who.Keys];
        var granted = await db.Roles.Where(r => keys.Contains(r.Person)).Select(r => r.Role).ToListAsync();
        return [.. All.Where(role => granted.Contains(role) || keys.Any(k => IsSet(role, k)))];
    }

    /// <summary>By role and person, in order.</summary>
    public async Task<List<(string Role, string Person, string By)>> ListAsync(BotContext db)
    {
        var set = All.SelectMany(r => options.Holders(r).Select(p => (r, AdminPerson.Clean(p), "settings")));
        var granted = (await db.Roles.AsNoTracking().ToListAsync()).Select(r => (r.Role, r.Person, r.By));
        return [.. set.Concat(granted).OrderBy(r => r.Item1, StringComparer.Ordinal).ThenBy(r => r.Item2, StringComparer.Ordinal)];
    }

    public bool IsSet(string role, string person) => options.Holders(role).Any(p => AdminPerson.Clean(p) == person);
}
