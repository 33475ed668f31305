using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>A later erase or purge entry that accounts for texts an export lacks.</summary>
/// <param name="Path">Its inclusion proof under the manifest's checkpoint.</param>
public sealed record ProvenEntry(ImmutableArray<byte> Leaf, ImmutableArray<byte[]> Path);

/// <summary>What an export claims: every entry from <see cref="First"/> on, <see cref="Count"/> of them, under a checkpoint. Made when the
/// export is complete; without it, an export is partial.</summary>
public sealed record ExportManifest
{
    /// <summary>What was asked for, in the words of the command: `from`, `to`, `format`.</summary>
    public required ImmutableSortedDictionary<string, string> Filter { get; init; }
    public required long First { get; init; }

    /// <summary>Number of entries.</summary>
    public required long Count { get; init; }

    /// <summary>Per text name, how many texts the export holds.</summary>
    public required ImmutableSortedDictionary<string, long> Texts { get; init; }

    /// <summary>File name to SHA-256, 64 hex digits in lower case.</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>A signed note that covers the exported entries.</summary>
    public required string Checkpoint { get; init; }
    public required RangeProof Proof { get; init; }

    /// <summary>The erase and purge entries, of the whole log, that cover exported entries, in order.</summary>
    public required ImmutableArray<ProvenEntry> Removals { get; init; }
}
