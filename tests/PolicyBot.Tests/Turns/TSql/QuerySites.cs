using System.Text.RegularExpressions;
using PolicyBot.Tests.Web;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>How often each method of the product asks the database, as its source is written. A file is named for its type.</summary>
internal static partial class QuerySites
{
    public static IReadOnlyDictionary<(string Type, string Method), int> Count { get; } = Directory
        .EnumerateFiles(Path.Combine(SiteFixture.Root, "src", "PolicyBot"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))
        .SelectMany(Of).GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Methods that sent fewer different commands than they have places that ask.</summary>
    public static IEnumerable<string> Missing(IEnumerable<(string Type, string Method, string Sql)> sent)
    {
        var different = sent.GroupBy(s => (s.Type, s.Method)).ToDictionary(g => g.Key, g => g.Select(s => s.Sql).Distinct().Count());
        return Count.Where(c => different.GetValueOrDefault(c.Key) < c.Value)
            .Select(c => $"{c.Key.Type}.{c.Key.Method} asks {c.Value} times and sent {different.GetValueOrDefault(c.Key)} commands");
    }

    private static IEnumerable<(string Type, string Method)> Of(string file)
    {
        var method = "";
        foreach (var line in File.ReadLines(file))
        {
            if (Member().Match(line) is { Success: true } member) method = member.Groups[1].Value;
            for (var i = Asks().Count(line); i > 0; i--) yield return (Path.GetFileNameWithoutExtension(file), method);
        }
    }

    /// <summary>Four blanks, something, a name before a bracket: how members are declared here.</summary>
    [GeneratedRegex(@"^    [a-zA-Z].*? (\w+)(?:<\w+>)?\(")]
    private static partial Regex Member();

    [GeneratedRegex(
        @"\.(ToListAsync|FirstOrDefaultAsync|FirstAsync|SingleAsync|SingleOrDefaultAsync|AnyAsync|AllAsync|MaxAsync|MinAsync|SumAsync|CountAsync|LongCountAsync|ToArrayAsync|ToDictionaryAsync|ToHashSetAsync|FindAsync|AsAsyncEnumerable|ExecuteUpdateAsync|ExecuteDeleteAsync)\(|\bdb\.[A-Z]\w+\..*\.(ToList|First|Any|Count|Max)\(\)")]
    private static partial Regex Asks();
}
