using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Knowledge;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>A rule with its day of review. <paramref name="Changed"/>: who changed it last; null where that is too long ago.</summary>
public sealed record DueRule(Rule Rule, DateOnly ReviewBy, ItemOrigin? Changed);

/// <summary>A fact that nobody has confirmed for long. <paramref name="Confirmed"/>: the last date that it was reported on, or that a source
/// of it bears; null: none does.</summary>
public sealed record DueFact(Fact Fact, PartialDate? Confirmed, ItemOrigin? Changed);

/// <summary>What is to be looked at again: <paramref name="Overdue"/> rules, those that will be within 60 days, and a page
/// of facts, the longest waiting first. <paramref name="From"/>: how many come before that page, of <paramref name="All"/>.</summary>
public sealed record DueList(
    ImmutableArray<DueRule> Overdue, ImmutableArray<DueRule> Soon, ImmutableArray<DueFact> Facts, int From, int All, int Days);

/// <summary>Rules past their day of review, and facts in force that no source has confirmed for a time.</summary>
internal sealed class DuePages(BotHost host, ReviewRenderer renderer, ItemHistory history, AdminOptions admin, OrganisationDay day)
{
    public const string Url = ReviewConsole.Path + "/due";
    private const int SoonDays = 60;
    public const int Size = 50;

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var (head, today) = (host.Revisions.Current, day.Today);
        var origins = await history.OfAsync(head.Number, context.RequestAborted);
        var knowledge = head.Bot.Knowledge;
        var rules = knowledge.Set.Rules.Where(r => r.ReviewBy is not null && (r.Expires is not { } end || end > today))
            .OrderBy(r => r.ReviewBy)
            .Select(r => new DueRule(r, r.ReviewBy!.Value, origins.GetValueOrDefault(new("rules", r.Id)))).ToList();
        // As `stale list` tells it.
        var facts = StaleKnowledge.Of(knowledge.Set, today, admin.FactReviewAfter).Facts;
        var from = int.TryParse(context.Request.Query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked < facts.Length ? asked : 0;
        return await renderer.PageAsync<DuePage>(context, model: new DueList(
            [.. rules.Where(r => r.ReviewBy < today)], [.. rules.Where(r => r.ReviewBy >= today && r.ReviewBy <= today.AddDays(SoonDays))],
            [.. facts.Skip(from).Take(Size).Select(f =>
                new DueFact(f.Fact, f.Reported, origins.GetValueOrDefault(new("facts", f.Fact.Id))))],
            from, facts.Length, admin.FactReviewAfter));
    }
}
