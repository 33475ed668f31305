using System.Text.RegularExpressions;
using PolicyBot.Tests.Web;

namespace PolicyBot.Tests.Storage.TSql;

/// <summary>The lines of the product's source that ask the database, as they are written.</summary>
internal static partial class QuerySites
{
    public static IReadOnlyList<(string File, int Line)> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(SiteFixture.Root, "src", "PolicyBot"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Select((text, i) => (File: Path.GetFileName(f), Line: i + 1, Text: text)))
            .Where(l => Asks().IsMatch(l.Text)).Select(l => (l.File, l.Line)),
    ];

    /// <summary>Those that none of the lines stands for. A statement is known by its first line: it stands for the first that asks from there on.</summary>
    public static IEnumerable<string> Missing(IEnumerable<(string File, int Line)> lines)
    {
        var asked = lines.Select(l => All.Where(s => s.File == l.File && s.Line >= l.Line).OrderBy(s => s.Line).FirstOrDefault()).ToHashSet();
        return All.Where(s => !asked.Contains(s)).Select(s => $"{s.File}:{s.Line}");
    }

    [GeneratedRegex(@"\.(ToListAsync|FirstOrDefaultAsync|FirstAsync|SingleAsync|SingleOrDefaultAsync|AnyAsync|AllAsync|MaxAsync|MinAsync|SumAsync|CountAsync|LongCountAsync|ToArrayAsync|ToDictionaryAsync|ToHashSetAsync|FindAsync|AsAsyncEnumerable|ExecuteUpdateAsync|ExecuteDeleteAsync)\(|\bdb\.[A-Z]\w+\..*\.(ToList|First|Any|Count|Max)\(\)")]
    private static partial Regex Asks();
}
