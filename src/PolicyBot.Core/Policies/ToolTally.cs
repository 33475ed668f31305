using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>How many tools and editions come to an outcome, and the first of them.</summary>
internal sealed record TalliedLine(OutcomeLine Outcome, int Count, ImmutableArray<string> Tools);

/// <summary>Every tool, and those of its editions that come to something else, counted under their outcomes: those that are made for what
/// is asked about first, then those that the policy names.</summary>
/// <param name="Groups">Tools that add the same outcomes, and how many they are.</param>
internal sealed record ToolTally(ImmutableArray<TalliedLine> Lines, ImmutableArray<(OutcomeLine[] Added, int Count)> Groups)
{
    /// <summary>How many tools of an outcome are named.</summary>
    public const int MostNamed = 11;

    /// <summary>How many come to an outcome of that kind.</summary>
    public int Count(Func<OutcomeLine, bool> isWanted) => Groups.Sum(g => g.Added.Any(isWanted) ? g.Count : 0);

    /// <param name="purposes">What the tools are to be used for, by id.</param>
    /// <param name="isAsked">Null: all of them.</param>
    public static ToolTally Of(ToolOutcomes outcomes, DateOnly day, KnowledgeSet set, ImmutableArray<string> purposes, Func<Tool, bool>? isAsked)
    {
        var kinds = set.Purposes.Where(p => purposes.Contains(p.Id) && !p.ImpliedBy.IsDefault).SelectMany(p => p.ImpliedBy)
            .ToHashSet(StringComparer.Ordinal);
        var named = set.Rules.Where(r => r.InForce(day) && !r.Tools.Ids.IsDefault).SelectMany(r => r.Tools.Ids)
            .ToHashSet(StringComparer.Ordinal);
        var counting = new Counting();
        for (var i = 0; i < set.Tools.Length; i++)
        {
            var tool = set.Tools[i];
            if (isAsked is not null && !isAsked(tool)) continue;
            var own = ImmutableCollectionsMarshal.AsArray(outcomes.Of(i))!;
            var isMadeForIt = tool.Kinds.Any(kinds.Contains);
            counting.Place(tool.Id, RankOf(tool.Id), own, []);
            for (var e = 0; e < tool.Editions.Length; e++)
                if (ImmutableCollectionsMarshal.AsArray(outcomes.Of(i, e)) is { } comesTo && comesTo != own)
                    counting.Place(tool.Editions[e].Id, RankOf(tool.Editions[e].Id), comesTo, own);

            int RankOf(string id) => isMadeForIt ? 0 : named.Contains(id) ? 1 : 2;
        }
        return counting.Done();
    }

    private sealed class Line(OutcomeLine outcome)
    {
        public int Count { get; private set; }
        private readonly List<string> tools = new(MostNamed);

        public void Add(string tool)
        {
            if (Count++ < MostNamed) tools.Add(tool);
        }

        public TalliedLine Done() => new(outcome, Count, [.. tools]);
    }

    /// <summary>What a tool adds that comes to these outcomes: the same lines as any other that comes to them.</summary>
    private sealed class Share(OutcomeLine[] added, Line[] lines)
    {
        public OutcomeLine[] Added => added;
        public Line[] Lines => lines;
        public int Count { get; set; }
    }

    private sealed class Counting
    {
        private readonly Dictionary<(Verdict, string), Line> lines = [];
        private readonly Dictionary<(OutcomeLine[], OutcomeLine[]), Share> shares = [];
        private readonly List<(string Tool, Share Share)>[] later = [[], []];

        /// <param name="rank">Of 0 to 2: those of the lower come first.</param>
        public void Place(string tool, int rank, OutcomeLine[] comesTo, OutcomeLine[] except)
        {
            if (!shares.TryGetValue((comesTo, except), out var share)) shares[(comesTo, except)] = share = ShareOf(comesTo, except);
            if (share.Lines.Length == 0) return;
            if (rank == 0) Add(tool, share);
            else later[rank - 1].Add((tool, share));
        }

        public ToolTally Done()
        {
            foreach (var (tool, share) in later.SelectMany(l => l)) Add(tool, share);
            return new([.. lines.Values.Select(l => l.Done())], [.. shares.Values.Select(s => (s.Added, s.Count))]);
        }

        private static void Add(string tool, Share share)
        {
            foreach (var line in share.Lines) line.Add(tool);
            share.Count++;
        }

        private Share ShareOf(OutcomeLine[] comesTo, OutcomeLine[] except)
        {
            var added = comesTo.Where(outcome => !except.Any(e => e.Verdict == outcome.Verdict && e.DataKey == outcome.DataKey)).ToArray();
            return new(added, [.. added.Select(LineOf)]);
        }

        private Line LineOf(OutcomeLine outcome)
        {
            var key = (outcome.Verdict, outcome.DataKey);
            return lines.TryGetValue(key, out var line) ? line : lines[key] = new(outcome);
        }
    }
}
