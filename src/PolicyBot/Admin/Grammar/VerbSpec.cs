using System.Collections.Immutable;

namespace PolicyBot.Admin.Grammar;

/// <summary>What a value may be.</summary>
public enum ValueKind
{
    Text, Day, DayOrNone, Number, Flag,
}

/// <summary>An argument (by place) or an option (`--name`). <paramref name="Choices"/> empty: any value of the kind.</summary>
public sealed record ValueSpec(string Name, string Says, ValueKind Kind, bool Required, bool Many, ImmutableArray<string> Choices);

/// <summary>A command of the grammar. <paramref name="Destructive"/>: asks for confirmation before it runs.</summary>
public sealed record VerbSpec(
    string Noun, string Verb, string Says, ImmutableArray<ValueSpec> Arguments, ImmutableArray<ValueSpec> Options,
    ImmutableArray<string> Examples,
    bool Destructive = false);
