using System.Buffers;
using System.Text;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>A document's bytes as text: UTF-8, with or without a byte order mark, without control characters.</summary>
internal static class DocumentText
{
    public const int MostBytes = 8 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Null where it is no such text; the problem has been told.</summary>
    public static string? Decode(KnowledgeDocument document, ProblemList problems)
    {
        var bytes = document.Content.AsSpan();
        if (bytes.Length > MostBytes) return Refuse(1, TooLarge(bytes.Length));
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        else if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return Refuse(1, "the file is UTF-16; save it as UTF-8");
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(1 + bytes[..ValidLength(bytes)].Count((byte)'\n'), "the file is not UTF-8 from this line on; save it as UTF-8");
        }
        var control = FirstControl(text);
        if (control < 0) return text;
        return Refuse(1 + text.AsSpan(0, control).Count('\n'), $"a control character (U+{(int)text[control]:X4}) stands in this line");

        string? Refuse(int line, Remark message)
        {
            problems.Error(new(document.Path, line), message);
            return null;
        }
    }

    public static string TooLarge(long bytes) => $"the file has {bytes / 1_000_000} MB; at most {MostBytes / 1024 / 1024} MB are read";

    private static int FirstControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] is < ' ' and not ('\t' or '\n' or '\r') or '\u007F') return i;
        return -1;
    }

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }
}
