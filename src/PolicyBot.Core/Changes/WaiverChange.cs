using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>A rule that another group may waive than before; null: none.</summary>
public sealed record WaiverChange(string Rule, string? Was, string? Now)
{
    /// <summary>In the order of the rules afterwards. A rule that is gone is waived by nobody any more, which is not told.</summary>
    public static ImmutableArray<WaiverChange> Of(KnowledgeBase before, KnowledgeBase after) =>
        [.. after.Set.Rules.Select(r => new WaiverChange(r.Id, before.Rules.GetValueOrDefault(r.Id)?.WaivableBy, r.WaivableBy))
            .Where(c => c.Was != c.Now)];
}
