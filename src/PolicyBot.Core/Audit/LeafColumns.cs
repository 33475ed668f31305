using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Core.Audit;

/// <summary>What a store repeats of a leaf beside it, so that it can be searched: the time, the kind, the id, the verdict. Nothing proves them
/// but the leaf; a verifier that is given them compares.</summary>
public static class LeafColumns
{
    private const byte Separator = 0;

    /// <summary>Bytes of <see cref="Write"/>.</summary>
    public static int SizeOf(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> id, ReadOnlySpan<byte> verdict) =>
        sizeof(long) + kind.Length + id.Length + verdict.Length + 2;

    /// <summary>As a <see cref="LogRecord"/> takes them.</summary>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="id">UTF-8; empty: none. The same holds for <paramref name="verdict"/>.</param>
    public static void Write(Span<byte> to, long time, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> id, ReadOnlySpan<byte> verdict)
    {
        BinaryPrimitives.WriteInt64BigEndian(to, time);
        to = to[sizeof(long)..];
        kind.CopyTo(to);
        to[kind.Length] = Separator;
        to = to[(kind.Length + 1)..];
        verdict.CopyTo(to);
        to[verdict.Length] = Separator;
        id.CopyTo(to[(verdict.Length + 1)..]);
    }

    public static byte[] Of(long time, string kind, string? id, string? verdict)
    {
        var (k, i, v) = (Encoding.UTF8.GetBytes(kind), Encoding.UTF8.GetBytes(id ?? ""), Encoding.UTF8.GetBytes(verdict ?? ""));
        var bytes = new byte[SizeOf(k, i, v)];
        Write(bytes, time, k, i, v);
        return bytes;
    }

    /// <returns>What is not as the leaf has it, or null.</returns>
    internal static string? Wrong(ReadOnlySpan<byte> columns, LeafScanner entry, ReadOnlySpan<byte> leaf)
    {
        var at = BinaryPrimitives.ReadInt64BigEndian(columns);
        columns = columns[sizeof(long)..];
        var kind = columns[..columns.IndexOf(Separator)];
        columns = columns[(kind.Length + 1)..];
        var verdict = columns[..columns.IndexOf(Separator)];
        var id = columns[(verdict.Length + 1)..];
        return at != new DateTimeOffset(entry.Time).ToUnixTimeMilliseconds() ? Differs("time", at.ToString(CultureInfo.InvariantCulture))
            : !Ascii.Equals(kind, entry.Kind) ? Differs("kind", Encoding.UTF8.GetString(kind))
            : !IsQuoted(id, leaf[entry.Id]) ? Differs("id", Encoding.UTF8.GetString(id))
            : !IsQuoted(verdict, leaf[entry.Verdict]) ? Differs("verdict", Encoding.UTF8.GetString(verdict))
            : null;
    }

    /// <param name="quoted">As JSON has it between quotes.</param>
    private static bool IsQuoted(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> quoted) =>
        quoted.Contains((byte)'\\')
            ? JsonSerializer.Deserialize<string>([(byte)'"', .. quoted, (byte)'"']) == Encoding.UTF8.GetString(plain)
            : plain.SequenceEqual(quoted);

    private static string Differs(string column, string value) => $"the {column} that stands beside it, `{value}`, is not its own";
}
