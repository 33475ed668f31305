using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Core.Knowledge;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>A rule with its day of review. <paramref name="Changed"/>: who changed it last; null where that is too long ago.</summary>
public sealed record DueRule(Rule Rule, DateOnly ReviewBy, ItemOrigin? Changed);

/// <summary>A fact that nobody has confirmed for long. <paramref name="Confirmed"/>: the last date that it was reported on.</summary>
public sealed record DueFact(Fact Fact, PartialDate Confirmed, ItemOrigin? Changed);

/// <summary>What is to be looked at again: <paramref name="Overdue"/> rules, those that will be within 60 days, and a page
/// of facts, the longest waiting first. <paramref name="From"/>: how many come before that page, of <paramref name="All"/>.</summary>
public sealed record DueList(
    ImmutableArray<DueRule> Overdue, ImmutableArray<DueRule> Soon, ImmutableArray<DueFact> Facts, int From, int All, int Months);

/// <summary>Rules past their day of review, and facts in force that no source has confirmed for a time.</summary>
internal sealed class DuePages(BotHost host, ReviewRenderer renderer, ItemHistory history, ConsoleOptions console, OrganisationDay day)
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
        var facts = Unconfirmed(knowledge, today.AddMonths(-console.FactReviewMonths)).ToList();
        var from = int.TryParse(context.Request.Query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && asked < facts.Count ? asked : 0;
        return await renderer.PageAsync<DuePage>(context, model: new DueList(
            [.. rules.Where(r => r.ReviewBy < today)], [.. rules.Where(r => r.ReviewBy >= today && r.ReviewBy <= today.AddDays(SoonDays))],
            [.. facts.Skip(from).Take(Size).Select(f => f with { Changed = origins.GetValueOrDefault(new("facts", f.Fact.Id)) })],
            from, facts.Count, console.FactReviewMonths));
    }

    /// <summary>Facts in force whose last report, or newest source where
    /// they name none, is from before the day; the oldest first.</summary>
    internal static IEnumerable<DueFact> Unconfirmed(KnowledgeBase knowledge, DateOnly before)
    {
        var limit = new PartialDate(before.Year, before.Month, before.Day);
        return knowledge.Set.Facts.Where(f => f.Status == FactStatus.InForce)
            .Select(f => (Fact: f, Confirmed: f.Reported ?? Newest(f, knowledge)))
            .Where(f => f.Confirmed is { } confirmed && confirmed < limit).OrderBy(f => f.Confirmed)
            .ThenBy(f => f.Fact.Id, StringComparer.Ordinal)
            .Select(f => new DueFact(f.Fact, f.Confirmed!.Value, null));
    }

    private static PartialDate? Newest(Fact fact, KnowledgeBase knowledge) =>
        fact.Sources.Where(knowledge.Sources.ContainsKey).Select(s => (PartialDate?)knowledge.Sources[s].Published).Max();
}
