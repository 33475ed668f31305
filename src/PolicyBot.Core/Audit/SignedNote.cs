using System.Collections.Immutable;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <param name="KeyId">4 bytes.</param>
public sealed record NoteSignature(string KeyName, ImmutableArray<byte> KeyId, ImmutableArray<byte> Bytes);

/// <summary>A text with signatures, by C2SP signed-note. <paramref name="Text"/> ends with a line feed.</summary>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    private const string Dash = "— ";
    private const int MaxSignatures = 64;

    /// <param name="sign">UTF-8 of the text to an ECDSA signature over its SHA-256 in ASN.1 DER.</param>
    public static SignedNote Sign(string text, NoteKey key, Func<byte[], byte[]> sign) =>
        Parse(new SignedNote(text, [new(key.Name, [.. key.Id.Span], [.. sign(Encoding.UTF8.GetBytes(text))])]).ToString());

    public override string ToString() =>
        Text + "\n" + string.Concat(Signatures.Select(s => $"{Dash}{s.KeyName} {Convert.ToBase64String([.. s.KeyId, .. s.Bytes])}\n"));

    /// <exception cref="FormatException">The text is no signed note.</exception>
    public static SignedNote Parse(string note)
    {
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n'))
            throw new FormatException("a signed note is text, a blank line and signatures");
        var lines = note[(blank + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures) throw new FormatException($"a signed note has 1 to {MaxSignatures} signatures");
        return new(note[..(blank + 1)], [.. lines.Select(Signature)]);
    }

    /// <summary>Whether one of the keys signed. A signature that claims a known key and is not by it spoils the note.</summary>
    public bool IsSignedBy(params IReadOnlyList<NoteKey> keys)
    {
        var claims = Signatures.SelectMany(s => keys.Where(k => k.Name == s.KeyName && k.Id.Span.SequenceEqual(s.KeyId.AsSpan())),
            (s, k) => k.Verifies(Text, s.Bytes.AsSpan()));
        var verdicts = claims.ToArray();
        return verdicts.Length > 0 && verdicts.All(good => good);
    }

    private static NoteSignature Signature(string line)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0] + " " != Dash || !NoteKey.IsName(parts[1]))
            throw new FormatException("a signature line is a dash, a key's name and base64");
        var bytes = Convert.FromBase64String(parts[2]);
        return bytes.Length > 4 ? new(parts[1], [.. bytes[..4]], [.. bytes[4..]])
            : throw new FormatException("a signature has a key's id of 4 bytes, then the signature");
    }
}
