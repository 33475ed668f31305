using System.Collections.Immutable;
using System.Text;
using CsCheck;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class LeafCodecTests
{
    private static readonly LogEntry Full = new()
    {
        Seq = 7,
        Time = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero),
        Kind = EntryKind.AskPerson,
        Id = "turn \"1\"\n",
        Revision = "r1",
        Engine = "1.0.0",
        Intent = "permission",
        Verdict = "forbidden",
        Tools = ["deepseek", "딥시크"],
        Rules = ["a", "b"],
        Facts = ["f"],
        Masked = ["email"],
        AboutSeq = 3,
        About = "draft-2",
        Hold = "h",
        Ranges = [new(1, 2), new(5, 5)],
        Kinds = [EntryKind.Answer, EntryKind.Feedback],
        Retention = LogEntry.Empty<long>().Add("answer", 30),
        Counts = LogEntry.Empty<long>().Add("question", 2).Add("answer", 0),
        Texts = LogEntry.Empty<string>().Add("question", new('0', 64)).Add("asker", new('f', 64)),
    };

    private static readonly Gen<ImmutableArray<string>> Strings = Gen.String.Array[0, 3].Select(a => a.Select(Clean).ToImmutableArray());

    private static readonly Gen<LogEntry> Entries =
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.DateTime, Gen.Enum<EntryKind>(), Strings, Strings,
            Gen.Dictionary(Gen.String[Gen.Char[' ', '~'], 1, 9], Gen.Long)[0, 4],
            (seq, time, kind, tools, facts, counts) => new LogEntry
            {
                Seq = seq,
                Time = new(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
                Kind = kind,
                Tools = tools,
                Facts = facts,
                Counts = LogEntry.Empty<long>().AddRange(counts),
                Id = tools.FirstOrDefault(),
                AboutSeq = facts.Length > 0 ? seq : null,
            });

    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_leaf_is_written_in_one_fixed_way() => Assert.Equal(
        """{"seq":7,"time":"2026-03-04T05:06:07.089Z","kind":"ask-person","id":"turn \"1\"\u000a","revision":"r1","engine":"1.0.0","intent":"permission" """.TrimEnd() +
        ""","verdict":"forbidden","tools":["deepseek","딥시크"],"rules":["a","b"],"facts":["f"],"masked":["email"],"about-seq":3,"about":"draft-2","hold":"h" """.TrimEnd() +
        ""","ranges":["1-2","5-5"],"kinds":["answer","feedback"],"retention":{"answer":30},"counts":{"answer":0,"question":2},"texts":{"asker":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff","question":"0000000000000000000000000000000000000000000000000000000000000000"}}""",
        Encoding.UTF8.GetString(LeafCodec.Encode(Full)));

    [Fact]
    public void Every_entry_survives_its_bytes() => Entries.Sample(entry =>
    {
        var leaf = LeafCodec.Encode(entry);
        Assert.Equal(leaf, LeafCodec.Encode(LeafCodec.Decode(leaf)));
        Assert.Equal(entry, LeafCodec.Decode(leaf));
    });

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z"}""")]
    [InlineData("""{"time":"2026-03-04T05:06:07.089Z","seq":1,"kind":"start"}""")]
    [InlineData("""{"seq":1, "time":"2026-03-04T05:06:07.089Z","kind":"start"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start"} """)]
    [InlineData("""{"seq":1.0,"time":"2026-03-04T05:06:07.089Z","kind":"start"}""")]
    [InlineData("""{"seq":01,"time":"2026-03-04T05:06:07.089Z","kind":"start"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.0890Z","kind":"start"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089+00:00","kind":"start"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"Start"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","id":null}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","id":"\u0041"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","id":"\n"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","id":"\ud800"}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","tools":[]}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","tools":[1]}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","counts":{"b":1,"a":1}}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","counts":{"a":1,"a":1}}""")]
    [InlineData("""{"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start","other":"a"}""")]
    [InlineData("""{"seq":1,"seq":1,"time":"2026-03-04T05:06:07.089Z","kind":"start"}""")]
    public void Whatever_is_not_canonical_is_refused(string leaf) =>
        Assert.Throws<FormatException>(() => LeafCodec.Decode(Encoding.UTF8.GetBytes(leaf)));

    [Fact]
    public void A_changed_byte_is_refused_or_another_entry() => Gen.Select(Gen.Int[0, 10000], Gen.Byte).Sample((at, value) =>
    {
        var leaf = LeafCodec.Encode(Full);
        var changed = leaf.ToArray();
        changed[at % leaf.Length] = value;
        if (leaf.AsSpan().SequenceEqual(changed)) return;
        try
        {
            Assert.NotEqual(Full, LeafCodec.Decode(changed));
        }
        catch (FormatException)
        {
            Assert.NotEmpty(changed);
        }
    });

    [Fact]
    public void A_commitment_is_hmac_sha256_keyed_by_the_salt()
    {
        // Independent: printf 'Hi There' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102030405060708090a0b0c0d0e0f
        byte[] salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        Assert.Equal("3afd7fe7437c3ecadb2d089e7a65c8f994a3bff46f9a8eb3d3d453b9fa5acc34", TextCommitment.Of(salt, "Hi There"));
        Assert.Throws<ArgumentException>(() => TextCommitment.Of(salt.AsSpan(1), "Hi There"));
        Assert.Equal(TextCommitment.Of(salt, "�"), TextCommitment.Of(salt, "\ud800"));
    }
}
