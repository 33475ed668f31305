using System.Collections.Immutable;

namespace PolicyBot.Core.Knowledge;

/// <summary>A published document that facts rest on.</summary>
public sealed record Source(string Id, string Title, string Publisher, PartialDate Published, string? Url, string? Note, SourceLocation At);

/// <summary>A body that does something about tools. <paramref name="Region"/> is `US-TX` for a US state's bodies.</summary>
public sealed record Actor(
    string Id, string Name, ActorKind Kind, string Country, string? Region, string? Parent, ImmutableArray<string> Aliases,
    SourceLocation At);

/// <summary>What an actor did about tools, with its sources. Either <paramref name="Tools"/> (tool or edition ids) or
/// <paramref name="ToolGroup"/> says what it is about.</summary>
public sealed record Fact(
    string Id, string Actor, FactAction Action, ImmutableArray<string> Tools, string? ToolGroup, string? Scope,
    string? Reason, bool Temporary,
    PartialDate? Effective, PartialDate? Reported, FactStatus Status, string? SupersededBy, string Statement,
    ImmutableArray<string> Sources,
    string? Attribution, SourceLocation At);

/// <summary>The texts of one language (knowledge/FORMAT.md, "Translations"). Stale entries are left out by the loader.</summary>
public sealed record Translation(
    string Language, ImmutableSortedDictionary<string, string> Actors, ImmutableSortedDictionary<string, string> Tools,
    ImmutableSortedDictionary<string, FactText> Facts);

/// <summary>A fact's texts in another language; null where it is shown in English.</summary>
public sealed record FactText(string Statement, string? Scope, string? Reason, string? Attribution);
