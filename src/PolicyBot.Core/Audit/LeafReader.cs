using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PolicyBot.Core.Audit;

/// <summary>A leaf's JSON as an entry; whether it is canonical is for the caller to see.</summary>
internal static class LeafReader
{
    public static LogEntry Read(ReadOnlySpan<byte> leaf)
    {
        var reader = new Utf8JsonReader(leaf);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() ?? throw new FormatException($"`{name}` is null") : null;
        ImmutableArray<string> List(string name) => root.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : [];
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (root.TryGetProperty("texts", out var named))
            foreach (var text in named.EnumerateObject()) texts.Add(text.Name, text.Value.GetString()!);
        var counts = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        if (root.TryGetProperty("counts", out var counted))
            foreach (var count in counted.EnumerateObject()) counts.Add(count.Name, count.Value.GetInt64());
        return new(root.GetProperty("seq").GetInt64(), Time(Text("at") ?? ""), Kind(Text("kind") ?? ""))
        {
            Id = Text("id"),
            Channel = Text("channel"),
            Revision = Text("revision"),
            Engine = Text("engine"),
            Intent = Text("intent"),
            Verdict = Text("verdict"),
            Tools = List("tools"),
            Rules = List("rules"),
            Facts = List("facts"),
            Masked = List("masked"),
            About = Text("about"),
            Covers = Ranges(root),
            Names = List("names"),
            Counts = counts.ToImmutable(),
            Texts = texts.ToImmutable(),
        };
    }

    private static ImmutableArray<(long, long)> Ranges(JsonElement root)
    {
        if (!root.TryGetProperty("covers", out var value)) return [];
        var numbers = value.EnumerateArray().Select(v => v.GetInt64()).ToArray();
        if (numbers.Length % 2 != 0) throw new FormatException("`covers` has an odd count");
        return [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? at : throw new FormatException($"`{text}` is no time");

    private static EntryKind Kind(string name)
    {
        foreach (var kind in Enum.GetValues<EntryKind>())
            if (Knowledge.Kebab.Name(kind) == name) return kind;
        throw new FormatException($"`{name}` is no kind of entry");
    }
}
