using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PolicyBot.Core.Audit;

/// <summary>A log entry as the bytes of its leaf and back: canonical JSON,
/// members in the order below. Every entry has exactly one encoding.</summary>
public static class LeafCodec
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <exception cref="ArgumentException">A string that UTF-8 cannot write, a map's key that is not ASCII, a commitment that is none, or a
    /// negative sequence number.</exception>
    public static byte[] Encode(LogEntry entry) => Body(entry).ToLeaf(entry.Seq, entry.Time);

    /// <summary>What can be written before the entry has its number and time.</summary>
    /// <exception cref="ArgumentException">As by <see cref="Encode"/>.</exception>
    public static LeafBody Body(LogEntry entry)
    {
        foreach (var (_, commitment) in entry.Texts)
            if (!IsCommitment(commitment)) throw new ArgumentException("a commitment has 64 hex digits in lower case");
        var w = new CanonicalWriter();
        w.Member("kind", entry.Kind.Word());
        w.Member("id", entry.Id);
        w.Member("revision", entry.Revision);
        w.Member("engine", entry.Engine);
        w.Member("intent", entry.Intent);
        w.Member("verdict", entry.Verdict);
        w.Members("tools", entry.Tools);
        w.Members("rules", entry.Rules);
        w.Members("facts", entry.Facts);
        w.Members("masked", entry.Masked);
        w.Member("about-seq", entry.AboutSeq);
        w.Member("about", entry.About);
        w.Member("hold", entry.Hold);
        w.Members("ranges", entry.Ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.First}-{r.Last}")).ToArray());
        w.Members("kinds", entry.Kinds.Select(k => k.Word()).ToArray());
        w.Map("retention", entry.Retention, w.Number);
        w.Map("counts", entry.Counts, w.Number);
        w.Map("texts", entry.Texts, w.String);
        return new(w.ToArray());
    }

    /// <exception cref="FormatException">The bytes are not what <see cref="Encode"/> writes, to the byte.</exception>
    public static LogEntry Decode(ReadOnlySpan<byte> leaf)
    {
        try
        {
            var entry = Read(leaf);
            if (entry.Seq < 0) throw new FormatException("a leaf has a number");
            return Encode(entry).AsSpan().SequenceEqual(leaf) ? entry : throw new FormatException("a leaf is not in canonical form");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException("a leaf is no entry: " + e.Message, e);
        }
    }

    private static bool IsCommitment(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(HexDigits);

    private static LogEntry Read(ReadOnlySpan<byte> leaf)
    {
        var reader = new Utf8JsonReader(leaf);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new FormatException("a leaf is a JSON object");
        var entry = new LogEntry { Seq = -1, Time = default, Kind = default };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            reader.Read();
            entry = key switch
            {
                "seq" => entry with { Seq = reader.GetInt64() },
                "time" => entry with { Time = Time(reader.GetString()!) },
                "kind" => entry with { Kind = Kind(reader.GetString()!) },
                "id" => entry with { Id = reader.GetString() },
                "revision" => entry with { Revision = reader.GetString() },
                "engine" => entry with { Engine = reader.GetString() },
                "intent" => entry with { Intent = reader.GetString() },
                "verdict" => entry with { Verdict = reader.GetString() },
                "tools" => entry with { Tools = Strings(ref reader) },
                "rules" => entry with { Rules = Strings(ref reader) },
                "facts" => entry with { Facts = Strings(ref reader) },
                "masked" => entry with { Masked = Strings(ref reader) },
                "about-seq" => entry with { AboutSeq = reader.GetInt64() },
                "about" => entry with { About = reader.GetString() },
                "hold" => entry with { Hold = reader.GetString() },
                "ranges" => entry with { Ranges = [.. Strings(ref reader).Select(Range)] },
                "kinds" => entry with { Kinds = [.. Strings(ref reader).Select(Kind)] },
                "retention" => entry with { Retention = Map(ref reader, (ref r) => r.GetInt64()) },
                "counts" => entry with { Counts = Map(ref reader, (ref r) => r.GetInt64()) },
                "texts" => entry with { Texts = Map(ref reader, (ref r) => r.GetString()!) },
                _ => throw new FormatException($"an entry has no member `{key}`"),
            };
        }
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read()
            ? entry
            : throw new FormatException("a leaf ends with its object");
    }

    private delegate T ReadValue<T>(ref Utf8JsonReader reader);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static EntryKind Kind(string word) => EntryKinds.Parse(word) ?? throw new FormatException($"no entry is of kind `{word}`");

    private static SeqRange Range(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 ? new(Number(text[..dash]), Number(text[(dash + 1)..])) : throw new FormatException($"`{text}` is no range");
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Strings(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException("a list is expected");
        var list = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(reader.GetString()!);
        return list.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, T> Map<T>(ref Utf8JsonReader reader, ReadValue<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException("a map is expected");
        var map = LogEntry.Empty<T>().ToBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            map.Add(key, read(ref reader));
        }
        return map.ToImmutable();
    }
}
