using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Gaps;

/// <summary>`stale list`, and the digest that says the same.</summary>
internal sealed class StaleCommands(KnowledgeBase knowledge, AdminOptions options, DateOnly today, DeskWords words)
{
    private const int MostRows = 30;
    private readonly StaleKnowledge stale = StaleKnowledge.Of(knowledge.Set, today, options.FactReviewAfter);

    public bool IsEmpty => stale.IsEmpty;

    public DeskOutcome Execute() => new(Digest());

    public Notice Digest()
    {
        if (stale.IsEmpty) return new(words.Say("stale.nothing"), []);
        var tables = ImmutableArray.CreateBuilder<NoticeTable>();
        if (!stale.Rules.IsEmpty)
            tables.Add(new(words.Say("stale.rules"), [words.Say("col.rule"), words.Say("col.review-by")],
                Rows(stale.Rules.Select(r => (r.Id, DeskNotices.Day(r.ReviewBy!.Value))))));
        if (!stale.Facts.IsEmpty)
            tables.Add(new(words.Say("stale.facts", ("days", options.FactReviewAfter.ToString(CultureInfo.InvariantCulture))),
                [words.Say("col.fact"), words.Say("col.reported")],
                Rows(stale.Facts.Select(f => (f.Fact.Id, f.Reported?.ToString() ?? "-")))));
        return new(words.Say("stale.title"), [.. More()]) { Tables = tables.ToImmutable() };
    }

    private static ImmutableArray<ImmutableArray<string>> Rows(IEnumerable<(string Id, string When)> items) =>
        [.. items.Take(MostRows).Select(i => (ImmutableArray<string>)[i.Id, i.When])];

    private IEnumerable<string> More()
    {
        var left = Math.Max(0, stale.Rules.Length - MostRows) + Math.Max(0, stale.Facts.Length - MostRows);
        if (left > 0) yield return words.Say("stale.more", ("count", left.ToString(CultureInfo.InvariantCulture)));
    }
}
