using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Preview;
using PolicyBot.Admin.Subscriptions;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>Publishes drafts, by command or on their day, on the head as the transaction holds it. What approval takes is worked out anew,
/// and approvals hold for what they were given to, while who gave them is an approver.</summary>
internal sealed class DraftPublication(DeskGround ground, LanguagePacks languages, DeskWords words, DeskPreparation prepared,
    DateOnly today, AdminRoles roles)
{
    public async Task<DeskOutcome> PublishAsync(BotContext db, string id, AdminPerson? reader)
    {
        var draft = await ground.DraftAsync(id);
        if (draft.State is not (DraftState.Approved or DraftState.Scheduled))
            return DeskOutcome.Says(words.Say(DraftSteps.Publish(draft, ground.Head, new(1, []), [], ground.Knowledge, today).Refusal!));
        var study = prepared.Study is { } early && early.IsOf(ground, draft) ? early
            : await DraftStudy.OfAsync(ground, draft, languages, today);
        var holding = study.Holding(draft.Approvals);
        var held = draft with { Approvals = await roles.StandingAsync(db, holding) };
        if (study.Need.Missing(held.Approvals, ground.Knowledge) is { } missing)
            return await AskedAnewAsync(draft, holding, held, missing, reader);
        var step = DraftSteps.Publish(held, ground.Head, study.Need, [.. study.Failing.Select(f => f.Said)], ground.Knowledge, today);
        if (step.Draft is not { } published) return DeskOutcome.Says(words.Say(step.Refusal!)) with { About = About(draft) };
        var number = await ground.PublishAsync(published, study.Documents);
        return DeskOutcome.Says(words.Say("draft.published", ("id", draft.Id), ("revision", Number(number)))) with
        {
            About = About(draft),
            Reason = draft.Why,
            Published = number,
            PublishedContent = KnowledgeDocument.RevisionOf(study.Documents),
            Notes = await Subscribers.AnyAsync(db, Subscribers.Changes)
                ? [.. await Subscribers.NotesAsync(db, Subscribers.Changes, NewsOf(study, draft, number))] : [],
        };
    }

    /// <summary>Publishes a draft that is still scheduled for today or earlier; where it cannot be, it is suspended, and its approvals are
    /// gone.</summary>
    public async Task<DeskOutcome> PublishScheduledAsync(BotContext db, string id) =>
        new SuspensionNotes(languages).On(await ScheduledAsync(db, id), ground.Suspended);

    private async Task<DeskOutcome> ScheduledAsync(BotContext db, string id)
    {
        Draft draft;
        try
        {
            draft = await ground.DraftAsync(id);
        }
        catch (EditException refused)
        {
            // The revision that it stands on was altered in the database.
            var stored = await ground.FindAsync(int.Parse(id, CultureInfo.InvariantCulture));
            if (stored is not { State: DraftState.Scheduled } || stored.On > today) throw;
            return SuspensionNotes.Said(await ground.SuspendAsync(stored, DraftSteps.Suspend(stored, refused.Said)), words, null);
        }
        if (draft.State == DraftState.Suspended) return SuspensionNotes.Said(draft, words, null);
        if (draft.State != DraftState.Scheduled || draft.On > today)
            return DeskOutcome.Says(words.Say("draft.not-due", ("id", id), ("state", words.State(draft)))) with
            { About = About(draft) };
        Remark reason;
        try
        {
            var outcome = await PublishAsync(db, id, null);
            if (outcome.Published is not null || (await ground.DraftAsync(id)).State == DraftState.Submitted) return outcome;
            reason = outcome.Notice.Title;
        }
        catch (EditException refused)
        {
            reason = refused.Said;
        }
        return SuspensionNotes.Said(await ground.SuspendAsync(draft, DraftSteps.Suspend(draft, reason)), words, null);
    }

    /// <summary>It waits for approval again, with the approvals that hold, since others do not, or were given by somebody who is no approver
    /// any more, or it takes more by now; who wrote it and whose approval does not hold for what it does are told.</summary>
    private async Task<DeskOutcome> AskedAnewAsync(Draft draft, ImmutableArray<Approval> holding, Draft held, Remark missing,
        AdminPerson? reader)
    {
        var (same, roleless) = (holding.Length == draft.Approvals.Length, string.Join(", ", holding.Except(held.Approvals).Select(a => a.By)));
        held = await ground.SaveAsync(held with { State = DraftState.Submitted, On = null });
        Notice Of(DeskWords said) => DeskNotices.Of(said, !same ? said.Say("draft.asked-anew", ("id", held.Id))
            : roleless.Length > 0 ? said.Say("draft.asked-roleless", ("id", held.Id), ("people", roleless))
            : said.Say("draft.asked-more", ("id", held.Id), ("missing", said.Say(missing))), held, reader);
        var gone = draft.Approvals.Except(holding).Select(a => a.By);
        return new(Of(words), About(draft))
        {
            Notes = [new([.. draft.Editors.Concat(gone)], language => Of(new(languages.Of(language))))],
        };
    }

    private Func<string, Notice> NewsOf(DraftStudy study, Draft draft, int number)
    {
        var news = ChangeNews.Of(study.Before, study.After, study.On, draft.Items, draft.Why, today);
        return language => news.In(languages.Of(language), number);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string About(Draft draft) => $"draft-{draft.Id}";
}
