using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>An entry as it is appended but for its number and time: its texts salted and committed to, its leaf written. It is made before
/// the log's head is taken, so that others wait for less.</summary>
public sealed class SealedEntry
{
    private readonly NewEntry added;
    private readonly LeafBody body;
    private readonly (string Name, string Text, byte[] Salt)[] texts;
    private readonly string[] tags;

    private SealedEntry(NewEntry added, LeafBody body, (string Name, string Text, byte[] Salt)[] texts)
    {
        (this.added, this.body, this.texts) = (added, body, texts);
        tags = [.. added.Entry.Tools.Distinct(StringComparer.Ordinal).Select(t => "tool:" + t),
            .. added.Entry.Rules.Distinct(StringComparer.Ordinal).Select(r => "rule:" + r)];
    }

    /// <summary>Reasons and authorities are a person's words from whichever door: they are masked here. A question has been masked where it
    /// came in, and stays as it was answered.</summary>
    public static SealedEntry Of(NewEntry added)
    {
        foreach (var name in (ReadOnlySpan<string>)[TextNames.Reason, TextNames.Authority])
            if (added.Texts.TryGetValue(name, out var words)) added = added.WithMasked(name, words);
        var texts = new (string Name, string Text, byte[] Salt)[added.Texts.Count];
        var commitments = LogEntry.Empty<string>().ToBuilder();
        var i = 0;
        foreach (var (name, text) in added.Texts)
        {
            var salt = new byte[TextCommitment.SaltSize];
            RandomBytes.Fill(salt);
            commitments.Add(name, TextCommitment.Of(salt, text));
            texts[i++] = (name, text, salt);
        }
        return new(added, LeafCodec.Body(added.Entry with { Texts = commitments.ToImmutable() }), texts);
    }

    /// <summary>Puts the entry's rows where they belong. Returns the leaf's hash.</summary>
    public byte[] Insert(TransactionRows rows, long seq, long at)
    {
        var leaf = body.ToLeaf(seq, DateTimeOffset.FromUnixTimeMilliseconds(at));
        var hash = MerkleTree.HashLeaf(leaf);
        rows.Insert(new LogEntryRow
        {
            Seq = seq,
            Leaf = leaf,
            Hash = hash,
            At = at,
            Kind = added.Entry.Kind.Word(),
            TurnId = added.Entry.Id,
            Channel = added.Channel,
            Thread = added.Thread,
            Verdict = added.Entry.Verdict,
            Revision = added.Revision,
            Person = added.Person,
        });
        if (texts.Length > 0) rows.Insert(Content(seq));
        if (tags.Length > 0) rows.Tag(seq, tags);
        return hash;
    }

    private LogContentRow Content(long seq)
    {
        var content = new LogContentRow { Seq = seq };
        foreach (var (name, text, salt) in texts) content.Set(name, text, salt);
        return content;
    }
}
