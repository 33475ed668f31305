using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace PolicyBot.Core.Audit;

/// <summary>The verifier's own reader of leaves. It takes in what verification needs, insists on the canonical form of the rest, and
/// allocates next to nothing for entries that are not of the life cycle. Its
/// properties describe the leaf scanned last. Not thread-safe.</summary>
internal sealed class LeafScanner
{
    private enum Shape { Number, Word, Words, Numbers, Texts }

    private static readonly (byte[] Key, Shape Shape)[] Members =
    [
        ("seq"u8.ToArray(), Shape.Number), ("time"u8.ToArray(), Shape.Word), ("kind"u8.ToArray(), Shape.Word),
        ("id"u8.ToArray(), Shape.Word),
        ("revision"u8.ToArray(), Shape.Word), ("engine"u8.ToArray(), Shape.Word), ("intent"u8.ToArray(), Shape.Word),
        ("verdict"u8.ToArray(), Shape.Word),
        ("tools"u8.ToArray(), Shape.Words), ("rules"u8.ToArray(), Shape.Words), ("facts"u8.ToArray(), Shape.Words),
        ("masked"u8.ToArray(), Shape.Words),
        ("about-seq"u8.ToArray(), Shape.Number), ("about"u8.ToArray(), Shape.Word), ("hold"u8.ToArray(), Shape.Word),
        ("ranges"u8.ToArray(), Shape.Words),
        ("kinds"u8.ToArray(), Shape.Words), ("retention"u8.ToArray(), Shape.Numbers), ("counts"u8.ToArray(), Shape.Numbers),
        ("texts"u8.ToArray(), Shape.Texts),
    ];

    private readonly List<(byte[] Bytes, string Word)> known = [];
    private string? malformed;
    private int at;

    public long Seq { get; private set; }
    public DateTime Time { get; private set; }
    public string Kind { get; private set; } = "";
    public string? Hold { get; private set; }

    /// <summary>Where in the leaf its id and verdict stand, escapes as they are; empty where it has none.</summary>
    public Range Id { get; private set; }
    public Range Verdict { get; private set; }

    public List<SeqRange> Ranges { get; } = [];
    public List<string> Kinds { get; } = [];
    public Dictionary<string, long> Retention { get; } = [];
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Name and where in the leaf its 64 hex digits start.</summary>
    public List<(string Name, int Commitment)> Texts { get; } = [];

    /// <summary>Told of each tool and rule of the leaves, if there is one.</summary>
    public TagDigest? Tags { get; set; }

    /// <returns>What is wrong with the leaf, or null.</returns>
    public string? Scan(ReadOnlySpan<byte> leaf)
    {
        (malformed, at, Kind, Hold, Id, Verdict) = (null, 0, "", null, default, default);
        Ranges.Clear();
        Kinds.Clear();
        Retention.Clear();
        Counts.Clear();
        Texts.Clear();
        if (!Utf8.IsValid(leaf) || leaf.ContainsAnyInRange((byte)0, (byte)31)) return "it is not UTF-8 without control characters";
        Expect(leaf, (byte)'{');
        for (int member = 0, read = 0; malformed is null && !Take(leaf, (byte)'}'); member++, read++)
        {
            if (read > 0) Expect(leaf, (byte)',');
            var key = Quoted(leaf);
            Expect(leaf, (byte)':');
            while (member < Members.Length && !key.SequenceEqual(Members[member].Key)) member++;
            if (member == Members.Length || (read < 3 && member != read))
                Malformed("its members are not those of an entry, in their order");
            else Value(leaf, member);
        }
        if (Kind.Length == 0) Malformed("it has no kind");
        return malformed ?? (at == leaf.Length ? null : "something follows it");
    }

    private void Value(ReadOnlySpan<byte> leaf, int member)
    {
        var (key, shape) = Members[member];
        switch (shape)
        {
            case Shape.Number:
                var number = Number(leaf);
                if (member == 0) Seq = number;
                break;
            case Shape.Word:
                var word = Quoted(leaf);
                if (key.AsSpan().SequenceEqual("time"u8)) Time = Instant(word);
                else if (key.AsSpan().SequenceEqual("kind"u8)) Kind = Known(word);
                else if (key.AsSpan().SequenceEqual("hold"u8)) Hold = Known(word);
                else if (key.AsSpan().SequenceEqual("id"u8)) Id = (at - 1 - word.Length)..(at - 1);
                else if (key.AsSpan().SequenceEqual("verdict"u8)) Verdict = (at - 1 - word.Length)..(at - 1);
                break;
            case Shape.Words:
                Words(leaf, key);
                break;
            default:
                Map(leaf, key, shape);
                break;
        }
    }

    private void Words(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> key)
    {
        Expect(leaf, (byte)'[');
        var first = at;
        do
        {
            var start = at;
            var word = Quoted(leaf);
            if (key.SequenceEqual("ranges"u8)) Ranges.Add(Range(word));
            else if (key.SequenceEqual("kinds"u8)) Kinds.Add(Known(word));
            else if (Tags is not null && malformed is null && leaf[first..start].IndexOf(leaf[start..at]) < 0)
            {
                if (key.SequenceEqual("tools"u8)) Tags.Add("tool:"u8, word, Seq);
                else if (key.SequenceEqual("rules"u8)) Tags.Add("rule:"u8, word, Seq);
            }
        }
        while (malformed is null && Take(leaf, (byte)','));
        Expect(leaf, (byte)']');
    }

    private void Map(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> key, Shape shape)
    {
        Expect(leaf, (byte)'{');
        ReadOnlySpan<byte> before = default;
        do
        {
            var name = Quoted(leaf);
            if (name.SequenceCompareTo(before) <= 0) Malformed("a map's keys are empty, double or out of order");
            before = name;
            Expect(leaf, (byte)':');
            if (shape == Shape.Numbers)
            {
                (key.SequenceEqual("counts"u8) ? Counts : Retention)[Known(name)] = Number(leaf);
            }
            else
            {
                var start = at + 1;
                if (!IsHash(Quoted(leaf))) Malformed("a commitment is not 64 hex digits");
                Texts.Add((Known(name), start));
            }
        }
        while (malformed is null && Take(leaf, (byte)','));
        Expect(leaf, (byte)'}');
    }

    /// <summary>What stands between quotes, escapes as they are: equal texts have equal bytes.</summary>
    private ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> leaf)
    {
        Expect(leaf, (byte)'"');
        var start = at;
        while (malformed is null)
        {
            var skip = leaf[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (skip < 0) Malformed("a string does not end");
            else if (leaf[at + skip] == '"')
            {
                at += skip + 1;
                return leaf[start..(at - 1)];
            }
            else Escape(leaf[(at += skip)..]);
        }
        return default;
    }

    private void Escape(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > 1 && rest[1] is (byte)'"' or (byte)'\\') at += 2;
        else if (rest.StartsWith("\\u00"u8) && rest.Length > 5 && rest[4] is (byte)'0' or (byte)'1' && IsHex(rest[5])) at += 6;
        else Malformed("a string is escaped where it need not be");
    }

    private long Number(ReadOnlySpan<byte> leaf)
    {
        if (Utf8Parser.TryParse(leaf[at..], out long number, out var length) && Canonical(leaf.Slice(at, length), number))
        {
            at += length;
            return number;
        }
        Malformed("a number is not a plain integer");
        return 0;
    }

    private static bool Canonical(ReadOnlySpan<byte> digits, long number)
    {
        Span<byte> again = stackalloc byte[20];
        return number.TryFormat(again, out var length, provider: CultureInfo.InvariantCulture) && digits.SequenceEqual(again[..length]);
    }

    private SeqRange Range(ReadOnlySpan<byte> word)
    {
        var dash = word.IndexOf((byte)'-');
        if (dash > 0 && Utf8Parser.TryParse(word, out long first, out var length) && length == dash && Canonical(word[..dash], first)
            && Utf8Parser.TryParse(word[(dash + 1)..], out long last, out length) && Canonical(word[(dash + 1)..], last) && first <= last)
            return new(first, last);
        Malformed("a range is not `first-last`");
        return default;
    }

    private DateTime Instant(ReadOnlySpan<byte> text)
    {
        const string pattern = "0000-00-00T00:00:00.000Z";
        Span<int> parts = stackalloc int[7];
        var part = 0;
        for (var i = 0; text.Length == pattern.Length && i < text.Length; i++)
        {
            if (pattern[i] == '0' && char.IsAsciiDigit((char)text[i])) parts[part] = parts[part] * 10 + text[i] - '0';
            else if (pattern[i] != '0' && pattern[i] == text[i]) part++;
            else break;
        }
        if (part == 7 && parts[0] > 0 && parts[1] is > 0 and <= 12 && parts[2] > 0 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1])
            && parts[3] < 24 && parts[4] < 60 && parts[5] < 60)
            return new(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], DateTimeKind.Utc);
        Malformed("its time is not a UTC time in milliseconds");
        return default;
    }

    /// <summary>The same few words come in every leaf; each becomes a string once.</summary>
    private string Known(ReadOnlySpan<byte> word)
    {
        foreach (var (bytes, text) in known)
            if (word.SequenceEqual(bytes)) return text;
        var added = Encoding.UTF8.GetString(word);
        if (known.Count < 64) known.Add((word.ToArray(), added));
        return added;
    }

    private void Expect(ReadOnlySpan<byte> leaf, byte character)
    {
        if (!Take(leaf, character)) Malformed($"`{(char)character}` is missing at byte {at}");
    }

    private bool Take(ReadOnlySpan<byte> leaf, byte character)
    {
        if (malformed is not null || at >= leaf.Length || leaf[at] != character) return false;
        at++;
        return true;
    }

    private void Malformed(string what) => malformed ??= what;

    private static bool IsHash(ReadOnlySpan<byte> text)
    {
        if (text.Length != 2 * MerkleTree.HashSize) return false;
        foreach (var c in text)
            if (!IsHex(c)) return false;
        return true;
    }

    private static bool IsHex(byte c) => c is >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'f';
}
