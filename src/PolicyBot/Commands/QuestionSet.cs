using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Language;

namespace PolicyBot.Commands;

/// <summary>A question with what a right answer shows. <paramref name="Lists"/> holds the keys of `expect` that are lists.</summary>
public sealed record ExpectedQuestion(
    string Id, string Ask, string? Conversation, ImmutableArray<string> Groups, ImmutableArray<string> Tags,
    IReadOnlyDictionary<string, ImmutableArray<string>> Lists, string? Intent, bool HasVerdict, string? Verdict, string? AskBack);

/// <summary>A question set (tests/eval/FORMAT.md).</summary>
public sealed record QuestionSet(string Knowledge, DateOnly On, ImmutableArray<ExpectedQuestion> Questions)
{
    /// <summary>Throws <see cref="InvalidDataException"/> or YamlDotNet's exception where the file is not a question set.</summary>
    public static QuestionSet Read(string file)
    {
        using var reader = new StreamReader(file);
        if (PlainYaml.Read(reader) is not Dictionary<string, object> root)
            throw new InvalidDataException($"`{file}` is not a question set");
        if (!root.TryGetValue("knowledge", out var folder) || !root.TryGetValue("on", out var on)
            || !root.TryGetValue("questions", out var questions))
            throw new InvalidDataException($"`{file}` lacks `knowledge`, `on` or `questions`");
        if (!DateOnly.TryParseExact((string)on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new InvalidDataException($"`on` is not a date: `{on}`");
        return new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, (string)folder), day,
            [.. ((List<object>)questions).Cast<Dictionary<string, object>>().Select(Question)]);
    }

    private static ExpectedQuestion Question(Dictionary<string, object> q)
    {
        var expect = (Dictionary<string, object>)q["expect"];
        var lists = expect.Where(p => p.Value is List<object>).ToDictionary(p => p.Key, p => Strings(p.Value), StringComparer.Ordinal);
        return new((string)q["id"], (string)q["ask"], Text(q, "conversation"), Strings(q.GetValueOrDefault("groups")),
            Strings(q.GetValueOrDefault("tags")),
            lists, Text(expect, "intent"), expect.ContainsKey("verdict"), Text(expect, "verdict"), Text(expect, "ask"));
    }

    private static string? Text(Dictionary<string, object> map, string key) => map.GetValueOrDefault(key) as string;

    private static ImmutableArray<string> Strings(object? list) => list is List<object> items ? [.. items.Cast<string>()] : [];
}
