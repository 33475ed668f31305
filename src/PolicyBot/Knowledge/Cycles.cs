using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>Chains of one key (`parent`) must end.</summary>
internal static class Cycles
{
    /// <summary>An item and the one that it leads to, if any.</summary>
    public sealed record Link(string Id, string? Next, SourceLocation At);

    /// <summary>Each cycle is told once, at the member that comes first in the files.</summary>
    public static void Check(ProblemList problems, string what, string key, IEnumerable<Link> items)
    {
        var next = new Dictionary<string, string>(StringComparer.Ordinal);
        var order = new List<Link>();
        foreach (var link in items)
            if (link.Next is { } to && next.TryAdd(link.Id, to)) order.Add(link);
        var ended = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (start, _, at) in order)
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
