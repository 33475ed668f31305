using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>An entry that stands in the log, whether or not an export holds it with its texts.</summary>
/// <param name="Path">Its inclusion proof under the manifest's checkpoint.</param>
public sealed record ProvenEntry(ImmutableArray<byte> Leaf, ImmutableArray<byte[]> Path);

/// <summary>What an export claims: every entry of the times asked for, which are those from <see cref="First"/> on, <see cref="Count"/> of
/// them, under a checkpoint. Made when the export is complete; without it, an export is partial.</summary>
public sealed record ExportManifest
{
    /// <summary>The form that is written. Form 1 did not show that the range is that of the times asked for.</summary>
    public const int Current = 2;

    public int Version { get; init; } = 1;

    /// <summary>What was asked for, in the words of the command: `from`, `to` (see <see cref="ExportPeriod"/>), `format`.</summary>
    public required ImmutableSortedDictionary<string, string> Filter { get; init; }
    public required long First { get; init; }

    /// <summary>Number of entries.</summary>
    public required long Count { get; init; }

    /// <summary>The entry before the first, and the one after the last: null where the log has none. Their times show that the range is
    /// whole; those of an empty range are neighbours.</summary>
    public ProvenEntry? Before { get; init; }
    public ProvenEntry? After { get; init; }

    /// <summary>Per text name, how many texts the export holds.</summary>
    public required ImmutableSortedDictionary<string, long> Texts { get; init; }

    /// <summary>File name to SHA-256, 64 hex digits in lower case.</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>A signed note that covers the exported entries.</summary>
    public required string Checkpoint { get; init; }
    public required RangeProof Proof { get; init; }

    /// <summary>The hold, release, erase and purge entries of the whole log up to the checkpoint, in order.</summary>
    public ImmutableArray<ProvenEntry> Lifecycle { get; init; } = [];

    /// <summary>In form 1, in place of <see cref="Lifecycle"/>: the erase and purge entries that cover exported entries.</summary>
    public ImmutableArray<ProvenEntry>? Removals { get; init; }
}
