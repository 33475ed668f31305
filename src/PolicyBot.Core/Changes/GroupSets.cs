using System.Collections.Immutable;
using System.Numerics;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>Askers whom two knowledge bases can tell apart by their groups. Rules see no more of somebody than which of the lists of groups
/// in their conditions they are in: of everybody whom all rules of a tool, before and after, see alike, one stands for all. Whatever
/// groups are declared or named count, in any number, so that a group that is put below another is seen, too.</summary>
internal sealed class GroupSets
{
    /// <summary>How many are told apart among the rules of one tool; of more the smallest sets are taken.</summary>
    private const int Most = 512;

    private readonly KnowledgeBase[] sides;
    private readonly Dictionary<(int Side, string List), int> bits = [];
    private readonly List<(int Side, ImmutableArray<string> List)> lists = [];
    private readonly ImmutableArray<string> candidates;
    private readonly SortedSet<int[]> sets = new(Comparer<int[]>.Create(Compare));

    private GroupSets(KnowledgeBase before, KnowledgeBase after, IEnumerable<string> tools)
    {
        sides = [before, after];
        var masks = tools.Select(t => Mask(0, t) | Mask(1, t)).Distinct().ToList();
        // Those that a condition names come first: they stand for the groups below them.
        candidates = [.. lists.OrderByDescending(l => l.Side).SelectMany(l => l.List)
            .Concat(after.Set.Groups.Select(g => g.Id)).Concat(before.Set.Groups.Select(g => g.Id))
            .Where(g => g != Group.Everyone).Distinct(StringComparer.Ordinal)];
        var nobody = Seen(null);
        var seen = candidates.Select(Seen).ToArray();
        foreach (var mask in masks.Where(m => !masks.Any(other => other != m && (other | m) == other))) Add(mask, nobody, seen);
    }

    /// <summary>The smallest first; the first is that of somebody of no group.</summary>
    public ImmutableArray<ImmutableArray<string>> Sets => [.. sets.Select(s => s.Select(i => candidates[i]).ToImmutableArray())];

    /// <summary>False: there were more than are compared.</summary>
    public bool Every { get; private set; } = true;

    public static GroupSets Of(KnowledgeBase before, KnowledgeBase after, IEnumerable<string> tools) => new(before, after, tools);

    /// <summary>The lists in the conditions of the rules about a tool, and whether membership is known on that side.</summary>
    private BigInteger Mask(int side, string tool)
    {
        var knowledge = sides[side];
        var mask = BigInteger.Zero;
        if (!knowledge.Tools.ContainsKey(tool) && !knowledge.EditionOwners.ContainsKey(tool)) return mask;
        foreach (var rule in CompiledPolicy.Of(knowledge).For(tool).Profile.Rules)
            foreach (var condition in (Condition?[])[rule.Rule.When, rule.Rule.Unless])
                if (condition is { Groups.IsDefault: false }) mask |= BigInteger.One << side | BigInteger.One << Bit(side, condition.Groups);
        return mask;
    }

    private int Bit(int side, ImmutableArray<string> list)
    {
        var key = (side, string.Join(',', list));
        if (bits.TryGetValue(key, out var bit)) return bit;
        lists.Add((side, list));
        return bits[key] = lists.Count + 1;
    }

    /// <summary>What all rules see of a member of one group, or of none; of a member of several they see what they see of each.</summary>
    private BigInteger Seen(string? group)
    {
        Membership[] members = [.. sides.Select(k => new Membership(group is null ? [] : [group], k))];
        var seen = BigInteger.Zero;
        for (var side = 0; side < members.Length; side++)
            if (!members[side].IsComplete) seen |= BigInteger.One << side;
        for (var i = 0; i < lists.Count; i++)
            if (members[lists[i].Side].In(lists[i].List) == Match.Yes) seen |= BigInteger.One << i + 2;
        return seen;
    }

    private void Add(BigInteger mask, BigInteger nobody, BigInteger[] seen)
    {
        var members = Enumerable.Range(0, seen.Length).DistinctBy(i => seen[i] & mask).ToList();
        var known = new HashSet<BigInteger> { nobody & mask };
        var waiting = new Queue<(BigInteger Seen, int[] Set)>([(nobody & mask, [])]);
        sets.Add([]);
        while (waiting.TryDequeue(out var at))
            foreach (var member in members)
            {
                var with = at.Seen | (seen[member] & mask);
                if (known.Contains(with)) continue;
                if (known.Count == Most)
                {
                    Every = false;
                    return;
                }
                known.Add(with);
                int[] set = [.. at.Set.Append(member).Order()];
                sets.Add(set);
                waiting.Enqueue((with, set));
            }
    }

    private static int Compare(int[]? a, int[]? b) =>
        a!.Length != b!.Length ? a.Length - b.Length : a.AsSpan().SequenceCompareTo(b);
}
