using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <summary>A public key that signs notes, by C2SP signed-note, signature type 0x02: ECDSA over SHA-256, signatures in ASN.1 DER.</summary>
public sealed class NoteKey
{
    private const byte EcdsaType = 2;
    private readonly byte[] der;

    /// <param name="name">Not empty, without white space and plus signs; customarily a URL without scheme, `bot.example.com/log`.</param>
    /// <param name="subjectPublicKeyInfo">The public key in DER, as
    /// <see cref="AsymmetricAlgorithm.ExportSubjectPublicKeyInfo"/> gives it.</param>
    /// <exception cref="FormatException">The name may not be a key's, or the bytes are no ECDSA key.</exception>
    public NoteKey(string name, byte[] subjectPublicKeyInfo)
    {
        if (!IsName(name)) throw new FormatException($"`{name}` may not be a key's name: it is empty or holds a space or plus sign");
        (Name, der) = (name, subjectPublicKeyInfo);
        using var _ = Import();
        Id = SHA256.HashData(der).AsMemory(0, 4);
    }

    public string Name { get; }

    /// <summary>4 bytes: the start of the SHA-256 of the key in DER.</summary>
    public ReadOnlyMemory<byte> Id { get; }

    internal static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>The key as verifiers are given it: <c>name+id in hex+base64(0x02 || DER)</c>.</summary>
    public override string ToString() => $"{Name}+{Convert.ToHexStringLower(Id.Span)}+{Convert.ToBase64String([EcdsaType, .. der])}";

    /// <exception cref="FormatException">The text is not a key of this type as <see cref="ToString"/> writes it.</exception>
    public static NoteKey Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3) throw new FormatException("a verifier key is `name+id+key`");
        var bytes = Convert.FromBase64String(parts[2]);
        if (bytes.Length == 0 || bytes[0] != EcdsaType) throw new FormatException("a verifier key here is of type 2, ECDSA");
        var key = new NoteKey(parts[0], bytes[1..]);
        return parts[1] == Convert.ToHexStringLower(key.Id.Span)
            ? key
            : throw new FormatException("a verifier key's id is not that of its key");
    }

    /// <param name="signature">ASN.1 DER.</param>
    public bool Verifies(string noteText, ReadOnlySpan<byte> signature)
    {
        using var key = Import();
        return key.VerifyData(Encoding.UTF8.GetBytes(noteText), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private ECDsa Import()
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(der, out var read);
            return read == der.Length ? key : throw new FormatException("bytes follow the public key");
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            key.Dispose();
            throw new FormatException("a verifier key's bytes are no ECDSA public key: " + e.Message, e);
        }
    }
}
