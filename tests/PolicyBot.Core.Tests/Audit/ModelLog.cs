using System.Security.Cryptography;
using PolicyBot.Core.Audit;

namespace PolicyBot.Core.Tests.Audit;

/// <summary>A log in memory, written without the tree's builder or anything of the verifier, and random lawful histories of it.</summary>
internal sealed class ModelLog(Random random)
{
    public const string Origin = "bot.example.com/log";
    private static readonly ECDsa Private = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly NoteKey Key = new(Origin, Private.ExportSubjectPublicKeyInfo());

    private readonly Dictionary<string, List<SeqRange>> holds = [];
    private DateTimeOffset time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Random Random { get; } = random;
    public List<LogEntry> Entries { get; } = [];

    /// <summary>All texts ever written; <see cref="Kept"/> are those still there.</summary>
    public Dictionary<(long Seq, string Name), LogText> Written { get; } = [];
    public HashSet<(long Seq, string Name)> Kept { get; } = [];
    public List<string> Notes { get; } = [];
    public IReadOnlyList<SeqRange> Held => SeqRange.Union(holds.Values.SelectMany(h => h));

    public static ModelLog History(int seed, int steps = 40)
    {
        var log = new ModelLog(new Random(seed));
        for (var i = 0; i < steps; i++) log.Step();
        log.Write(EntryKind.Answer, "question", "answer", "asker");
        log.Notes.Add(log.Sign());
        return log;
    }

    public void Step()
    {
        time = time.AddMilliseconds(Random.Next(0, 3) * 40_000_000L);
        switch (Random.Next(12))
        {
            case 0: Hold(); break;
            case 1: Release(); break;
            case 2 or 3: Erase(); break;
            case 4: Purge(); break;
            case 5: Notes.Add(Sign()); break;
            case 6: Write(EntryKind.Feedback, "reason"); break;
            case 7: Write(EntryKind.Read, "by", "reason"); break;
            case 8: Write(EntryKind.Start); break;
            default: Write(EntryKind.Answer, "question", "answer", "asker"); break;
        }
    }

    public LogEntry Next(EntryKind kind) => new() { Seq = Entries.Count, Time = time, Kind = kind };

    public void Write(EntryKind kind, params string[] names) => Write(Next(kind), names);

    public void Write(LogEntry entry, params string[] names)
    {
        foreach (var name in names)
        {
            var salt = new byte[16];
            Random.NextBytes(salt);
            Put(new(entry.Seq, name, salt, $"text {Random.Next()} é 딥시크"));
        }
        Entries.Add(entry with
        {
            Texts = LogEntry.Empty<string>()
            .AddRange(names.Select(n => KeyValuePair.Create(n, Written[(entry.Seq, n)].Commitment())))
        });
    }

    private void Put(LogText text)
    {
        Written[(text.Seq, text.Name)] = text;
        Kept.Add((text.Seq, text.Name));
    }

    private void Hold()
    {
        if (Entries.Count == 0) return;
        var id = "hold-" + Random.Next(3);
        var ranges = SeqRange.Of(Enumerable.Range(0, Entries.Count).Where(_ => Random.Next(4) == 0).Select(i => (long)i));
        if (!holds.TryGetValue(id, out var held)) holds.Add(id, held = []);
        held.AddRange(ranges);
        Write(Next(EntryKind.Hold) with { Hold = id, Ranges = [.. ranges] }, "by", "criterion", "reason");
    }

    private void Release()
    {
        if (holds.Count == 0) return;
        var id = holds.Keys.ElementAt(Random.Next(holds.Count));
        holds.Remove(id);
        Write(Next(EntryKind.Release) with { Hold = id }, "by", "reason");
    }

    public IEnumerable<KeptText> Texts =>
        Kept.OrderBy(k => k).Select(k => new KeptText(k.Seq, Entries[(int)k.Seq].Time, Entries[(int)k.Seq].Kind, k.Name));

    private void Erase() => Remove(EntryKind.Erase, [.. Texts.Where(t => Random.Next(5) == 0 && !Removals.IsHeld(Held, t.Seq))], []);

    private void Purge()
    {
        var retention = new Dictionary<string, long>
        { ["answer"] = Random.Next(5, 20), ["answer.question"] = Random.Next(1, 20), ["*.reason"] = 3 };
        if (Random.Next(2) == 0)
        {
            Remove(EntryKind.Purge, [.. Removals.Due(Texts, retention, Held, time)], retention);
            return;
        }
        // As a store does it: everything of a class up to a day, beside what is held.
        var due = Entries.Where(e => Retention.DueAt(e.Time, EntryKind.Answer, "question", retention) <= time).Select(e => e.Seq).ToArray();
        if (due.Length == 0) return;
        var ranges = SeqRange.Difference([new(0, due[^1])], Held);
        var gone = Kept.Where(k => k.Name == "question" && ranges.Any(r => r.Contains(k.Seq))).ToArray();
        if (ranges.Count == 0) return;
        Write(Next(EntryKind.Purge) with
        {
            Ranges = [.. ranges],
            Kinds = [EntryKind.Answer],
            Retention = LogEntry.Empty<long>().AddRange(retention),
            Counts = LogEntry.Empty<long>().Add("question", gone.Length),
        }, "by");
        Kept.ExceptWith(gone);
    }

    public void Remove(EntryKind kind, IReadOnlyList<KeptText> texts, Dictionary<string, long> retention)
    {
        foreach (var coverage in Removals.Cover(texts))
            Write(coverage.On(Next(kind)) with { Retention = LogEntry.Empty<long>().AddRange(retention) }, "authority", "by", "reason");
        foreach (var text in texts) Kept.Remove((text.Seq, text.Name));
    }

    public string Sign(int? size = null) => Sign([.. Entries.Take(size ?? Entries.Count).Select(LeafCodec.Encode)], Key, Private);

    public static string Sign(IReadOnlyList<byte[]> leaves, NoteKey key, ECDsa? secret = null) =>
        new Checkpoint(key.Name, leaves.Count, [.. Root([.. leaves.Select(l => MerkleTree.HashLeaf(l))])])
            .Sign(key, text => (secret ?? Private).SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            .ToString();

    public List<Row> Rows() =>
        [.. Entries.Select(e =>
            new Row(LeafCodec.Encode(e),
                [.. Kept.Where(k => k.Seq == e.Seq).OrderBy(k => k.Name, StringComparer.Ordinal).Select(k => Written[k])]))];

    private static byte[] Root(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 0) return MerkleTree.EmptyRoot();
        if (hashes.Length == 1) return hashes[0];
        var k = 1;
        while (2 * k < hashes.Length) k *= 2;
        return SHA256.HashData([1, .. Root(hashes[..k]), .. Root(hashes[k..])]);
    }
}

/// <summary>An entry as an attacker finds it in the database.</summary>
internal sealed record Row(byte[] Leaf, List<LogText> Texts)
{
    public LogRecord Record => new(Leaf, Texts);

    public Row With(Func<LogEntry, LogEntry> change) => this with { Leaf = LeafCodec.Encode(change(LeafCodec.Decode(Leaf))) };
}
