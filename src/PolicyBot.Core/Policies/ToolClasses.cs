using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Tools and editions that neither a rule nor an implied purpose tells apart have one number, by the places of
/// <see cref="KnowledgeSet.Tools"/> and of their editions.</summary>
internal sealed class ToolClasses
{
    public ToolClasses(KnowledgeBase knowledge, CompiledPolicy policy)
    {
        var numbers = new Dictionary<(ToolProfile Profile, string Kind), int>();
        Tools = [.. knowledge.Set.Tools.Select(t => NumberOf(t.Id, t))];
        Editions = [.. knowledge.Set.Tools.Select(t => t.Editions.Select(e => NumberOf(e.Id, t)).ToImmutableArray())];
        Count = numbers.Count;

        int NumberOf(string id, Tool tool)
        {
            var key = (policy.For(id).Profile, tool.Kinds.IsDefaultOrEmpty ? "" : tool.Kinds[0]);
            return numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count;
        }
    }

    public ImmutableArray<int> Tools { get; }
    public ImmutableArray<ImmutableArray<int>> Editions { get; }

    /// <summary>One more than the highest number.</summary>
    public int Count { get; }
}
