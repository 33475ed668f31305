using System.Collections.Immutable;

namespace PolicyBot.Core.Knowledge;

/// <summary>An AI tool as employees meet it when no edition is named (knowledge/FORMAT.md, "Tools").</summary>
public sealed record Tool(
    string Id, string Name, string Vendor, string Country, ImmutableArray<string> Kinds, ImmutableArray<string> Attributes,
    ImmutableArray<string> Aliases, ImmutableArray<Edition> Editions, bool OrdinaryWord, SourceLocation At);

/// <summary>An edition that a policy may treat differently. <paramref name="Attributes"/> null: those of the tool.</summary>
public sealed record Edition(
    string Id, string Name, Hosting Hosting, ImmutableArray<string> Aliases, ImmutableArray<string>? Attributes, SourceLocation At);

/// <summary>A name that several tools share: the asker is asked which is meant.</summary>
public sealed record AmbiguousName(string Name, ImmutableArray<string> Candidates, SourceLocation At);
