using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Affected;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Gaps;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.PlainWords;
using PolicyBot.Admin.Preview;
using PolicyBot.Admin.Subscriptions;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web;

namespace PolicyBot.Admin.Execution;

/// <summary>Carries commands out. Everything is read and written in the caller's transaction, which holds the log's head: commands follow
/// one another, and a command, its log entry and its reply are there together or not at all.</summary>
public sealed class AdminDesk(Revisions revisions, LanguagePacks languages, AdminOptions options, OrganisationDay day, TimeProvider time)
{
    internal static readonly AdminPerson Schedule = new("schedule", [], []);
    private readonly AdminRoles roles = new(options);
    private readonly Confirmations confirmations = new(languages, time);
    private readonly ReadLately<HashSet<string>> policyAdmins = new(time);
    private readonly RebasedDrafts onHead = new();
    private readonly ShiftedDrafts shifted = new(revisions, languages, time);

    internal ExceptionsInForce Exceptions { get; } = new(options, time);

    /// <summary>Whether anybody holds a role, by the settings or by grant.</summary>
    public async Task<bool> IsAnybodySetAsync(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var db = database.Open();
        return await roles.IsAnybodySetAsync(db);
    }

    /// <summary>With the groups that the settings name beside those that the channel tells; the same where they name none.</summary>
    internal Person WithGroups(Person person)
    {
        if (options.Members.Count == 0) return person;
        var groups = options.GroupsOf(AdminPerson.Of(person).Keys, person.Groups);
        return groups.Length == person.Groups.Length ? person : person with { Groups = groups };
    }

    /// <summary>The person may be in groups that nobody has told: those that the channel maps, or those that the settings give to an
    /// address.</summary>
    internal bool AreGroupsUntold(Person person) => person.Standing == Standing.GroupsUntold
        || (person.Standing == Standing.AddressUntold && options.Members.Count > 0);

    /// <summary>For after the commit of a command: exceptions and roles are read again.</summary>
    internal void Forget()
    {
        Exceptions.Forget();
        policyAdmins.Forget();
    }

    /// <summary>A line from a terminal or a chat: carries the command out, or says what is wrong with it, or helps.</summary>
    public Task<DeskOutcome> ExecuteAsync(BotContext db, CommandReading reading, AdminPerson who) =>
        ExecuteAsync(db, reading, who, DeskPreparation.None);

    /// <summary>As above, with what <see cref="PrepareAsync"/> has worked out.</summary>
    internal Task<DeskOutcome> ExecuteAsync(BotContext db, CommandReading reading, AdminPerson who, DeskPreparation prepared) =>
        reading.Command is { } command ? ExecuteAsync(db, command, options.Known(who), prepared, confirmed: false)
            : Task.FromResult(DeskOutcome.Says(new DeskWords(languages.Of(who.Language))
                .Say(reading.Error ?? reading.Help ?? CommandHelp.Of(null, null))));

    /// <summary>Works out what takes time before a transaction takes the log's head, for those who may give the command. What the
    /// transaction then finds moved, it does not use.</summary>
    internal async Task<DeskPreparation> PrepareAsync(Database database, CommandReading reading, AdminPerson who)
    {
        if (reading.Command is not { } command) return DeskPreparation.None;
        who = options.Known(who);
        await using var db = database.Open();
        var confirms = false;
        if ((command.Noun, command.Verb) is ("confirm", "yes"))
        {
            if (await Confirmations.PeekAsync(db, command, who) is not { } confirmed) return DeskPreparation.None;
            (command, confirms) = (confirmed, true);
        }
        if (!await roles.HasAnyAsync(db, who, AdminRoles.Needed(command), AdminRoles.Reads(command))) return DeskPreparation.None;
        return (command.Noun, command.Verb) switch
        {
            ("draft", "preview" or "expect" or "submit" or "approve" or "publish") => await StudiedAsync(database, db, command),
            ("revision", "affected") => await AffectedAsync(database,
                await AffectedPeople.WindowAsync(db, time.GetUtcNow().AddDays(-AffectedCommands.DaysOf(command)), CancellationToken.None)),
            ("revision", "tell") when confirms => await AffectedAsync(database, (Entry(command.Need("from")), Entry(command.Need("upto")))),
            _ => DeskPreparation.None,
        };
    }

    private static long Entry(string number) => long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
        ? entry : 0;

    private async Task<DeskPreparation> AffectedAsync(Database database, (long From, long UpTo) window)
    {
        await revisions.RefreshAsync(CancellationToken.None);
        return new(Affected: await AffectedPeople.FindAsync(database, revisions, window.From, window.UpTo, day.Today,
            CancellationToken.None));
    }

    private async Task<DeskPreparation> StudiedAsync(Database database, BotContext db, AdminCommand command)
    {
        try
        {
            var ground = await DeskGround.OfAsync(db, revisions, time);
            var draft = await ground.PeekAsync(command.Need("draft"));
            if (draft.State is DraftState.Suspended or DraftState.Published or DraftState.Discarded) return DeskPreparation.None;
            var study = await DraftStudy.OfAsync(ground, draft, languages, day.Today);
            await study.PrepareAsync(db, command, day.Today);
            if (command.Verb != "preview" || !int.TryParse(command["replay"], NumberStyles.None, CultureInfo.InvariantCulture,
                out var last)) return new(study);
            Bot before = new(study.Before, languages), after = new(study.After, languages);
            return new(study, await QuestionReplay.RunAsync(database, before, after, study.ReadsAlike, command.Day("on") ?? draft.From(day.Today),
                Math.Clamp(last, 1, QuestionReplay.Most), CancellationToken.None));
        }
        catch (EditException)
        {
            // Said when the command is carried out.
            return DeskPreparation.None;
        }
    }

    /// <summary>In a transaction of its own, with its entry: for doors that wait.</summary>
    public async Task<DeskOutcome> RunAsync(LogBook book, Database database, string line, AdminPerson who)
    {
        ArgumentNullException.ThrowIfNull(book);
        DeskOutcome? outcome = null;
        var reading = AdminGrammar.ReadLine(line);
        var prepared = await PrepareAsync(database, reading, who);
        await book.AppendAsync(database, NewEntry.Of(Core.Audit.EntryKind.Admin, null), async (db, entry) =>
        {
            outcome = await ExecuteAsync(db, reading, who, prepared);
            await DeskPost.AddAsync(db, outcome.Notes, null);
            return outcome.Entered(entry, who, line) with { Person = who.Key };
        });
        Forget();
        if (outcome!.Published is not null) await revisions.RefreshAsync(CancellationToken.None);
        return outcome;
    }

    /// <summary>Publishes the scheduled drafts whose day has come, each in a transaction of its own with its entry. One that cannot be
    /// published any more is suspended with the reason. Returns what was said of each.</summary>
    public async Task<ImmutableArray<DeskOutcome>> PublishDueAsync(LogBook book, Database database)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(database);
        var outcomes = ImmutableArray.CreateBuilder<DeskOutcome>();
        foreach (var id in await DueAsync(database))
        {
            DeskOutcome? outcome = null;
            DeskPreparation prepared;
            await using (var before = database.Open())
                prepared = await StudiedAsync(database, before, AdminGrammar.ReadLine($"draft publish {id}").Command!);
            await book.AppendAsync(database, NewEntry.Of(Core.Audit.EntryKind.Admin, null), async (db, entry) =>
            {
                var publication = new DraftPublication(await DeskGround.OfAsync(db, revisions, time), languages,
                    new(languages.Of("en")), prepared, day.Today, roles);
                outcome = await publication.PublishScheduledAsync(db, id);
                await DeskPost.AddAsync(db, outcome.Notes, null);
                return outcome.Entered(entry, Schedule, $"draft publish {id}");
            });
            outcomes.Add(outcome!);
        }
        if (outcomes.Any(o => o.Published is not null)) await revisions.RefreshAsync(CancellationToken.None);
        return outcomes.ToImmutable();
    }

    /// <inheritdoc cref="ShiftedDrafts.SuspendAsync"/>
    public Task<ImmutableArray<DeskOutcome>> SuspendShiftedAsync(LogBook book, Database database) => shifted.SuspendAsync(book, database);

    /// <summary>Tells whose exceptions end soon, each in a transaction of its own with its entry. Returns how many.</summary>
    public async Task<int> RemindAsync(LogBook book, Database database)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(database);
        int granted = (int)ExceptionState.Granted, now = PolicyException.Number(day.Today),
            soon = PolicyException.Number(day.Today.AddDays(options.ReminderBefore));
        List<int> ending;
        await using (var db = database.Open()) ending = await db.Exceptions.Where(e => e.State == granted && !e.Reminded && e.Until > now
            && e.Until <= soon).OrderBy(e => e.Id).Select(e => e.Id).ToListAsync();
        var told = 0;
        foreach (var id in ending)
            if (await book.AppendAsync(database, NewEntry.Of(Core.Audit.EntryKind.Admin, null), async (db, entry) =>
            {
                var commands = new ExceptionCommands(await DeskGround.OfAsync(db, revisions, time), languages, options, day.Today, time);
                // Another replica may have told of it meanwhile, or somebody have revoked it.
                if (await commands.RemindAsync(db, id) is not { } outcome) return null;
                await DeskPost.AddAsync(db, outcome.Notes, null);
                return outcome.Entered(entry, Schedule, $"exception remind {id}");
            }) >= 0) told++;
        return told;
    }

    /// <summary>Tells subscribers what is past its review; returns how many.</summary>
    public Task<int> DigestAsync(LogBook book, Database database, IEnumerable<IChannel> channels) =>
        new StaleDigest(revisions, languages, options, day).SendAsync(book, database, channels);

    private async Task<List<string>> DueAsync(Database database)
    {
        var scheduled = (int)DraftState.Scheduled;
        await using var db = database.Open();
        var rows = await db.Drafts.AsNoTracking().Where(d => d.State == scheduled).OrderBy(d => d.Id).ToListAsync();
        return [.. rows.Select(r => DraftJson.Read(r.Id, r.State, r.Body)).Where(d => d.On <= day.Today).Select(d => d.Id)];
    }

    /// <summary>What a policy admin's sentence in plain words proposes; null where it is a question, or the person is none.</summary>
    internal async Task<Notice?> ProposalAsync(Database database, string text, AdminPerson who)
    {
        static bool IsKorean(string said) => said.Any(c => c is >= '\uAC00' and <= '\uD7A3');
        // Few people may, which is known at once: most questions are not read for it. As of the last second: it is for what is shown,
        // never for what is done.
        var granted = await policyAdmins.GetAsync(database, AdminRoles.PolicyAdminsAsync);
        if (!options.Known(who).Keys.Any(k => granted.Contains(k) || roles.IsSet(AdminRoles.PolicyAdmin, k))) return null;
        if (RuleProposal.Read(text, day.Today, revisions.Current.Bot.Knowledge, languages) is not { } proposal) return null;
        var words = new DeskWords(languages.Of(IsKorean(text) ? "ko" : who.Language));
        return proposal.Command is { } command ? DeskNotices.Proposal(words, command) : new Notice(words.Say(proposal.Unclear!), []);
    }

    private async Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who, DeskPreparation prepared,
        bool confirmed)
    {
        var needed = AdminRoles.Needed(command);
        if (!await roles.HasAnyAsync(db, who, needed, AdminRoles.Reads(command))) return await DeniedAsync(db, command, who, needed);
        try
        {
            if (command.Noun == "confirm")
            {
                var (asked, said) = await confirmations.TakeAsync(db, command, who);
                // The role for it is looked up anew.
                return said ?? await ExecuteAsync(db, asked!, who, prepared, confirmed: true);
            }
            if (AdminVerbs.Find(command.Noun, command.Verb)!.Destructive && !confirmed)
                return await confirmations.AskAsync(db, command, who);
            if (command.Noun == "role") return await new RoleCommands(roles, new(languages.Of(who.Language)), time)
                .ExecuteAsync(db, command, who);
            var words = new DeskWords(languages.Of(who.Language));
            if (command.Noun is "subscribe" or "unsubscribe")
                return await new SubscribeCommands(words, time).ExecuteAsync(db, command, who);
            var ground = await DeskGround.OfAsync(db, revisions, time);
            if ((command.Noun, command.Verb) is ("tool" or "fact" or "rule" or "case", "list"))
                return new ListCommands(ground.Knowledge, languages, words, day.Today).Execute(command);
            if ((command.Noun, command.Verb) is ("revision", "affected" or "tell"))
                return await AffectedAsync(db, command, who, prepared, ground, words);
            if (command.Noun == "stale") return new StaleCommands(ground.Knowledge, options, day.Today, words).Execute(command);
            if (command.Noun == "gap")
            {
                var gaps = new GapCommands(ground.Knowledge, languages, words, time);
                if (command.Verb != "alias") return await gaps.ExecuteAsync(db, command);
                command = await gaps.AliasAsync(db, command);
            }
            if (command.Noun == "exception") return await new ExceptionCommands(ground, languages, options, day.Today, time)
                .ExecuteAsync(db, command, who);
            return await new DraftCommands(ground, languages, words, prepared, day.Today, time, onHead, roles).ExecuteAsync(db, command, who);
        }
        catch (EditException refused)
        {
            return DeskOutcome.Says(new DeskWords(languages.Of(who.Language)).Say(refused.Said));
        }
    }

    private async Task<DeskOutcome> AffectedAsync(BotContext db, AdminCommand command, AdminPerson who, DeskPreparation prepared,
        DeskGround ground, DeskWords words)
    {
        var commands = new AffectedCommands(ground.Knowledge, ground.Number, languages, words);
        if (command.Verb == "tell") return await commands.TellAsync(db, command, prepared.Affected);
        if (prepared.Affected is not { } affected || affected.Revision != ground.Number)
            return DeskOutcome.Says(words.Say("affected.moved"));
        return commands.List(affected, affected.People.Any(p => p.Reachable)
            ? (await confirmations.AskAsync(db, AffectedCommands.Tell(affected), who)).Notice : null);
    }

    private async Task<DeskOutcome> DeniedAsync(BotContext db, AdminCommand command, AdminPerson who, ImmutableArray<string> needed)
    {
        var holders = await roles.ListAsync(db);
        string[] Others(Func<string, bool> role) =>
            [.. holders.Where(r => role(r.Role) && !who.Keys.Contains(r.Person)).Select(r => r.Person)];
        return DeskNotices.Denied(new(languages.Of(who.Language)), command, needed, who.Key, holders.Count > 0, Others(needed.Contains),
            Others(r => r == AdminRoles.PolicyAdmin), revisions.Current.Bot.Knowledge.Set.Organization?.Contact?.Name);
    }
}
