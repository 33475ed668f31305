using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Gaps;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>Commands that change the knowledge by way of drafts, from the first edit to publication.</summary>
internal sealed class DraftCommands(DeskGround ground, LanguagePacks languages, DeskWords words, DeskPreparation prepared, DateOnly today,
    TimeProvider time, RebasedDrafts onHead, AdminRoles roles)
{
    private const int MostLines = 30;
    private AdminPerson? reader;

    public async Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        reader = who;
        return new SuspensionNotes(languages).On(await DoAsync(db, command, who), ground.Suspended);
    }

    private Task<DeskOutcome> DoAsync(BotContext db, AdminCommand command, AdminPerson who) => (command.Noun, command.Verb) switch
    {
        ("draft", "list") => ListAsync(command, who),
        ("draft", "show") => ShowAsync(command, who),
        ("draft", "preview") => PreviewAsync(command, who),
        ("draft", "expect") => ExpectAsync(db, command, who),
        ("draft", "submit") => SubmitAsync(command),
        ("draft", "approve") => ApproveAsync(db, command, who),
        ("draft", "reject") => RejectAsync(command, who),
        ("draft", "discard") => DiscardAsync(db, command),
        ("draft", "schedule") => StepAsync(command, d => DraftSteps.Schedule(d, command.Day("on")!.Value, today),
            "draft.scheduled", null),
        ("draft", "publish") => new DraftPublication(ground, languages, words, prepared, today, roles).PublishAsync(db, command.Need("draft"), who),
        ("revision", "list") => RevisionsAsync(db, command),
        ("revision", "rollback") => RollbackAsync(command, who),
        _ => EditAsync(db, command, who),
    };

    private async Task<DeskOutcome> EditAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        if (command["gap"] is { } settled && !await GapMarks.Of(db, long.Parse(settled, CultureInfo.InvariantCulture)).AnyAsync())
            throw new EditException(words.Say("gap.unknown", ("id", settled)));
        var draft = command["draft"] is { } id ? await ground.DraftAsync(id) : await ground.OpenOfAsync(who.Key)
            ?? DraftSteps.Begin("", who.Key, ground.Head);
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        var knowledge = draft.Items.IsEmpty ? ground.Knowledge : DeskGround.Load(await ground.AfterAsync(draft));
        if (CommandEdits.Of(command, knowledge, today) is not { } edits)
            return DeskOutcome.Says(words.Say((Remark)$"`{command.Noun} {command.Verb}` changes nothing in the policy"));
        return await EditedAsync(db, command, who, draft, edits);
    }

    private async Task<DeskOutcome> EditedAsync(BotContext db, AdminCommand command, AdminPerson who, Draft draft,
        ImmutableArray<ItemEdit> edits)
    {
        var step = DraftSteps.Edit(draft, who.Key, edits);
        if (step.Draft is not { } edited) return DeskOutcome.Says(words.Say(step.Refusal!));
        edited = edited with
        {
            EditorKeys = [.. edited.EditorKeys.Union(who.Keys)],
            Whys = command["why"] is { } said ? [.. edited.Whys.Append(said).Distinct().TakeLast(MostLines)] : edited.Whys,
        };
        await ground.AfterAsync(edited);
        edited = await ground.SaveAsync(edited);
        if (command["gap"] is { } gap) await GapMarks.ClaimAsync(db, long.Parse(gap, CultureInfo.InvariantCulture),
            int.Parse(edited.Id, CultureInfo.InvariantCulture));
        var others = (await ground.LiveAsync()).Where(d => d.Id != edited.Id && !Rebase.Conflicts(edited, d).IsEmpty)
            .Select(d => words.Say("draft.conflicts", ("id", d.Id), ("author", d.Author),
                ("items", string.Join(", ", Rebase.Conflicts(edited, d).Select(i => words.Say(i.Said))))));
        return new(DeskNotices.Of(words, words.Say("draft.edited", ("id", edited.Id)), edited, reader,
            [.. edits.Select(e => words.Say(DeskNotices.Line(e))), .. others]),
            About(edited), command["why"]);
    }

    private async Task<DeskOutcome> ListAsync(AdminCommand command, AdminPerson who)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var stored in (await ground.LiveAsync()).Where(d => !command.Has("mine") || d.Editors.Contains(who.Key)))
            rows.Add([stored.Id, stored.Author, words.State(await onHead.OfAsync(ground, stored)), stored.Why ?? ""]);
        return words.Table(words.Say("draft.list"), ["col.draft", "col.by", "col.state", "why"], rows.ToImmutable());
    }

    private async Task<DeskOutcome> ShowAsync(AdminCommand command, AdminPerson who)
    {
        var draft = await LookedAtAsync(await ground.DraftAsync(command.Need("draft")), who);
        var restored = string.Join(", ", draft.Restored.Take(MostLines).Select(i => words.Say(i.Said)));
        var what = draft.Restores is { } number ? [words.Say("draft.rolls-back", ("revision", Number(number)), ("items", restored))]
            : draft.Edits.Select(e => words.Say(DeskNotices.Line(e)));
        var people = string.Join(", ", draft.Editors);
        var title = words.Say("draft.title", ("id", draft.Id), ("people", people), ("state", words.State(draft)));
        var approvals = draft.Approvals.Select(a =>
            words.Say("draft.approved-by", ("person", a.By)) + (a.Note is { } note ? $": {note}" : ""));
        return new(DeskNotices.Of(words, title, draft, reader, [.. what, .. draft.Whys.Select(w => words.Say("draft.said", ("why", w))),
            .. approvals]), About(draft));
    }

    /// <summary>Notes what the person is shown now: a yes that they type later is to that.</summary>
    private async Task<Draft> LookedAtAsync(Draft draft, AdminPerson who)
    {
        if (draft.State is DraftState.Published or DraftState.Discarded || draft.Editors.Contains(who.Key)) return draft;
        var look = new Look(who.Key, DraftJson.EditsSealOf(draft));
        return draft.Looks.Contains(look) ? draft
            : await ground.SaveAsync(draft with { Looks = [.. draft.Looks.Where(l => !who.Keys.Contains(l.By)), look] });
    }

    private async Task<DeskOutcome> PreviewAsync(AdminCommand command, AdminPerson who)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        // Worked out before the log's head was taken: not again while it is held.
        if (prepared.Study is { } early && !early.IsOf(ground, draft))
            return new(DeskNotices.Of(words, words.Say("preview.moved"), draft, reader), About(draft));
        var study = prepared.Study ?? await DraftStudy.OfAsync(ground, draft, languages, today);
        draft = await LookedAtAsync(draft, who);
        var told = new PreviewWords(words, study.Before, study.After, study.Shown(draft, command, today));
        List<string> lines = [.. told.Lines()];
        lines.AddRange(study.Conflicts.Take(MostLines).Select(c => words.Say("preview.note", ("message", words.Say(c.Said)))));
        lines.AddRange(Blocking(study));
        Notice Shown(IEnumerable<string> said) => Offered(DeskNotices.Of(words, told.Title(draft.Id), draft, reader, [.. said]), study, draft);
        if (prepared.Replayed is not { } replayed) return new(Shown(lines), About(draft));
        var replay = new ReplayWords(words, study.After);
        lines.AddRange(replay.Counts(replayed));
        // The examples are people's words: the log keeps them where they were asked, and here which they were.
        return new(Shown([.. lines, .. replay.Examples(replayed.Examples)]), About(draft))
        { Logged = Shown([.. lines, .. replay.Named(replayed.Examples)]).Text, Replayed = replayed };
    }

    private IEnumerable<string> Blocking(DraftStudy study) =>
        study.Failing.Take(MostLines).Select(f => words.Say("preview.blocks", ("message", words.Say(f.Said))));

    /// <summary>Cases that fail can be made to expect what comes now: a part of the draft, which its approver reads.</summary>
    private Notice Offered(Notice notice, DraftStudy study, Draft draft) =>
        study.Failing.IsEmpty || draft.Restores is not null || draft.State is DraftState.Published or DraftState.Discarded ? notice
            : notice with { Buttons = [.. notice.Buttons, new(words.Say("button.expect"), $"draft expect {draft.Id}")] };

    private async Task<DeskOutcome> ExpectAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        var study = await StudyAsync(draft);
        ImmutableArray<ItemEdit> edits = [.. study.Failing.SelectMany(f => CaseEdits.Expect(f, study.After))];
        return edits.IsEmpty ? new(DeskNotices.Of(words, words.Say("draft.expects-all", ("id", draft.Id)), draft, reader), About(draft))
            : await EditedAsync(db, command, who, draft, edits);
    }

    private async Task<DeskOutcome> DiscardAsync(BotContext db, AdminCommand command)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        var step = DraftSteps.Discard(draft);
        if (step.Draft is not null) await GapMarks.ReopenAsync(db, int.Parse(draft.Id, CultureInfo.InvariantCulture));
        return await SavedAsync(step, "draft.discarded", null);
    }

    private async Task<DeskOutcome> SubmitAsync(AdminCommand command)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended)
            return await SavedAsync(Rebase.ByHand(draft, ground.Documents),
                "draft.taken-up", null);
        var outcome = await SavedAsync(DraftSteps.Submit(draft, command.Need("why")), "draft.submitted", command.Need("why"));
        // Said at once, not when it is to be published.
        return prepared.Study is { } study && study.IsOf(ground, draft) && !study.Failing.IsEmpty
            ? outcome with
            {
                Notice = Offered(outcome.Notice with { Paragraphs = [.. outcome.Notice.Paragraphs, .. Blocking(study)] }, study, draft)
            } : outcome;
    }

    private async Task<DeskOutcome> ApproveAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        if (command["seen"] is { } seen ? seen != DraftJson.SealOf(draft)
            : draft.Looks.FirstOrDefault(l => who.Keys.Contains(l.By)) is { } look && look.Seal != DraftJson.EditsSealOf(draft))
            return new(DeskNotices.NotAsSeen(words, draft), About(draft));
        var study = await StudyAsync(draft);
        var need = study.Need;
        draft = draft with { Approvals = await roles.StandingAsync(db, draft.Approvals) };
        var step = DraftSteps.Approve(draft, new(who.Key, who.Groups, time.GetUtcNow(), command["note"])
        { Keys = who.Keys, Effects = new(ground.Head, study.Seal) }, need, ground.Knowledge);
        if (step.Draft is { } approved && need.Missing(approved.Approvals, ground.Knowledge) is { } missing)
            return await SavedAsync(step, "draft.half", command["note"], ("missing", words.Say(missing)));
        return Told(await SavedAsync(step, "draft.approved", command["note"]), step, who, "draft.told-approved", command["note"]);
    }

    private async Task<DeskOutcome> RejectAsync(AdminCommand command, AdminPerson who)
    {
        var why = command.Need("why");
        var step = DraftSteps.Reject(await ground.DraftAsync(command.Need("draft")), why);
        return Told(await SavedAsync(step, "draft.sent-back", why), step, who, "draft.told-rejected", why);
    }

    /// <summary>Those who wrote a draft read what became of it, and what was said to it.</summary>
    private DeskOutcome Told(DeskOutcome outcome, Step step, AdminPerson by, string key, string? comment) => step.Draft is not { } draft
        ? outcome : outcome with
        {
            Notes =
        [
            new(draft.Editors, language =>
                new(new DeskWords(languages.Of(language)).Say(key, ("id", draft.Id), ("by", by.Key)), comment is null ? [] : [comment])),
        ],
        };

    /// <summary>As it was prepared; worked out now where the ground has moved since.</summary>
    private async Task<DraftStudy> StudyAsync(Draft draft) =>
        prepared.Study is { } study && study.IsOf(ground, draft) ? study : await DraftStudy.OfAsync(ground, draft, languages, today);

    private async Task<DeskOutcome> RevisionsAsync(BotContext db, AdminCommand command)
    {
        var last = Math.Clamp(int.TryParse(command["last"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 10, 1,
            100);
        var rows = await db.Revisions.AsNoTracking().OrderByDescending(r => r.Number).Take(last).ToListAsync();
        return words.Table(words.Say("revision.list"), ["col.revision", "col.on", "col.by", "why"],
            [.. rows.Select(r => (ImmutableArray<string>)
            [r.Number.ToString(CultureInfo.InvariantCulture),
                DeskNotices.Day(OrganisationTime.DayOf(ground.Knowledge.Set, DateTimeOffset.FromUnixTimeMilliseconds(r.At))), r.Author, r.Reason])]);
    }

    /// <summary>A rollback is a change like others: drafted here, approved by somebody else, published as a new revision.</summary>
    private async Task<DeskOutcome> RollbackAsync(AdminCommand command, AdminPerson who)
    {
        if (!int.TryParse(command.Need("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await ground.DocumentsAsync(number) is not { IsEmpty: false } old) throw new EditException(
                words.Say("revision.unknown"));
        var restored = Rebase.Changed(ground.Documents, old);
        if (restored.IsEmpty) return DeskOutcome.Says(words.Say("revision.same", ("revision", Number(number))));
        var draft = DraftSteps.Begin("", who.Key, ground.Head) with
        { Restores = number, Restored = [.. restored.OrderBy(k => k.ToString(), StringComparer.Ordinal)], EditorKeys = who.Keys };
        draft = await ground.SaveAsync(draft);
        return await SavedAsync(DraftSteps.Submit(draft, command.Need("why")), "draft.rollback",
            command.Need("why"), ("revision", Number(number)));
    }

    private async Task<DeskOutcome> StepAsync(AdminCommand command, Func<Draft, Step> step, string done, string? why) =>
        await SavedAsync(step(await ground.DraftAsync(command.Need("draft"))), done, why, ("day", command["on"] ?? ""));

    /// <param name="done">The phrase that says so.</param>
    private async Task<DeskOutcome> SavedAsync(Step step, string done, string? why, params (string Slot, string Value)[] slots)
    {
        if (step.Draft is not { } draft) return DeskOutcome.Says(words.Say(step.Refusal!));
        await ground.SaveAsync(draft);
        return new(DeskNotices.Of(words, words.Say(done, [("id", draft.Id), .. slots]), draft, reader), About(draft), why);
    }

    private Task<DeskOutcome> SuspendedAsync(Draft draft) => Task.FromResult(SuspensionNotes.Said(draft, words, reader));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string About(Draft draft) => $"draft-{draft.Id}";
}
