using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Gaps;
using PolicyBot.Admin.Grammar;
using PolicyBot.Admin.Preview;
using PolicyBot.Admin.Subscriptions;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>Commands that change the knowledge by way of drafts, from the first edit to publication.</summary>
internal sealed class DraftCommands(DeskGround ground, LanguagePacks languages, DeskWords words, DeskPreparation prepared, DateOnly today,
    TimeProvider time)
{
    private const int MostLines = 30;

    public Task<DeskOutcome> ExecuteAsync(BotContext db, AdminCommand command, AdminPerson who) => (command.Noun, command.Verb) switch
    {
        ("draft", "list") => ListAsync(command, who),
        ("draft", "show") => ShowAsync(command),
        ("draft", "preview") => PreviewAsync(command),
        ("draft", "submit") => SubmitAsync(command),
        ("draft", "approve") => ApproveAsync(command, who),
        ("draft", "reject") => StepAsync(command, d => DraftSteps.Reject(d, command.Need("why")), "goes back to its author",
            command.Need("why")),
        ("draft", "discard") => DiscardAsync(db, command),
        ("draft", "schedule") => StepAsync(command, d => DraftSteps.Schedule(d, command.Day("on")!.Value, today),
            $"is published on {command["on"]}", null),
        ("draft", "publish") => PublishAsync(db, command.Need("draft")),
        ("revision", "list") => RevisionsAsync(db, command),
        ("revision", "rollback") => RollbackAsync(command, who),
        _ => EditAsync(db, command, who),
    };

    private async Task<DeskOutcome> EditAsync(BotContext db, AdminCommand command, AdminPerson who)
    {
        if (command["gap"] is { } settled && !await GapMarks.Of(db, long.Parse(settled, CultureInfo.InvariantCulture)).AnyAsync())
            throw new EditException($"there is no gap {settled} that is open; `gap list` lists them");
        var draft = command["draft"] is { } id ? await ground.DraftAsync(id) : await ground.OpenOfAsync(who.Key)
            ?? DraftSteps.Begin("", who.Key, ground.Head);
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        var knowledge = draft.Items.IsEmpty ? ground.Knowledge : DeskGround.Load(await ground.AfterAsync(draft));
        if (CommandEdits.Of(command, knowledge, today) is not { } edits)
            return DeskOutcome.Says($"`{command.Noun} {command.Verb}` cannot be carried out here yet");
        var step = DraftSteps.Edit(draft, who.Key, edits);
        if (step.Draft is not { } edited) return DeskOutcome.Says(step.Refusal!);
        await ground.AfterAsync(edited);
        edited = await ground.SaveAsync(edited);
        if (command["gap"] is { } gap) await GapMarks.ClaimAsync(db, long.Parse(gap, CultureInfo.InvariantCulture),
            int.Parse(edited.Id, CultureInfo.InvariantCulture));
        var others = (await ground.LiveAsync()).Where(d => d.Id != edited.Id && !Rebase.Conflicts(edited, d).IsEmpty)
            .Select(d =>
                $"Draft {d.Id} by {d.Author} touches the same: {string.Join(", ", Rebase.Conflicts(edited, d))}. "
                + "Whichever is published first suspends the other.");
        return new(DeskNotices.Of($"In draft {edited.Id}; nothing is in force before it is approved and published.", edited,
            [.. edits.Select(DeskNotices.Line), .. others]),
            About(edited), command["why"]);
    }

    private async Task<DeskOutcome> ListAsync(AdminCommand command, AdminPerson who)
    {
        var drafts = (await ground.LiveAsync()).Where(d => !command.Has("mine") || d.Editors.Contains(who.Key));
        return DeskNotices.Table("Drafts", ["Draft", "By", "State", "Why"],
            [.. drafts.Select(d => (ImmutableArray<string>)[d.Id, d.Author, DeskNotices.State(d), d.Why ?? ""])]);
    }

    private async Task<DeskOutcome> ShowAsync(AdminCommand command)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        var what = draft.Restores is { } number ? [$"rolls back to revision {number}: {string.Join(", ", draft.Restored.Take(MostLines))}"]
            : draft.Edits.Select(DeskNotices.Line);
        return new(DeskNotices.Of($"Draft {draft.Id} by {string.Join(", ", draft.Editors)}: {DeskNotices.State(draft)}", draft,
            [.. what, .. draft.Approvals.Select(a => $"approved by {a.By}{(a.Note is { } note ? $": {note}" : "")}")]), About(draft));
    }

    private async Task<DeskOutcome> PreviewAsync(AdminCommand command)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        // Worked out before the log's head was taken: not again while it is held.
        if (prepared.Study is { } early && !early.IsOf(ground, draft))
            return new(DeskNotices.Of(words.Say("preview.moved"), draft), About(draft));
        var study = prepared.Study ?? await DraftStudy.OfAsync(ground, draft, languages, today);
        var preview = study.On(command.Day("on") ?? today);
        var effects = new EffectWords(words, study.Before, study.After);
        var lines = preview.Lines.Take(MostLines).Select(l => effects.Of(l, preview.Space)).ToList();
        if (preview.Lines.Length > MostLines) lines.Add($"and {preview.Lines.Length - MostLines} more");
        if (lines.Count == 0) lines.Add("No verdict and no duty changes on this day.");
        lines.AddRange(study.Conflicts.Take(MostLines).Select(c => $"note: {c.Message}"));
        lines.AddRange(study.Failing.Take(MostLines).Select(f => $"blocks publication: {f}"));
        var title = $"Draft {draft.Id} on {DeskNotices.Day(preview.Day)}: {preview.Changed:N0} of {preview.Cases:N0} cases change";
        if (prepared.Replayed is not { } replayed) return new(DeskNotices.Of(title, draft, [.. lines]), About(draft));
        var replay = new ReplayWords(words, study.After);
        lines.AddRange(replay.Counts(replayed));
        // The examples are people's words: the log keeps them where they were asked.
        return new(DeskNotices.Of(title, draft, [.. lines, .. replay.Examples(replayed.Examples)]),
            About(draft)) { Logged = DeskNotices.Of(title, draft, [.. lines]).Text };
    }

    private async Task<DeskOutcome> DiscardAsync(BotContext db, AdminCommand command)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        var step = DraftSteps.Discard(draft);
        if (step.Draft is not null) await GapMarks.ReopenAsync(db, int.Parse(draft.Id, CultureInfo.InvariantCulture));
        return await SavedAsync(step, "is given up", null);
    }

    private async Task<DeskOutcome> SubmitAsync(AdminCommand command)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended)
            return await SavedAsync(Rebase.ByHand(draft, ground.Documents),
                "stands on the present revision now, with its edits made again. Look through it and submit it again", null);
        return await SavedAsync(DraftSteps.Submit(draft, command.Need("why")), "waits for approval", command.Need("why"));
    }

    private async Task<DeskOutcome> ApproveAsync(AdminCommand command, AdminPerson who)
    {
        var draft = await ground.DraftAsync(command.Need("draft"));
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        var need = (await StudyAsync(draft)).Need;
        var step = DraftSteps.Approve(draft, new(who.Key, who.Groups, time.GetUtcNow(), command["note"]), need, ground.Knowledge);
        return await SavedAsync(step, step.Draft is { } approved && need.Missing(approved.Approvals, ground.Knowledge) is { } missing
            ? $"has your approval; {missing}" : "is approved and can be published", command["note"]);
    }

    /// <summary>On the head as this transaction holds it, with what approval takes worked out anew.</summary>
    private async Task<DeskOutcome> PublishAsync(BotContext db, string id)
    {
        var draft = await ground.DraftAsync(id);
        if (draft.State is not (DraftState.Approved or DraftState.Scheduled))
            return await SavedAsync(DraftSteps.Publish(draft, ground.Head, new(1, []), [], ground.Knowledge, today), "", null);
        var study = await StudyAsync(draft);
        var step = DraftSteps.Publish(draft, ground.Head, study.Need, study.Failing, ground.Knowledge, today);
        if (step.Draft is not { } published) return DeskOutcome.Says(step.Refusal!) with { About = About(draft) };
        var number = await ground.PublishAsync(published, study.Documents);
        return DeskOutcome.Says($"Draft {draft.Id} is published as revision {number}.") with
        {
            About = About(draft),
            Reason = draft.Why,
            Published = number,
            Notes = await Subscribers.AnyAsync(db, Subscribers.Changes)
                ? [.. await Subscribers.NotesAsync(db, Subscribers.Changes, NewsOf(study, draft, number))] : [],
        };
    }

    private Func<string, Notice> NewsOf(DraftStudy study, Draft draft, int number)
    {
        var news = ChangeNews.Of(study.Before, study.After, study.On, draft.Items, draft.Why, today);
        return language => news.In(languages.Of(language), number);
    }

    /// <summary>As it was prepared; worked out now where the ground has moved since.</summary>
    private async Task<DraftStudy> StudyAsync(Draft draft) =>
        prepared.Study is { } study && study.IsOf(ground, draft) ? study : await DraftStudy.OfAsync(ground, draft, languages, today);

    /// <summary>Publishes a draft that is still scheduled for today or earlier; where it cannot be, it is suspended, and its approvals are
    /// gone.</summary>
    public async Task<DeskOutcome> PublishScheduledAsync(BotContext db, string id)
    {
        var draft = await ground.DraftAsync(id);
        if (draft.State == DraftState.Suspended) return await SuspendedAsync(draft);
        if (draft.State != DraftState.Scheduled || draft.On > today)
            return DeskOutcome.Says($"draft {id} is {DeskNotices.State(draft)}: not published by the schedule")
            with { About = About(draft) };
        string reason;
        try
        {
            var outcome = await PublishAsync(db, id);
            if (outcome.Published is not null) return outcome;
            reason = outcome.Notice.Title;
        }
        catch (EditException refused)
        {
            reason = refused.Message;
        }
        return await SuspendedAsync(await ground.SaveAsync(draft
            with { State = DraftState.Suspended, Reason = reason, Approvals = [], On = null }));
    }

    private static async Task<DeskOutcome> RevisionsAsync(BotContext db, AdminCommand command)
    {
        var last = Math.Clamp(int.TryParse(command["last"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 10, 1,
            100);
        var rows = await db.Revisions.AsNoTracking().OrderByDescending(r => r.Number).Take(last).ToListAsync();
        return DeskNotices.Table("Revisions", ["Revision", "On", "By", "Why"], [.. rows.Select(r => (ImmutableArray<string>)
            [r.Number.ToString(CultureInfo.InvariantCulture),
                DeskNotices.Day(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(r.At).UtcDateTime)), r.Author, r.Reason])]);
    }

    /// <summary>A rollback is a change like others: drafted here, approved by somebody else, published as a new revision.</summary>
    private async Task<DeskOutcome> RollbackAsync(AdminCommand command, AdminPerson who)
    {
        if (!int.TryParse(command.Need("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await ground.DocumentsAsync(number) is not { IsEmpty: false } old) throw new EditException(
                "there is no such revision; `revision list` lists them");
        var restored = Rebase.Changed(ground.Documents, old);
        if (restored.IsEmpty) return DeskOutcome.Says($"the present revision says what revision {number} says");
        var draft = DraftSteps.Begin("", who.Key, ground.Head)
            with { Restores = number, Restored = [.. restored.OrderBy(k => k.ToString(), StringComparer.Ordinal)] };
        draft = await ground.SaveAsync(draft);
        return await SavedAsync(DraftSteps.Submit(draft, command.Need("why")), $"rolls back to revision {number} and waits for approval",
            command.Need("why"));
    }

    private async Task<DeskOutcome> StepAsync(AdminCommand command, Func<Draft, Step> step, string done, string? why) =>
        await SavedAsync(step(await ground.DraftAsync(command.Need("draft"))), done, why);

    private async Task<DeskOutcome> SavedAsync(Step step, string done, string? why)
    {
        if (step.Draft is not { } draft) return DeskOutcome.Says(step.Refusal!);
        await ground.SaveAsync(draft);
        return new(DeskNotices.Of($"Draft {draft.Id} {done}.", draft), About(draft), why);
    }

    private static Task<DeskOutcome> SuspendedAsync(Draft draft) => Task.FromResult(new DeskOutcome(DeskNotices.Of(
        $"Draft {draft.Id} is suspended, since {draft.Reason}. `draft submit {draft.Id}` makes its edits again on the present revision; "
        + $"`draft discard {draft.Id}` gives it up.", draft), About(draft)));

    private static string About(Draft draft) => $"draft-{draft.Id}";
}
