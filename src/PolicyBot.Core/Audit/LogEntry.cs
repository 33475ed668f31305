using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>One entry of the log. Its canonical bytes (<see cref="LeafCodec"/>) are a leaf of the Merkle tree; it holds nothing personal.
/// What people wrote and who they are stand beside it as <see cref="LogText"/>, and here only as commitments.</summary>
/// <remarks>Equality is that of the canonical bytes. Lists keep their order;
/// maps are sorted by ordinal key; what is empty is not written.</remarks>
public sealed record LogEntry
{
    /// <summary>0-based, without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>UTC. Milliseconds are kept, what is finer is cut off. Never earlier than the entry before.</summary>
    public required DateTimeOffset Time { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The turn, draft, revision or export it tells of.</summary>
    public string? Id { get; init; }
    public string? Revision { get; init; }

    /// <summary>The engine version that decided.</summary>
    public string? Engine { get; init; }
    public string? Intent { get; init; }
    public string? Verdict { get; init; }
    public ImmutableArray<string> Tools { get; init; } = [];
    public ImmutableArray<string> Rules { get; init; } = [];
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>The kinds of identifiers that were masked before storage, such as <c>email</c>.</summary>
    public ImmutableArray<string> Masked { get; init; } = [];

    /// <summary>The earlier entry it is about.</summary>
    public long? AboutSeq { get; init; }

    /// <summary>The object it is about, where that is no entry.</summary>
    public string? About { get; init; }

    /// <summary>Hold and release: the hold's id.</summary>
    public string? Hold { get; init; }

    /// <summary>Hold, erase and purge: the entries covered, all earlier than this one; a union, see <see cref="SeqRange.Union"/>.</summary>
    public ImmutableArray<SeqRange> Ranges { get; init; } = [];

    /// <summary>Erase and purge: only entries of these kinds are covered. Empty: of every kind.</summary>
    public ImmutableArray<EntryKind> Kinds { get; init; } = [];

    /// <summary>Purge: the days that each class of record is kept, see <see cref="Retention"/>.</summary>
    public ImmutableSortedDictionary<string, long> Retention { get; init; } = Empty<long>();

    /// <summary>Erase and purge: per text name covered, how many texts this entry removes. Elsewhere: what was counted.</summary>
    public ImmutableSortedDictionary<string, long> Counts { get; init; } = Empty<long>();

    /// <summary>Text name to commitment, see <see cref="TextCommitment"/>. Names in use: <see cref="TextNames"/>.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; init; } = Empty<string>();

    /// <summary>The map to start from: sorted as the leaf is.</summary>
    public static ImmutableSortedDictionary<string, T> Empty<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    public bool Equals(LogEntry? other) => other is not null && LeafCodec.Encode(this).AsSpan().SequenceEqual(LeafCodec.Encode(other));
    public override int GetHashCode() => HashCode.Combine(Seq, Kind);
}

/// <summary>The names that texts have. A name is lower-case ASCII letters, digits and hyphens.</summary>
public static class TextNames
{
    public const string Question = "question";
    public const string Answer = "answer";
    public const string Asker = "asker";
    public const string Conversation = "conversation";
    public const string By = "by";
    public const string Reason = "reason";
    public const string Authority = "authority";
    public const string Criterion = "criterion";

    public static ImmutableArray<string> All { get; } = [Question, Answer, Asker, Conversation, By, Reason, Authority, Criterion];
}
