using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>What rules see of a tool or an edition (POLICY.md, 1). <paramref name="Id"/> is the edition's where one is meant.</summary>
internal sealed record Subject(
    string Id, string Tool, string Vendor, string Country, ImmutableArray<string> Kinds, ImmutableArray<string> Attributes, Hosting Hosting)
{
    /// <exception cref="ArgumentException">No tool or edition has that id.</exception>
    public static Subject Of(string toolOrEdition, KnowledgeBase knowledge)
    {
        if (knowledge.Tools.TryGetValue(toolOrEdition, out var tool)) return Of(tool, tool.Id, tool.Attributes, UsualHosting(tool));
        if (knowledge.EditionOwners.TryGetValue(toolOrEdition, out var owner))
            return Of(owner.Tool, owner.Edition.Id, owner.Edition.Attributes ?? owner.Tool.Attributes, owner.Edition.Hosting);
        throw new ArgumentException($"no tool or edition has the id `{toolOrEdition}`", nameof(toolOrEdition));
    }

    private static Subject Of(Tool tool, string id, ImmutableArray<string> attributes, Hosting hosting) =>
        new(id, tool.Id, tool.Vendor, tool.Country, Listed(tool.Kinds), Listed(attributes), hosting);

    private static Hosting UsualHosting(Tool tool) =>
        !tool.Editions.IsDefaultOrEmpty && tool.Editions.All(e => e.Hosting == tool.Editions[0].Hosting)
            ? tool.Editions[0].Hosting
            : Hosting.Vendor;

    private static ImmutableArray<string> Listed(ImmutableArray<string> values) => values.IsDefault ? [] : values;
}
