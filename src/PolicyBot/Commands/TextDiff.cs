using System.Collections.Immutable;
using System.Text;
using PolicyBot.Knowledge;

namespace PolicyBot.Commands;

/// <summary>What differs between two sets of documents, as lines: `-` gone, `+` new, each with its number.</summary>
public static class TextDiff
{
    public static IEnumerable<string> Of(ImmutableArray<KnowledgeDocument> before, ImmutableArray<KnowledgeDocument> after)
    {
        var old = before.ToDictionary(d => d.Path, StringComparer.Ordinal);
        var now = after.ToDictionary(d => d.Path, StringComparer.Ordinal);
        foreach (var path in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            string[] Lines(Dictionary<string, KnowledgeDocument> of) =>
                of.TryGetValue(path, out var d) ? Encoding.UTF8.GetString(d.Content).Split('\n') : [];
            var changes = Changes(Lines(old), Lines(now));
            if (changes.Count == 0) continue;
            yield return path;
            foreach (var change in changes) yield return change;
        }
    }

    /// <summary>Myers' greedy search for the shortest edit script, on what is left between a common beginning and end.</summary>
    public static List<string> Changes(string[] old, string[] now)
    {
        int start = 0, oldEnd = old.Length, nowEnd = now.Length;
        while (start < oldEnd && start < nowEnd && old[start] == now[start]) start++;
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1] == now[nowEnd - 1])
        {
            oldEnd--;
            nowEnd--;
        }
        var a = old[start..oldEnd];
        var b = now[start..nowEnd];
        var trace = new List<int[]>();
        var furthest = new int[2 * (a.Length + b.Length) + 3];
        var middle = a.Length + b.Length + 1;
        for (var edits = 0; ; edits++)
        {
            trace.Add((int[])furthest.Clone());
            for (var k = -edits; k <= edits; k += 2)
            {
                var x = k == -edits || k != edits && furthest[middle + k - 1] < furthest[middle + k + 1]
                    ? furthest[middle + k + 1]
                    : furthest[middle + k - 1] + 1;
                while (x < a.Length && x - k < b.Length && a[x] == b[x - k]) x++;
                furthest[middle + k] = x;
                if (x >= a.Length && x - k >= b.Length) return Walk(trace, a, b, middle, start);
            }
        }
    }

    private static List<string> Walk(List<int[]> trace, string[] a, string[] b, int middle, int start)
    {
        var lines = new List<string>();
        int x = a.Length, y = b.Length;
        for (var edits = trace.Count - 1; edits > 0; edits--)
        {
            var k = x - y;
            var down = k == -edits || k != edits && trace[edits][middle + k - 1] < trace[edits][middle + k + 1];
            var before = trace[edits][middle + (down ? k + 1 : k - 1)];
            var beforeY = before - (down ? k + 1 : k - 1);
            lines.Add(down ? $"+{start + beforeY + 1}: {b[beforeY]}" : $"-{start + before + 1}: {a[before]}");
            (x, y) = (before, beforeY);
        }
        lines.Reverse();
        return lines;
    }
}
