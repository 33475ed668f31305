using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Exceptions;

/// <summary>`exception request|grant|deny|revoke|list`. Who may is found at execution from the rules as they stand then: whoever may waive
/// a rule that is in the way, and approvers; never who asked.</summary>
internal sealed class ExceptionCommands(DeskGround ground, LanguagePacks languages, AdminOptions options, DateOnly today, TimeProvider time)
{
    private const int LongestPurpose = 1_000;
    private readonly AdminRoles roles = new(options);

    private KnowledgeBase Knowledge => ground.Knowledge;

    public Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        var words = Words(who.Language);
        return command.Verb switch
        {
            "request" => RequestAsync(db, command, who, words),
            "list" => ListAsync(db, command, who, words),
            "grant" => GrantAsync(db, command, who, words),
            _ => EndAsync(db, command, who, words),
        };
    }

    private async Task<DeskOutcome> RequestAsync(BotContext db, AdminCommand command, AdminPerson who, DeskWords words)
    {
        var (tool, data, group) = (command.Need("tool"), command["data"], command["group"]);
        if (!Knowledge.Tools.ContainsKey(tool) && !Knowledge.EditionOwners.ContainsKey(tool))
            throw new EditException(words.Say("exception.no-tool", ("tool", tool)));
        if (data is not null && !Knowledge.Data.ContainsKey(data))
            throw new EditException(words.Say("exception.no-data", ("data", data),
            ("known", string.Join(", ", Knowledge.Set.Data.Select(d => d.Id)))));
        CheckGroup(group, words);
        if (group is not null && !IsMember(who.Groups, group)) throw new EditException(words.Say("exception.no-group", ("group", group)));
        if (command["purpose"] is not { } purpose || command.Day("until") is not { } until)
            return new(new Notice(words.Say("exception.form", ("tool", words.Tool(tool, Knowledge))), []) { Form = Form(command, words) });
        if (purpose.Length > LongestPurpose) throw new EditException(words.Say("exception.long", ("most", $"{LongestPurpose}")));
        if (until <= today || until > today.AddDays(options.LongestException))
            throw new EditException(words.Say("exception.until", ("first", DeskNotices.Day(today.AddDays(1))),
            ("last", DeskNotices.Day(today.AddDays(options.LongestException)))));
        var asked = new PolicyException(0, who.Key, group, ExceptionState.Requested, until, tool, data, purpose,
            who.Groups)
        { Keys = who.Keys };
        var need = Need(asked);
        if (need.IsEmpty) return DeskOutcome.Says(words.Say(need.Standing.IsEmpty ? "exception.not-needed" : "exception.none",
            ("tool", words.Tool(tool, Knowledge)), ("rules", string.Join(", ", need.Standing))));
        var row = asked.ToRow();
        db.Exceptions.Add(row);
        await db.SaveChangesAsync();
        asked = asked with { Id = row.Id };
        var deciders = await DecidersAsync(db, need, who.Key);
        return new(new Notice(words.Say("exception.requested", ("id", Id(asked)), ("whom", Whom(need, words))), [.. Standing(need, words)]),
            asked.Name, purpose)
        {
            Notes = [new(deciders, language => Asked(asked, Words(language)), OrContact: true) { About = asked.Name }],
        };
    }

    private async Task<DeskOutcome> GrantAsync(BotContext db, AdminCommand command, AdminPerson who, DeskWords words)
    {
        var asked = await FindAsync(db, command, words);
        var need = Need(asked);
        var approver = await roles.HasAnyAsync(db, who, [AdminRoles.Approver]);
        if (asked.IsOf(who)) return Denied(words.Say("exception.own"), asked);
        if (!ExceptionRights.MayGrant(need, who.Groups, approver, Knowledge))
            return Denied(words.Say("exception.may-not", ("whom", Whom(need, words))), asked);
        if (asked.State != ExceptionState.Requested) return Is(asked, words);
        if (need.IsEmpty) return DeskOutcome.Says(words.Say("exception.not-needed", ("tool", words.Tool(asked.Tool, Knowledge)))) with
        { About = asked.Name };
        CheckGroup(asked.Group, words);
        var until = command.Day("until") ?? asked.Until;
        if (until > asked.Until || until <= today) throw new EditException(words.Say("exception.until",
            ("first", DeskNotices.Day(today.AddDays(1))), ("last", DeskNotices.Day(asked.Until))));
        if (command.All("obligation").FirstOrDefault(o => !Knowledge.Obligations.ContainsKey(o)) is { } unknown)
            throw new EditException(words.Say("exception.no-obligation", ("obligation", unknown)));
        if (asked.Grants.Any(g => g.IsBy(who))) throw new EditException(words.Say("exception.granted-already"));
        asked = asked with
        {
            Until = until,
            Obligations = [.. asked.Obligations.Union(command.All("obligation"))],
            Grants = asked.Grants.Add(new(who.Key, who.Groups, approver, time.GetUtcNow(), command["note"]) { Keys = who.Keys }),
        };
        var missing = ExceptionRights.Missing(asked, need, Knowledge);
        if (missing.IsEmpty) asked = asked with { State = ExceptionState.Granted };
        await SaveAsync(db, asked);
        if (!missing.IsEmpty) return DeskOutcome.Says(words.Say("exception.half", ("id", Id(asked)), ("whom", Whom(missing, words)))) with
        { About = asked.Name, Reason = command["note"] };
        return new(new Notice(words.Say("exception.granted", ("id", Id(asked)), ("until", DeskNotices.Day(until))), []), asked.Name,
            command["note"])
        {
            Notes = [new([asked.Person], language => Told(asked, "exception.told-granted", command["note"], Words(language)))],
        };
    }

    /// <summary>`deny` what was asked for, `revoke` what was granted: at once.</summary>
    private async Task<DeskOutcome> EndAsync(BotContext db, AdminCommand command, AdminPerson who, DeskWords words)
    {
        var (asked, deny) = (await FindAsync(db, command, words), command.Verb == "deny");
        var need = Need(asked);
        if (deny && asked.IsOf(who)) return Denied(words.Say("exception.own"), asked);
        if (!ExceptionRights.MayEnd(asked, need, who.Groups, await roles.HasAnyAsync(db, who, [AdminRoles.Approver]), Knowledge))
            return Denied(words.Say("exception.may-not", ("whom", Whom(need with { Approver = true }, words))), asked);
        if (asked.State != (deny ? ExceptionState.Requested : ExceptionState.Granted)) return Is(asked, words);
        asked = asked with { State = deny ? ExceptionState.Denied : ExceptionState.Revoked, Why = command.Need("why") };
        await SaveAsync(db, asked);
        return new(new Notice(words.Say(deny ? "exception.denied" : "exception.revoked", ("id", Id(asked))), []), asked.Name, asked.Why)
        {
            Notes = [new([asked.Person], language => Told(asked, deny ? "exception.told-denied" : "exception.told-revoked", asked.Why,
                Words(language)))],
        };
    }

    /// <summary>Their own, and those that they may decide on; reviewers look through the others in the console, for a reason. The log keeps the numbers of those that were shown, not whose
    /// they are and what for: an erasure would not find that in the entry of whoever looked.</summary>
    private async Task<DeskOutcome> ListAsync(BotContext db, AdminCommand command, AdminPerson who, DeskWords words)
    {
        var all = await roles.HasAnyAsync(db, who, [AdminRoles.Approver]);
        int requested = (int)ExceptionState.Requested, granted = (int)ExceptionState.Granted, now = PolicyException.Number(today),
            soon = PolicyException.Number(today.AddDays(30));
        var rows = db.Exceptions.AsNoTracking();
        if (command.Has("open")) rows = rows.Where(e => e.State == requested);
        if (command.Has("ending")) rows = rows.Where(e => e.State == granted && e.Until > now && e.Until <= soon);
        var found = (await rows.OrderByDescending(e => e.Id).Take(500).ToListAsync()).Select(PolicyException.Of)
            .Where(e => all || who.Keys.Contains(e.Person) || e.Group is { } group && IsMember(who.Groups, group)
                || e.State == ExceptionState.Requested && Need(e).Groups.Any(g => IsMember(who.Groups, g))).Take(50).ToList();
        var table = words.Table(words.Say("exception.list"),
            ["col.id", "col.for", "col.tool", "col.data", "col.until", "col.state", "col.purpose"],
            [.. found.Select(e => (ImmutableArray<string>)[Id(e), e.Group ?? e.Person, words.Tool(e.Tool, Knowledge),
                words.Data(e.Data, Knowledge), DeskNotices.Day(e.Until), State(e, words), e.Purpose])]);
        var ids = found.Count == 0 ? "-" : string.Join(", ", found.Select(Id));
        return table with { About = "exceptions", Logged = words.Say("exception.logged", ("ids", ids)) };
    }

    /// <summary>Whose exceptions end soon are told, once each; null: they have been, or it holds no longer.</summary>
    public async Task<DeskOutcome?> RemindAsync(BotContext db, int id)
    {
        var granted = (int)ExceptionState.Granted;
        if (await db.Exceptions.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && e.State == granted && !e.Reminded) is not { } row)
            return null;
        var ending = PolicyException.Of(row);
        await db.Exceptions.Where(e => e.Id == id).ExecuteUpdateAsync(set => set.SetProperty(e => e.Reminded, true));
        return DeskOutcome.Says(Words("en").Say("exception.reminded", ("id", Id(ending)))) with
        {
            About = ending.Name,
            Notes = [new([ending.Person], language => Told(ending, "exception.told-ending", null, Words(language)))],
        };
    }

    /// <summary>What holds for everybody is the policy, which is changed by two people.</summary>
    private static void CheckGroup(string? group, DeskWords words)
    {
        if (group == Group.Everyone) throw new EditException(words.Say("exception.everyone", ("group", group)));
    }

    private static async Task<PolicyException> FindAsync(BotContext db, AdminCommand command, DeskWords words) =>
        int.TryParse(command.Need("exception"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await db.Exceptions.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id) is { } row
            ? PolicyException.Of(row) : throw new EditException(words.Say("exception.unknown"));

    private static async Task SaveAsync(BotContext db, PolicyException saved)
    {
        var row = saved.ToRow();
        await db.Exceptions.Where(e => e.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.State, row.State)
            .SetProperty(e => e.Until, row.Until).SetProperty(e => e.Body, row.Body));
    }

    private ExceptionNeed Need(PolicyException asked) => ExceptionRights.NeedOf(asked, today, Knowledge);

    private bool IsMember(ImmutableArray<string> groups, string group) => ExceptionRights.IsMember(groups, group, Knowledge);

    private async Task<ImmutableArray<string>> DecidersAsync(BotContext db, ExceptionNeed need, string without)
    {
        var approvers = need.Approver ? (await roles.ListAsync(db)).Where(r => r.Role == AdminRoles.Approver).Select(r => r.Person)
            .ToHashSet(StringComparer.Ordinal) : [];
        var reaches = await db.Reaches.AsNoTracking().Select(r => new { r.Person, r.Groups }).ToListAsync();
        return [.. reaches.Where(r => r.Person != without
            && (approvers.Contains(r.Person) || need.Groups.Any(g =>
            IsMember([.. r.Groups.Split(' ', StringSplitOptions.RemoveEmptyEntries)], g)))).Select(r => r.Person)];
    }

    private Notice Asked(PolicyException asked, DeskWords words) =>
        new(words.Say("exception.asks", ("person", asked.Group ?? asked.Person), ("tool", words.Tool(asked.Tool, Knowledge)),
        ("data", words.Data(asked.Data, Knowledge)), ("until", DeskNotices.Day(asked.Until))), [asked.Purpose])
        {
            Buttons = [new(words.Say("exception.grant"), $"exception grant {Id(asked)}", Primary: true)],
            Form = new(words.Say("exception.deny"), $"exception deny {Id(asked)}", words.Say("exception.deny"),
            [new("why", words.Say("why"), [], Multiline: true)]),
        };

    private Notice Told(PolicyException about, string key, string? note, DeskWords words) => new(
        words.Say(key, ("id", Id(about)), ("tool", words.Tool(about.Tool, Knowledge)), ("until", DeskNotices.Day(about.Until))),
            note is null ? [] : [note]);

    private CommandForm Form(AdminCommand command, DeskWords words) =>
        new(words.Say("exception.title"), command.Line, words.Say("exception.send"),
    [
        .. command.Has("purpose") ? Array.Empty<FormField>() : [new("purpose", words.Say("col.purpose"), [], Multiline: true)],
        .. command.Has("data") ? Array.Empty<FormField>()
            : [new("data", words.Say("col.data"), [.. Knowledge.Set.Data.Select(d => new FormChoice(d.Id, d.Name.In(words.Language)))],
            Required: false)],
        .. command.Has("until") ? Array.Empty<FormField>()
            : [new("until", words.Say("exception.until-field"), [],
            Value: DeskNotices.Day(today.AddDays(Math.Min(90, options.LongestException))))],
    ]);

    private string Whom(ExceptionNeed need, DeskWords words) =>
        string.Join(", ", need.Groups.Select(g => words.Group(g, Knowledge)).Concat(need.Approver ? [words.Say("approver")] : []));

    private static IEnumerable<string> Standing(ExceptionNeed need, DeskWords words) => need.Standing.IsEmpty ? []
        : [words.Say("exception.standing", ("rules", string.Join(", ", need.Standing)))];

    private static DeskOutcome Denied(string why, PolicyException about) => DeskOutcome.Says(why) with
    { Denied = true, About = about.Name };

    private static DeskOutcome Is(PolicyException about, DeskWords words) =>
        DeskOutcome.Says(words.Say("exception.is", ("id", Id(about)), ("state", State(about, words)))) with { About = about.Name };

    private static string State(PolicyException about, DeskWords words) => words.Say("state." + Kebab.Name(about.State));

    private static string Id(PolicyException about) => about.Id.ToString(CultureInfo.InvariantCulture);

    private DeskWords Words(string language) => new(languages.Of(language));
}
