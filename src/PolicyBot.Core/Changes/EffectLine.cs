using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>What a change does to a closed case, by the verdict after it. Permitted with and without conditions count as one.</summary>
public enum EffectKind
{
    NewlyPermitted, NowDiscouraged, NowNeedsApproval, NowNeedsReview, NoLongerCovered, NewlyProhibited, ObligationsChanged,
}

/// <summary>Cases that a change does the same to: every combination of a tool, a data class, a device, a purpose and a set of groups
/// below. An empty string among data, devices and purposes stands for a case without any.</summary>
/// <param name="Tools">Ids of tools and editions, in the order of the files.</param>
/// <param name="Groups">Sets of groups that the asker may belong to; the empty set is somebody of no group that a rule names.</param>
/// <param name="Before">The verdicts before the change, the mildest first.</param>
/// <param name="After">The verdicts after it, likewise.</param>
/// <param name="Rules">The rules that determine the cases after the change; where none does, those that did before.</param>
/// <param name="Added">With <see cref="EffectKind.ObligationsChanged"/>: obligations that are new. Else those that hold now.</param>
/// <param name="Removed">With <see cref="EffectKind.ObligationsChanged"/>: obligations that are gone.</param>
public sealed record EffectLine(
    EffectKind Kind, ImmutableArray<string> Tools, ImmutableArray<string> Data, ImmutableArray<string> Devices,
    ImmutableArray<string> Purposes,
    ImmutableArray<ImmutableArray<string>> Groups, ImmutableArray<Verdict> Before, ImmutableArray<Verdict> After,
    ImmutableArray<string> Rules,
    ImmutableArray<string> Added, ImmutableArray<string> Removed)
{
    public long Cases => (long)Tools.Length * Data.Length * Devices.Length * Purposes.Length * Groups.Length;
}

/// <summary>What changes for whom on one day. <see cref="Cases"/> is how many closed cases were compared;
/// <paramref name="Space"/> is what they were made of.</summary>
public sealed record EffectPreview(DateOnly Day, ImmutableArray<EffectLine> Lines, CaseSpace Space)
{
    public long Cases => Space.Count;
    public long Changed => Lines.Sum(l => l.Cases);
}
