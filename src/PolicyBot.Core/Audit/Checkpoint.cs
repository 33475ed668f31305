using System.Collections.Immutable;
using System.Globalization;

namespace PolicyBot.Core.Audit;

/// <summary>A log's state that its key vouches for, by C2SP tlog-checkpoint.</summary>
/// <param name="Origin">Names the log; here it is also the key's name.</param>
/// <param name="Size">Number of entries.</param>
/// <param name="Root">32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ImmutableArray<byte> Root)
{
    /// <summary>Extension lines, none of them empty.</summary>
    public ImmutableArray<string> Extensions { get; init; } = [];

    /// <summary>The note's text: origin, size and root in base64, one a line.</summary>
    public string ToText() =>
        string.Concat(new[] { Origin, Size.ToString(CultureInfo.InvariantCulture),
            Convert.ToBase64String(Root.AsSpan()) }.Concat(Extensions).Select(line => line + "\n"));

    /// <param name="sign">UTF-8 of the text to an ECDSA signature over its SHA-256 in ASN.1 DER.</param>
    public SignedNote Sign(NoteKey key, Func<byte[], byte[]> sign) => SignedNote.Sign(ToText(), key, sign);

    /// <exception cref="FormatException">The text is no checkpoint.</exception>
    public static Checkpoint ParseText(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(l => l.Length == 0))
            throw new FormatException("a checkpoint has a line each for origin, size and root");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw new FormatException($"`{lines[1]}` is no size");
        var root = Convert.FromBase64String(lines[2]);
        if (root.Length != MerkleTree.HashSize) throw new FormatException("a checkpoint's root has 32 bytes");
        var checkpoint = new Checkpoint(lines[0], size, [.. root]) { Extensions = [.. lines[3..^1]] };
        return checkpoint.ToText() == text
            ? checkpoint
            : throw new FormatException("a checkpoint's size or root is written in another way than the format's");
    }

    /// <exception cref="FormatException">The text is no signed note, not signed by one of the keys, or no checkpoint.</exception>
    public static Checkpoint Open(string note, params IReadOnlyList<NoteKey> keys)
    {
        var signed = SignedNote.Parse(note);
        if (!signed.IsSignedBy(keys)) throw new FormatException("the checkpoint is not signed by the log's key");
        return ParseText(signed.Text);
    }

    public bool Equals(Checkpoint? other) => other is not null && ToText() == other.ToText();
    public override int GetHashCode() => HashCode.Combine(Origin, Size);
}
