using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;

namespace PolicyBot.Web.Review;

/// <summary>What a draft does. <paramref name="Conflicts"/>: rules that it makes suspicious. <paramref name="Failing"/>: the policy's own
/// cases that fail with it, which keeps it from being published. <paramref name="Beside"/>: what it does that no verdict shows. <paramref name="Later"/>: where no day is
/// asked for, what it does from each later day on which it comes to do something else.</summary>
public sealed record DraftEffects(
    EffectPreview Preview, KnowledgeBase Before, KnowledgeBase After, ImmutableArray<Remark> Conflicts,
    ImmutableArray<Remark> Failing, ApprovalNeed Need,
    ImmutableArray<ItemDiff> Diff, ImmutableArray<Remark> Beside, ImmutableArray<EffectPreview> Later);

/// <summary>Works out what drafts do, once for each draft, revision and day: a preview goes through every case of the policy.</summary>
internal sealed class DraftPreviews(LanguagePacks languages, OrganisationDay day)
{
    private const int Kept = 12;
    private readonly ConcurrentDictionary<string, Lazy<Task<DraftEffects>>> known = new(StringComparer.Ordinal);

    /// <param name="on">Null: from the first day on which it can be in force.</param>
    /// <exception cref="EditException">The draft does not fit the present revision.</exception>
    public async Task<DraftEffects> OfAsync(Draft draft, DeskGround ground, DateOnly? on)
    {
        var (today, from) = (day.Today, draft.From(day.Today));
        var key = $"{DraftJson.SealOf(draft)} {ground.Head} {today:yyyyMMdd} {from:yyyyMMdd} {on:yyyyMMdd}";
        if (!known.TryGetValue(key, out var found))
        {
            foreach (var old in known.Keys.Take(Math.Max(0, known.Count - Kept))) known.TryRemove(old, out _);
            var (before, after, knowledge) = (ground.Documents, await ground.AfterAsync(draft), ground.Knowledge);
            found = known.GetOrAdd(key, _ => new(() => Task.Run(() => Of(draft, before, after, knowledge, today, from, on))));
        }
        try
        {
            return await found.Value;
        }
        catch when (found.Value.IsFaulted)
        {
            known.TryRemove(key, out _);
            throw;
        }
    }

    private DraftEffects Of(
        Draft draft, ImmutableArray<KnowledgeDocument> before, ImmutableArray<KnowledgeDocument> documents, KnowledgeBase knowledge,
        DateOnly today, DateOnly from, DateOnly? on)
    {
        var after = DeskGround.Load(documents);
        ImmutableArray<EffectPreview> days = on is { } asked ? [Effects.Compare(knowledge, after, asked)]
            : Effects.Turns(knowledge, after, from, d => Effects.Compare(knowledge, after, d));
        return new(days[0], knowledge, after,
            [.. RuleConflicts.New(knowledge.Set, after.Set, today).Select(c => c.Said)],
            [.. PolicyCases.Failing(after, languages, today).Select(f => f.Said)], ApprovalNeed.Of(draft, knowledge, after, today),
            KnowledgeDiff.Of(before, documents), BesideVerdicts.Of(knowledge, after, days[0].Space), days[1..]);
    }
}
