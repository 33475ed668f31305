using System.Collections.Immutable;

namespace PolicyBot.Core.Knowledge;

/// <summary>Everything that the documents of one revision say, checked but not yet indexed. Lists are in the order of the files
/// (by relative path, ordinal) and within them.</summary>
public sealed record KnowledgeSet
{
    /// <summary>Content address of the documents: `sha256:` is left out, lower-case hex.</summary>
    public required string Revision { get; init; }
    public Organization? Organization { get; init; }
    public ImmutableArray<Source> Sources { get; init; } = [];
    public ImmutableArray<Actor> Actors { get; init; } = [];
    public ImmutableArray<Fact> Facts { get; init; } = [];
    public ImmutableArray<Tool> Tools { get; init; } = [];
    public ImmutableArray<AmbiguousName> AmbiguousNames { get; init; } = [];
    public ImmutableArray<Translation> Translations { get; init; } = [];
    public ImmutableArray<DataClass> Data { get; init; } = [];
    public ImmutableArray<Device> Devices { get; init; } = [];
    public ImmutableArray<Purpose> Purposes { get; init; } = [];
    public ImmutableArray<Group> Groups { get; init; } = [];
    public ImmutableArray<Obligation> Obligations { get; init; } = [];
    public ImmutableArray<Rule> Rules { get; init; } = [];
    public DefaultRule? Default { get; init; }
    public ImmutableArray<PolicyCase> Cases { get; init; } = [];
}
