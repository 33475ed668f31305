using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Gaps;

/// <summary>`stale list`, and the digest that says the same.</summary>
internal sealed class StaleCommands(KnowledgeBase knowledge, AdminOptions options, DateOnly today, DeskWords words)
{
    private const int MostRows = 30;
    private readonly StaleKnowledge stale = StaleKnowledge.Of(knowledge.Set, today, options.FactReviewAfter);

    public bool IsEmpty => stale.IsEmpty;

    public DeskOutcome Execute(AdminCommand command) =>
        new(Digest(int.TryParse(command["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? Math.Max(0, from - 1) : 0));

    /// <param name="skipped">So many rows of each list come before.</param>
    public Notice Digest(int skipped = 0)
    {
        if (stale.IsEmpty) return new(words.Say("stale.nothing"), []);
        var tables = ImmutableArray.CreateBuilder<NoticeTable>();
        if (stale.Rules.Length > skipped)
            tables.Add(new(words.Say("stale.rules"), [words.Say("col.rule"), words.Say("col.review-by")],
                Rows(stale.Rules.Skip(skipped).Select(r => (r.Id, DeskNotices.Day(r.ReviewBy!.Value))))));
        if (stale.Facts.Length > skipped)
            tables.Add(new(words.Say("stale.facts", ("days", options.FactReviewAfter.ToString(CultureInfo.InvariantCulture))),
                [words.Say("col.fact"), words.Say("col.reported")],
                Rows(stale.Facts.Skip(skipped).Select(f => (f.Fact.Id, f.Reported?.ToString() ?? "-")))));
        return new(words.Say("stale.title"), [.. More(skipped)]) { Tables = tables.ToImmutable() };
    }

    private static ImmutableArray<ImmutableArray<string>> Rows(IEnumerable<(string Id, string When)> items) =>
        [.. items.Take(MostRows).Select(i => (ImmutableArray<string>)[i.Id, i.When])];

    private IEnumerable<string> More(int skipped)
    {
        var next = skipped + MostRows;
        var left = Math.Max(0, stale.Rules.Length - next) + Math.Max(0, stale.Facts.Length - next);
        if (left == 0) yield break;
        yield return words.Say("stale.more", ("count", left.ToString(CultureInfo.InvariantCulture)));
        yield return $"`stale list --from {(next + 1).ToString(CultureInfo.InvariantCulture)}`";
    }
}
