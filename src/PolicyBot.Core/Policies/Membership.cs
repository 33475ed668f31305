using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>The groups that someone belongs to, those above them and `everyone` included (POLICY.md, 2). A group that the policy does not
/// declare stands for itself alone. Above an undeclared parent or in a cycle of parents membership is unknown, not absent.</summary>
internal sealed class Membership
{
    private readonly HashSet<string> groups = new(StringComparer.Ordinal) { Group.Everyone };
    private readonly KnowledgeBase knowledge;

    public Membership(ImmutableArray<string> own, KnowledgeBase knowledge)
    {
        this.knowledge = knowledge;
        if (own.IsDefaultOrEmpty) return;
        foreach (var group in own) IsComplete &= Climb(group);
    }

    /// <summary>All groups above are declared.</summary>
    public bool IsComplete { get; } = true;

    public bool Has(string group) => groups.Contains(group);

    /// <summary>Whether any of the groups is one of these; undeclared groups in a condition cannot be evaluated.</summary>
    public Match In(ImmutableArray<string> any)
    {
        if (any.Any(groups.Contains)) return Match.Yes;
        return any.IsEmpty || !IsComplete || !any.All(Declared) ? Match.Unknown : Match.No;
    }

    private bool Climb(string group)
    {
        var path = new HashSet<string>(StringComparer.Ordinal);
        for (var at = group; at is not null && at != Group.Everyone; at = knowledge.Groups.TryGetValue(at, out var g) ? g.Parent : null)
        {
            if (!path.Add(at)) return false;
            if (at != group && !Declared(at)) return false;
            groups.Add(at);
        }
        return true;
    }

    private bool Declared(string group) => group == Group.Everyone || knowledge.Groups.ContainsKey(group);
}
