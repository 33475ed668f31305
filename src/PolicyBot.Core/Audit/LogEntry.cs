using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyBot.Core.Audit;

/// <summary>What an entry records; kebab case in a leaf.</summary>
public enum EntryKind
{
    Start, Answer, Edit, Deletion, Feedback, AskPerson, PersonReply, Publish, Admin, Read, Search, Export, Replay, Hold, Release, Erase, Purge,
}

/// <summary>An entry of the log. It holds nothing personal: texts stand beside it, and <see cref="Texts"/> has a commitment to each
/// (<see cref="Hashes.Commitment"/>), by its name.</summary>
public sealed record LogEntry(long Seq, DateTimeOffset At, EntryKind Kind)
{
    /// <summary>The turn's id, or that of what was done (a hold, a draft).</summary>
    public string? Id { get; init; }
    public string? Channel { get; init; }
    /// <summary>The content address of the revision that was in force.</summary>
    public string? Revision { get; init; }
    public string? Engine { get; init; }
    public string? Intent { get; init; }
    public string? Verdict { get; init; }
    public ImmutableArray<string> Tools { get; init; } = [];
    public ImmutableArray<string> Rules { get; init; } = [];
    public ImmutableArray<string> Facts { get; init; } = [];
    /// <summary>Kinds of identifiers that were masked before the text was stored.</summary>
    public ImmutableArray<string> Masked { get; init; } = [];
    /// <summary>What the entry is about: a turn's or a hold's id.</summary>
    public string? About { get; init; }
    /// <summary>Entries that a hold, an erasure or a purge covers: first and last, inclusive, ascending, not touching.</summary>
    public ImmutableArray<(long First, long Last)> Covers { get; init; } = [];
    /// <summary>The names of the texts that an erasure or a purge took; for others empty.</summary>
    public ImmutableArray<string> Names { get; init; } = [];
    public ImmutableSortedDictionary<string, long> Counts { get; init; } = ImmutableSortedDictionary<string, long>.Empty;
    public ImmutableSortedDictionary<string, string> Texts { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The leaf: JSON in UTF-8 without white space, keys in a fixed order, empty ones left out. One entry has one leaf.</summary>
    public byte[] ToLeaf()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Canonical))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", Seq);
            json.WriteString("at", At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("kind", Knowledge.Kebab.Name(Kind));
            Write(json, "id", Id);
            Write(json, "channel", Channel);
            Write(json, "revision", Revision);
            Write(json, "engine", Engine);
            Write(json, "intent", Intent);
            Write(json, "verdict", Verdict);
            Write(json, "tools", Tools);
            Write(json, "rules", Rules);
            Write(json, "facts", Facts);
            Write(json, "masked", Masked);
            Write(json, "about", About);
            if (!Covers.IsEmpty)
            {
                json.WriteStartArray("covers");
                foreach (var (first, last) in Covers)
                {
                    json.WriteNumberValue(first);
                    json.WriteNumberValue(last);
                }
                json.WriteEndArray();
            }
            Write(json, "names", Names);
            if (!Counts.IsEmpty)
            {
                json.WriteStartObject("counts");
                foreach (var (name, count) in Counts) json.WriteNumber(name, count);
                json.WriteEndObject();
            }
            if (!Texts.IsEmpty)
            {
                json.WriteStartObject("texts");
                foreach (var (name, commitment) in Texts) json.WriteString(name, commitment);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a leaf. Throws <see cref="FormatException"/> for bytes that <see cref="ToLeaf"/> would not have written.</summary>
    public static LogEntry FromLeaf(ReadOnlySpan<byte> leaf)
    {
        try
        {
            var entry = LeafReader.Read(leaf);
            if (entry.ToLeaf().AsSpan().SequenceEqual(leaf)) return entry;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or OverflowException or DecoderFallbackException)
        {
            throw new FormatException("the entry is no leaf of this log: " + e.Message, e);
        }
        throw new FormatException("the entry is not in its one canonical form");
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty) return;
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
