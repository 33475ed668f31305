using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Gaps;

/// <summary>What somebody should look at again.</summary>
/// <param name="Rules">Past their review and not ended.</param>
/// <param name="Facts">Said to be in force, by sources none of which is newer than <c>Reported</c>; null where none has a date.</param>
public sealed record StaleKnowledge(ImmutableArray<Rule> Rules, ImmutableArray<(Fact Fact, PartialDate? Reported)> Facts)
{
    public bool IsEmpty => Rules.IsEmpty && Facts.IsEmpty;

    /// <summary>The longest overdue first. <paramref name="factDays"/>: how long a fact is believed without being confirmed.</summary>
    public static StaleKnowledge Of(KnowledgeSet set, DateOnly today, int factDays)
    {
        var sources = set.Sources.ToDictionary(s => s.Id, s => s.Published, StringComparer.Ordinal);
        var (last, oldest) = (today.AddDays(-factDays), new PartialDate(1));
        var end = new PartialDate(last.Year, last.Month, last.Day);
        return new(
            [.. set.Rules.Where(r => r.ReviewBy < today && (r.Expires is not { } ends || ends > today)).OrderBy(r => r.ReviewBy)],
            [.. set.Facts.Where(f => f.Status == FactStatus.InForce).Select(f => (Fact: f, Reported: Newest(f, sources)))
                .Where(f => (f.Reported ?? oldest) < end).OrderBy(f => f.Reported ?? oldest)
                .ThenBy(f => f.Fact.Id, StringComparer.Ordinal)]);
    }

    private static PartialDate? Newest(Fact fact, Dictionary<string, PartialDate> sources)
    {
        var dates = fact.Sources.Where(sources.ContainsKey).Select(s => (PartialDate?)sources[s]).Append(fact.Reported)
            .OfType<PartialDate>().ToList();
        return dates.Count == 0 ? null : dates.Max();
    }
}
