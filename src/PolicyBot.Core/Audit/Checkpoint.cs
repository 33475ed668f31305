using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <summary>A log's state, as C2SP tlog-checkpoint writes it: origin, size, root in base64, each on a line.</summary>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    public string Body => $"{Origin}\n{Size.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(Root)}\n";

    /// <summary>The body as a signed note (C2SP signed-note). <paramref name="sign"/> gets the body's bytes and returns an ASN.1 DER
    /// signature of ECDSA P-256 over their SHA-256.</summary>
    public string Sign(VerifierKey key, Func<byte[], byte[]> sign)
    {
        var signature = sign(Encoding.UTF8.GetBytes(Body));
        var blob = new byte[4 + signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(blob, key.Hash);
        signature.CopyTo(blob, 4);
        return $"{Body}\n— {key.Name} {Convert.ToBase64String(blob)}\n";
    }

    /// <summary>Reads a signed note and checks the signature by that key; other signatures are passed over. Throws
    /// <see cref="FormatException"/> where it is no checkpoint, or not signed by the key.</summary>
    public static Checkpoint Open(string note, VerifierKey key)
    {
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || !note.EndsWith('\n')) throw new FormatException("a signed note ends in an empty line and signature lines");
        var body = note[..(end + 1)];
        if (!note[(end + 2)..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(line => key.Verifies(line, body)))
            throw new FormatException($"the checkpoint is not signed by {key.Name}");
        var lines = body.Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0) throw new FormatException("a checkpoint has three lines: origin, size, root");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1])
            throw new FormatException($"`{lines[1]}` is no size of a tree");
        var root = new byte[Hashes.Length];
        if (!Convert.TryFromBase64String(lines[2], root, out var length) || length != Hashes.Length) throw new FormatException("the root is no base64 of 32 bytes");
        return new(lines[0], size, root);
    }
}

/// <summary>A public key as C2SP signed-note writes it: name, hash of the key, and base64 of 0x02 and the key (ECDSA: its DER
/// SubjectPublicKeyInfo; the hash is that of the DER).</summary>
public sealed class VerifierKey
{
    private const byte Ecdsa = 2;
    private readonly byte[] der;

    /// <summary>Throws <see cref="FormatException"/> for a name that a note cannot hold and <see cref="CryptographicException"/> for what is no
    /// such key.</summary>
    public VerifierKey(string name, byte[] subjectPublicKeyInfo)
    {
        if (name.Length == 0 || name.Any(char.IsWhiteSpace) || name.Contains('+')) throw new FormatException($"`{name}` is no name of a key");
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        Name = name;
        der = subjectPublicKeyInfo;
        Hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(der));
    }

    public string Name { get; }
    public uint Hash { get; }

    public override string ToString() => $"{Name}+{Hash:x8}+{Convert.ToBase64String([Ecdsa, .. der])}";

    /// <summary>Throws <see cref="FormatException"/> for what is no such key.</summary>
    public static VerifierKey Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3) throw new FormatException("a verifier key has a name, a hash and a key, with + between them");
        byte[] bytes;
        VerifierKey key;
        try
        {
            bytes = Convert.FromBase64String(parts[2]);
            if (bytes is not [Ecdsa, ..]) throw new FormatException("the key is not of the kind 2, ECDSA");
            key = new(parts[0], bytes[1..]);
        }
        catch (CryptographicException e)
        {
            throw new FormatException("the key cannot be read: " + e.Message, e);
        }
        return key.Hash.ToString("x8", CultureInfo.InvariantCulture) == parts[1] ? key : throw new FormatException("the key does not have that hash");
    }

    /// <summary>Whether a signature line of a note is this key's, over that body.</summary>
    internal bool Verifies(string line, string body)
    {
        var parts = line.Split(' ');
        if (parts.Length != 3 || parts[0] != "—" || parts[1] != Name) return false;
        var blob = new byte[parts[2].Length];
        if (!Convert.TryFromBase64String(parts[2], blob, out var length) || length < 5 || BinaryPrimitives.ReadUInt32BigEndian(blob) != Hash) return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(der, out _);
        return key.VerifyData(Encoding.UTF8.GetBytes(body), blob.AsSpan(4, length - 4), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
