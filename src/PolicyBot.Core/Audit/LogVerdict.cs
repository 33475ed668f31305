using System.Collections.Immutable;

namespace PolicyBot.Core.Audit;

/// <summary>The first bad entry. Where only a checkpoint tells that something is
/// wrong, it is one of <paramref name="Seq"/> to <paramref name="Through"/>. Both -1: it is something beside the log.</summary>
/// <param name="What">For the reader, lower-case, without a full stop.</param>
public sealed record LogProblem(long Seq, long Through, string What)
{
    public override string ToString() => (Seq < 0 && Through < 0 ? "" : Seq == Through ? $"entry {Seq}: " : $"entries {Seq} to {Through}: ") + What;
}

/// <param name="Size">Entries read.</param>
/// <param name="Root">Their root, 32 bytes.</param>
/// <param name="Vouched">So many entries, from the first, are those that
/// a checkpoint vouches for; a problem's cause is not among them.</param>
/// <param name="Problem">Null: the log is whole.</param>
public sealed record LogVerdict(long Size, ImmutableArray<byte> Root, long Vouched, LogProblem? Problem)
{
    public bool IsVerified => Problem is null;
}
