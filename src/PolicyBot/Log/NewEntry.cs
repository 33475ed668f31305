using System.Collections.Immutable;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>An entry to append, with the texts that it commits to.</summary>
public sealed record NewEntry(EntryKind Kind, DateTimeOffset At)
{
    public string? Id { get; init; }
    public string? Channel { get; init; }
    /// <summary>Kept beside the leaf, for searching: it may tell who was there.</summary>
    public string? Thread { get; init; }
    public string? Person { get; init; }
    public int Revision { get; init; }
    public string? RevisionId { get; init; }
    public string? Intent { get; init; }
    public string? Verdict { get; init; }
    public ImmutableArray<string> Tools { get; init; } = [];
    public ImmutableArray<string> Rules { get; init; } = [];
    public ImmutableArray<string> Facts { get; init; } = [];
    public ImmutableArray<string> Masked { get; init; } = [];
    public string? About { get; init; }
    public ImmutableArray<(long First, long Last)> Covers { get; init; } = [];
    public ImmutableArray<string> Names { get; init; } = [];
    public ImmutableSortedDictionary<string, long> Counts { get; init; } = ImmutableSortedDictionary<string, long>.Empty;
    public string? Question { get; init; }
    public string? Answer { get; init; }
    public string? Asker { get; init; }
    public string? Reason { get; init; }
}
