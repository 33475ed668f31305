using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>Sets of groups as the rules about a tool see them, before and after a change: by the lists of groups in their conditions that
/// such people are in. What only the rules about other tools tell apart is not told apart.</summary>
internal sealed class GroupsSeen(KnowledgeBase before, KnowledgeBase after)
{
    private readonly Side was = new(before), now = new(after);

    // Arrays are equal where they are the same: the sets of one line.
    private readonly Dictionary<(ToolProfile?, ToolProfile?, ImmutableArray<ImmutableArray<string>>), string> known = [];

    public string Of(string tool, ImmutableArray<ImmutableArray<string>> sets)
    {
        var (a, b) = (was.ProfileOf(tool), now.ProfileOf(tool));
        if (known.TryGetValue((a, b, sets), out var text)) return text;
        return known[(a, b, sets)] = string.Join(';',
            sets.Select(s => $"{was.Lists(a, s)}>{now.Lists(b, s)}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private sealed class Side(KnowledgeBase knowledge)
    {
        private readonly Dictionary<ImmutableArray<string>, Membership> members = [];

        public ToolProfile? ProfileOf(string tool) => knowledge.Tools.ContainsKey(tool) || knowledge.EditionOwners.ContainsKey(tool)
            ? CompiledPolicy.Of(knowledge).For(tool).Profile : null;

        public string Lists(ToolProfile? profile, ImmutableArray<string> set)
        {
            if (profile is null) return "-";
            if (!members.TryGetValue(set, out var member)) members[set] = member = new(set, knowledge);
            return string.Join(' ', profile.Rules.SelectMany(r => (Condition?[])[r.Rule.When, r.Rule.Unless]).OfType<Condition>()
                .Where(c => !c.Groups.IsDefault).Select(c => (Groups: string.Join(',', c.Groups), In: member.In(c.Groups)))
                .Where(c => c.In != Match.No).Select(c => c.In == Match.Unknown ? $"?{c.Groups}" : c.Groups)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
    }
}
