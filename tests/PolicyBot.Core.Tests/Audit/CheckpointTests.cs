using System.Security.Cryptography;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class CheckpointTests
{
    private const string Origin = "bot.example.com/log";
    private static readonly ECDsa Private = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly NoteKey Key = new(Origin, Private.ExportSubjectPublicKeyInfo());
    private static readonly Checkpoint Some = new(Origin, 12, [.. MerkleTree.EmptyRoot()]);

    private static byte[] Sign(byte[] text) => Private.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static NoteKey Other(string name = Origin)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(name, key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void A_checkpoint_is_a_note_of_origin_size_and_root()
    {
        var lines = Some.Sign(Key, Sign).ToString().Split('\n');
        Assert.Equal([Origin, "12", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ""], lines[..4]);
        Assert.StartsWith("— bot.example.com/log ", lines[4], StringComparison.Ordinal);
        Assert.Equal(SHA256.HashData(Private.ExportSubjectPublicKeyInfo())[..4], Convert.FromBase64String(lines[4].Split(' ')[2])[..4]);
    }

    [Fact]
    public void A_checkpoint_survives_its_note() => Assert.Equal(Some, Checkpoint.Open(Some.Sign(Key, Sign).ToString(), Key));

    [Fact]
    public void A_key_survives_its_text_and_no_other_text_is_one()
    {
        Assert.Equal(Key.ToString(), NoteKey.Parse(Key.ToString()).ToString());
        foreach (var bad in new[] { "", "a+b", "a+00000000+AgM=",
            Key.ToString().Replace("+" + Convert.ToHexStringLower(Key.Id.Span), "+00000000", StringComparison.Ordinal), "a b" + Key })
            Assert.Throws<FormatException>(() => NoteKey.Parse(bad));
    }

    [Fact]
    public void A_checkpoint_of_another_key_or_with_another_text_is_refused()
    {
        var note = Some.Sign(Key, Sign).ToString();
        Assert.Throws<FormatException>(() => Checkpoint.Open(note, Other()));
        Assert.Throws<FormatException>(() => Checkpoint.Open(note, Other("else")));
        Assert.Throws<FormatException>(() => Checkpoint.Open(note.Replace("\n12\n", "\n13\n", StringComparison.Ordinal), Key));
        Assert.Throws<FormatException>(() => Checkpoint.Open(note));
    }

    [Fact]
    public void Signatures_of_unknown_keys_are_passed_over_but_a_false_one_of_the_known_key_is_not()
    {
        var note = Some.Sign(Key, Sign);
        var witness = note.Signatures[0] with { KeyName = "witness.example" };
        Assert.Equal(Some, Checkpoint.Open((note with { Signatures = [witness, .. note.Signatures] }).ToString(), Key));
        var spoilt = note.Signatures[0] with { Bytes = [.. Sign([1])] };
        Assert.Throws<FormatException>(() => Checkpoint.Open((note with { Signatures = [.. note.Signatures, spoilt] }).ToString(), Key));
    }

    [Theory]
    [InlineData("a\n012\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n1\n47DEQpj8HBSa\n")]
    [InlineData("a\n1\n 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n")]
    [InlineData("a\n1\n")]
    public void A_text_that_is_no_checkpoint_is_refused(string text) => Assert.Throws<FormatException>(() => Checkpoint.ParseText(text));
}
