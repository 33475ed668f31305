using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <summary>Writes JSON in the one way it can be read back: no spaces, no floats, UTF-8, and escapes only where JSON demands one:
/// <c>\"</c>, <c>\\</c> and <c>\u00xx</c>, in lower case, for control characters. Members that are null or empty are left out.</summary>
internal sealed class CanonicalWriter
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly ArrayBufferWriter<byte> bytes = new(512);
    private bool first = true;

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public void Open(char bracket)
    {
        Raw(bracket);
        first = true;
    }

    public void Close(char bracket)
    {
        Raw(bracket);
        first = false;
    }

    public void Key(string key)
    {
        String(key);
        Raw(':');
        first = true;
    }

    public void Number(long value)
    {
        Comma();
        var span = bytes.GetSpan(20);
        value.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture);
        bytes.Advance(written);
    }

    /// <exception cref="ArgumentException">A lone surrogate, which UTF-8 cannot write.</exception>
    public void String(string value)
    {
        Comma();
        Raw('"');
        var rest = value.AsSpan();
        for (var at = NextEscape(rest); at >= 0; at = NextEscape(rest))
        {
            Raw(rest[..at]);
            var c = rest[at];
            if (c < ' ') Raw(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
            else Raw(['\\', c]);
            rest = rest[(at + 1)..];
        }
        Raw(rest);
        Raw('"');
    }

    public void Member(string key, string? value)
    {
        if (value is null) return;
        Key(key);
        String(value);
    }

    public void Member(string key, long? value)
    {
        if (value is not { } number) return;
        Key(key);
        Number(number);
    }

    public void Members(string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        Key(key);
        Open('[');
        foreach (var value in values) String(value);
        Close(']');
    }

    /// <exception cref="ArgumentException">A key is empty or not ASCII, whose order would depend on the encoding.</exception>
    public void Map<T>(string key, IReadOnlyDictionary<string, T> map, Action<T> write)
    {
        if (map.Count == 0) return;
        Key(key);
        Comma();
        Open('{');
        foreach (var (name, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (name.Length == 0 || !Ascii.IsValid(name)) throw new ArgumentException($"`{name}` is no key: it is empty or not ASCII");
            Key(name);
            write(value);
        }
        Close('}');
    }

    private static int NextEscape(ReadOnlySpan<char> text) => text.IndexOfAny(Escaped);

    private void Comma()
    {
        if (!first) Raw(',');
        first = false;
    }

    private void Raw(ReadOnlySpan<char> text) => bytes.Advance(Strict.GetBytes(text, bytes.GetSpan(Strict.GetMaxByteCount(text.Length))));

    private void Raw(char ascii)
    {
        bytes.GetSpan(1)[0] = (byte)ascii;
        bytes.Advance(1);
    }
}
