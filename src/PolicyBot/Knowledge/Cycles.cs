using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>Chains of one key (`parent`) must end.</summary>
internal static class Cycles
{
    /// <summary>Each cycle is told once, at the member that comes first in the files.</summary>
    public static void Check(ProblemList problems, string what, string key, IEnumerable<(string Id, string? Next, SourceLocation At)> items)
    {
        var next = new Dictionary<string, string>(StringComparer.Ordinal);
        var order = new List<(string Id, SourceLocation At)>();
        foreach (var (id, to, at) in items)
            if (to is not null && next.TryAdd(id, to)) order.Add((id, at));
        var ended = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (start, at) in order)
        {
            var path = new List<string>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            var id = start;
            while (next.TryGetValue(id, out var to) && !ended.Contains(id) && onPath.Add(id))
            {
                path.Add(id);
                id = to;
            }
            if (onPath.Contains(id) && !ended.Contains(id))
            {
                var cycle = path[path.IndexOf(id)..];
                var shown = string.Join(" -> ", cycle.Take(8)) + (cycle.Count > 8 ? " -> ..." : "") + " -> " + id;
                problems.Error(at, $"the `{key}` of the {(Remark)what} `{start}` runs in a circle: {shown}");
            }
            ended.UnionWith(path);
        }
    }
}
