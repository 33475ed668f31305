using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Admin.Affected;

/// <summary>`revision affected` and `revision tell`: people whose earlier answer has become wrong are counted, and told once an approver
/// has confirmed that.</summary>
internal sealed class AffectedCommands(KnowledgeBase knowledge, int revision, LanguagePacks languages, DeskWords words)
{
    public const int Days = 30, MostDays = 365;
    private const int MostLines = 5, Chunk = 500;

    /// <summary>How many days back `revision affected` looks.</summary>
    public static int DaysOf(AdminCommand command) =>
        int.TryParse(command["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostDays)
            : Days;

    /// <summary>The command that tells the people of this list, and nobody else.</summary>
    public static AdminCommand Tell(AffectedPeople affected) =>
        new("revision", "tell", ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
        .Add("revision", [Number(affected.Revision)]).Add("from", [Number(affected.From)]).Add("upto", [Number(affected.UpTo)]));

    /// <summary>The list, without who is on it. <paramref name="confirm"/>: asks back whether they are to be told.</summary>
    public DeskOutcome List(AffectedPeople affected, Notice? confirm)
    {
        var (reachable, replay) = (affected.People.Count(p => p.Reachable), new ReplayWords(words, knowledge));
        var counts = words.Say("affected.counts", ("asked", Number(affected.Asked)), ("people", Number(affected.People.Length)),
            ("answers", Number(affected.People.Sum(p => p.Answers.Length))),
            ("reachable", Number(reachable)), ("revision", Number(affected.Revision)));
        var examples = replay.Examples(affected.Examples);
        var refused = affected.Refused.Select(r => words.Say("affected.refused", ("revision", Number(r))));
        var notice = new Notice(counts, [.. refused, .. examples, .. confirm is null ? []
            : confirm.Paragraphs.Prepend(words.Say("affected.tell", ("reachable", Number(reachable))))])
        {
            Buttons = confirm?.Buttons
            ?? []
        };
        return new(notice, $"revision-{affected.Revision}") { Logged = string.Join('\n', replay.Named(affected.Examples).Prepend(counts)) };
    }

    /// <summary>In the caller's transaction: each is told once for a revision and a day, with what is left of their answers now.</summary>
    public async Task<DeskOutcome> TellAsync(BotContext db, AdminCommand command, AffectedPeople? affected)
    {
        if (affected is null || affected.Revision != revision || command["revision"] != Number(revision))
            return DeskOutcome.Says(words.Say("affected.moved"));
        var day = PolicyException.Number(affected.Day);
        var known = (await db.Told.Where(t => t.Revision == revision && (t.Day >= day || t.Day == 0)).Select(t => new { t.Channel, t.Person }).ToListAsync())
            .Select(t => (t.Channel, t.Person)).ToHashSet();
        var addresses = await AddressesAsync(db, [.. affected.People.SelectMany(p => p.Answers).Select(a => a.Turn)]);
        var told = 0;
        foreach (var person in affected.People.Where(p => p.Reachable && !known.Contains((p.Channel, p.Person))))
        {
            // An erasure since then leaves no address.
            ImmutableArray<AffectedAnswer> answers = [.. person.Answers.Where(a => addresses.ContainsKey(a.Turn))];
            if (answers.IsEmpty) continue;
            var id = "told-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            db.Replies.Add(new()
            {
                TurnId = id,
                Channel = person.Channel,
                Address = addresses[answers[0].Turn],
                Payload = LaterNotice.Of(Notice(answers, languages.Of(person.Language)), person.Language, privately: true)
            });
            db.Told.Add(new() { Revision = revision, Channel = person.Channel, Person = person.Person, Day = day, TurnId = id });
            told++;
        }
        await db.SaveChangesAsync();
        return DeskOutcome.Says(words.Say("affected.told", ("people", Number(told)))) with { About = $"revision-{revision}" };
    }

    /// <summary>Without the questions' words, which their askers have: the days, the tools, what was and is answered.</summary>
    private Notice Notice(ImmutableArray<AffectedAnswer> answers, LanguagePack pack)
    {
        var told = new DeskWords(pack);
        string Verdict(Verdict? verdict) => verdict is { } one ? told.Verdict(one) : told.Say("replay.no-verdict");
        var lines = answers.Take(MostLines).Select(a =>
            told.Say(a.Was == a.Now ? "affected.line-duties" : "affected.line", ("day", DeskNotices.Day(a.Day)),
            ("tools", string.Join(", ", a.Tools.Select(t => told.Tool(t, knowledge)))), ("before", Verdict(a.Was)),
                ("after", Verdict(a.Now))));
        var more = answers.Length > MostLines ? [told.Say("stale.more", ("count", Number(answers.Length - MostLines)))]
            : Array.Empty<string>();
        return new(told.Say("affected.title"), [.. lines, .. more, told.Say("affected.again")]);
    }

    private static async Task<Dictionary<long, string>> AddressesAsync(BotContext db, long[] turns)
    {
        var addresses = new Dictionary<long, string>();
        foreach (var some in turns.Chunk(Chunk))
            foreach (var turn in await db.Turns.Where(t => some.Contains(t.Id) && t.Person != null && t.Address != null)
                .Select(t => new { t.Id, t.Address }).ToListAsync())
                addresses[turn.Id] = turn.Address!;
        return addresses;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
