using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>What a question that names no purpose, or no device, is decided for before a change, and what after it (POLICY.md, 9): ids,
/// null for none.</summary>
/// <param name="Tools">Those whose purpose it is; empty: it is the device, with every tool.</param>
public sealed record MovedAssumption(ImmutableArray<string> Tools, string? Was, string? Now)
{
    /// <summary>The device first, then purposes in the order of the tools. Tools that come or go are left out.</summary>
    public static ImmutableArray<MovedAssumption> Of(KnowledgeBase before, KnowledgeBase after)
    {
        var (was, now) = (OpenQuestion.UsualDevice(before.Set), OpenQuestion.UsualDevice(after.Set));
        return
        [
            .. was == now ? Array.Empty<MovedAssumption>() : [new([], was, now)],
            .. from tool in after.Set.Tools
               where before.Tools.ContainsKey(tool.Id)
               group tool.Id by (Was: PurposeOf(tool.Id, before), Now: PurposeOf(tool.Id, after)) into tools
               where tools.Key.Was != tools.Key.Now
               select new MovedAssumption([.. tools], tools.Key.Was, tools.Key.Now),
        ];
    }

    /// <summary>That a tool, or the tool of an edition, implies; null also where there is no such tool.</summary>
    internal static string? PurposeOf(string tool, KnowledgeBase knowledge) =>
        (knowledge.Tools.GetValueOrDefault(tool) ?? knowledge.EditionOwners.GetValueOrDefault(tool)?.Tool) is { } owner
            ? OpenQuestion.ImpliedPurpose(owner, knowledge.Set) : null;
}
