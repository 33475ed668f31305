using System.Collections.Immutable;

namespace PolicyBot.Admin.Grammar;

/// <summary>What a value may be. Words are a person's own (why, what for): identifiers and secrets in them are masked as they are read.
/// A text may name somebody, or becomes a part of the policy: it is taken as it stands.</summary>
public enum ValueKind
{
    Text, Words, Day, DayOrNone, Number, Flag,
}

/// <summary>An argument (by place) or an option (`--name`). <paramref name="Choices"/> empty: any value of the kind.</summary>
public sealed record ValueSpec(string Name, string Says, ValueKind Kind, bool Required, bool Many, ImmutableArray<string> Choices);

/// <summary>A command of the grammar. <paramref name="Destructive"/>: asks for confirmation before it runs.</summary>
public sealed record VerbSpec(
    string Noun, string Verb, string Says, ImmutableArray<ValueSpec> Arguments, ImmutableArray<ValueSpec> Options,
    ImmutableArray<string> Examples,
    bool Destructive = false);
