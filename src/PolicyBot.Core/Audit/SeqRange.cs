namespace PolicyBot.Core.Audit;

/// <summary>Entries <paramref name="First"/> to <paramref name="Last"/> of the log, both included.</summary>
public readonly record struct SeqRange(long First, long Last)
{
    public bool Contains(long seq) => First <= seq && seq <= Last;

    /// <summary>Sorted, disjoint and not touching: the one way to write a set of entries.</summary>
    public static IReadOnlyList<SeqRange> Union(IEnumerable<SeqRange> ranges)
    {
        List<SeqRange> union = [];
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (union.Count > 0 && range.First <= union[^1].Last + 1)
                union[^1] = union[^1] with { Last = Math.Max(union[^1].Last, range.Last) };
            else
                union.Add(range);
        }
        return union;
    }

    public static IReadOnlyList<SeqRange> Of(IEnumerable<long> entries) => Union(entries.Select(seq => new SeqRange(seq, seq)));

    /// <summary>What two unions have in common, itself a union.</summary>
    public static IReadOnlyList<SeqRange> Intersection(IReadOnlyList<SeqRange> left, IReadOnlyList<SeqRange> right)
    {
        List<SeqRange> common = [];
        for (int l = 0, r = 0; l < left.Count && r < right.Count;)
        {
            var (first, last) = (Math.Max(left[l].First, right[r].First), Math.Min(left[l].Last, right[r].Last));
            if (first <= last) common.Add(new(first, last));
            if (left[l].Last < right[r].Last) l++;
            else r++;
        }
        return common;
    }

    /// <summary>The entries of one union that are not in the other, as a union:
    /// what a purge of all up to a day may cover beside holds.</summary>
    public static IReadOnlyList<SeqRange> Difference(IReadOnlyList<SeqRange> from, IReadOnlyList<SeqRange> without)
    {
        List<SeqRange> rest = [];
        foreach (var range in from)
        {
            var first = range.First;
            foreach (var hole in Intersection([range], without))
            {
                if (first < hole.First) rest.Add(new(first, hole.First - 1));
                first = hole.Last + 1;
            }
            if (first <= range.Last) rest.Add(range with { First = first });
        }
        return rest;
    }
}
