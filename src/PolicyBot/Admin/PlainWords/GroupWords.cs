using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.PlainWords;

/// <summary>The groups that a text names, and those that it leaves out ("except Security", "보안팀 제외").</summary>
internal static class GroupWords
{
    /// <param name="isOther">Whether what stands there is part of another name ("marketing copy").</param>
    /// <param name="read">Told where each of them stands, and how long it is.</param>
    public static (ImmutableArray<string> For, ImmutableArray<string> Except) Read(string text, KnowledgeBase knowledge, Regex except,
        Func<int, int, bool> isOther, Action<int, int> read)
    {
        List<(string Id, int From, int To)> found = [];
        foreach (var group in knowledge.Set.Groups.Where(g => g.Id != Core.Knowledge.Group.Everyone))
            foreach (var name in group.Name.All.Concat(group.Aliases))
                if (Find(text, name) is { } at && !isOther(at, name.Length)) found.Add((group.Id, at, at + name.Length));
        var longest = found.Where(f => !found.Exists(o => o.From <= f.From && o.To >= f.To && o.To - o.From > f.To - f.From)).ToList();
        foreach (var group in longest) read(group.From, group.To - group.From);
        var cues = except.Matches(text).Select(m => m.Index).ToList();
        bool Left((string Id, int From, int To) f) => cues.Exists(c => text[f.From] >= 0x1100 ? c >= f.To && c - f.To <= 4 : c < f.From);
        return ([.. longest.Where(f => !Left(f)).OrderBy(f => f.From).Select(f => f.Id).Distinct()],
            [.. longest.Where(Left).OrderBy(f => f.From).Select(f => f.Id).Distinct()]);
    }

    /// <summary>Latin names as whole words; names of up to three letters only as they are written.</summary>
    private static int? Find(string text, string name)
    {
        var comparison = name.Length <= 3 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (var at = text.IndexOf(name, comparison); at >= 0; at = text.IndexOf(name, at + 1, comparison))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])))
                return at;
        }
        return null;
    }
}
