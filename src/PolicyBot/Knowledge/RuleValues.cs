using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>What rules name that only the other files can tell: values that some tool must have, and bounds on a scale.</summary>
internal sealed class RuleValues(ProblemList problems)
{
    private readonly List<(string Key, string Value, SourceLocation At)> used = [];
    private readonly List<(string Id, SourceLocation At)> bounds = [];
    private readonly List<(string Low, string High, SourceLocation At)> ranges = [];

    public void Use(string key, string value, SourceLocation at) => used.Add((key, value, at));

    public void Bound(string id, SourceLocation at) => bounds.Add((id, at));

    public void Range(string low, string high, SourceLocation at) => ranges.Add((low, high, at));

    public void Check(List<Tool> tools, List<DataClass> data)
    {
        var present = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal)
        {
            ["vendors"] = Set(tools.Select(t => t.Vendor)),
            ["kinds"] = Set(tools.SelectMany(t => t.Kinds)),
            ["attributes"] = Set(tools.SelectMany(t => t.Attributes.Concat(t.Editions.SelectMany(e => e.Attributes ?? [])))),
            ["countries"] = Set(tools.Select(t => t.Country)),
        };
        foreach (var (key, value, at) in used)
            if (!present[key].Contains(value)) problems.Unknown(at, Absent(key, value), value, present[key].Order(StringComparer.Ordinal));

        var levels = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var entry in data) levels.TryAdd(entry.Id, entry.Level);
        foreach (var (id, at) in bounds)
            if (levels.TryGetValue(id, out var level) && level is null)
                problems.Error(at, $"{Spelling.Quote(id)} has no level, so it is no bound; use `any-of`");
        foreach (var (low, high, at) in ranges)
            if (levels.GetValueOrDefault(low) is { } from && levels.GetValueOrDefault(high) is { } to && from > to)
                problems.Error(at, $"`at-least` ({low}) is above `at-most` ({high}), so no data matches");
    }

    private static Remark Absent(string key, string value) => key switch
    {
        "vendors" => (Remark)$"no tool is of the vendor {Spelling.Quote(value)}",
        "kinds" => (Remark)$"no tool is of the kind {Spelling.Quote(value)}",
        "attributes" => (Remark)$"no tool has the attribute {Spelling.Quote(value)}",
        _ => (Remark)$"no tool is from the country {Spelling.Quote(value)}",
    };

    private static HashSet<string> Set(IEnumerable<string> values) => new(values, StringComparer.Ordinal);
}
