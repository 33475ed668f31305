using System.Security.Cryptography;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class LogVerifierTests
{
    /// <summary>Whether texts come as they are or by their HMACs, the verdict is the same.</summary>
    private static LogVerdict Verify(IReadOnlyList<Row> rows, IReadOnlyList<string> notes)
    {
        var verdict = LogVerifier.Verify(() => rows.Select(r => r.Record), [ModelLog.Key], notes[^1], notes.SkipLast(1));
        var hashed = LogVerifier.Verify(() => rows.Select(Hashed), [ModelLog.Key], notes[^1], notes.SkipLast(1));
        Assert.Equal(verdict.Problem, hashed.Problem);
        Assert.Equal((verdict.Size, verdict.Vouched), (hashed.Size, hashed.Vouched));
        return verdict;
    }

    private static LogRecord Hashed(Row row)
    {
        var record = row.Record;
        // A table has one column a name.
        if (record.Texts.DistinctBy(t => t.Name).Count() < record.Texts.Count) return record;
        string[] names = [.. TextNames.All.Concat(record.Texts.Select(t => t.Name)).Distinct()];
        var texts = new HashedTexts.Builder(names);
        texts.Begin(new byte[record.Texts.Count * MerkleTree.HashSize]);
        foreach (var text in record.Texts.OrderBy(t => Array.IndexOf(names, t.Name)))
            texts.Add(Array.IndexOf(names, text.Name), text.Salt, System.Text.Encoding.UTF8.GetBytes(text.Text));
        return LogRecord.Of(record.Leaf, texts.End(), record.LeafHash);
    }

    private static void Found(LogVerdict verdict, long? seq = null)
    {
        Assert.NotNull(verdict.Problem);
        if (seq is { } at) Assert.InRange(at, verdict.Problem.Seq, verdict.Problem.Through);
    }

    [Fact]
    public void A_thousand_lawful_histories_raise_no_alarm()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var log = ModelLog.History(seed);
            var verdict = Verify(log.Rows(), log.Notes);
            Assert.True(verdict.IsVerified, $"history {seed}: {verdict.Problem}");
            Assert.Equal(log.Entries.Count, verdict.Size);
        }
    }

    [Fact]
    public void A_thousand_random_tamperings_are_each_found()
    {
        var kinds = new Dictionary<string, int>();
        for (var seed = 0; kinds.Values.Sum() < 1000; seed++)
        {
            var log = ModelLog.History(seed);
            var (name, tampering) = Tamperings[seed % Tamperings.Length];
            var rows = log.Rows();
            List<string> notes = [.. log.Notes];
            if (tampering(log, rows, notes) is not { } seq) continue;
            var verdict = Verify(rows, notes);
            Assert.False(verdict.IsVerified, $"{name} in history {seed} at entry {seq}");
            // Where an erase or purge entry is gone, what it removed is missing already before it; where what follows is renumbered, all
            // since the last checkpoint is in doubt.
            var (first, last, what) = verdict.Problem!;
            Assert.True(
                verdict.Vouched <= seq && (name.EndsWith("renumbered", StringComparison.Ordinal)
                    || (first <= seq && (seq <= last || what.EndsWith("no entry removed it", StringComparison.Ordinal)))),
                $"{name} in history {seed} at entry {seq}: {verdict.Problem}");
            kinds[name] = kinds.GetValueOrDefault(name) + 1;
        }
        Assert.Equal(Tamperings.Length, kinds.Count);
        Assert.All(kinds, k => Assert.InRange(k.Value, 5, 1000));
    }

    /// <summary>Each changes rows and notes in place and tells the first entry
    /// that is bad thereby; null where this log has no room for it.</summary>
    private static readonly (string Name, Func<ModelLog, List<Row>, List<string>, long?> Tamper)[] Tamperings =
    [
        ("an edit", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count);
            rows[at] = rows[at].With(e => e with { Verdict = "permitted" });
            return at;
        }),
        ("a deletion", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count);
            rows.RemoveAt(at);
            return at;
        }),
        ("a deletion with the rest renumbered", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count);
            rows.RemoveAt(at);
            Renumber(rows, at);
            return at;
        }),
        ("an insertion", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count);
            rows.Insert(at, rows[(at + 1) % rows.Count]);
            return at;
        }),
        ("an insertion with the rest renumbered", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count);
            rows.Insert(at, new(LeafCodec.Encode(LeafCodec.Decode(rows[at].Leaf)
                with { Kind = EntryKind.Start, Texts = LogEntry.Empty<string>() }), []));
            Renumber(rows, at);
            return at;
        }),
        ("an addition at the end", (_, rows, _) =>
        {
            rows.Add(new(LeafCodec.Encode(LeafCodec.Decode(rows[^1].Leaf) with { Seq = rows.Count, Texts = LogEntry.Empty<string>() }),
                []));
            return rows.Count - 1;
        }),
        ("reordering", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count - 1);
            var other = log.Random.Next(at + 1, rows.Count);
            (rows[at], rows[other]) = (rows[other], rows[at]);
            return at;
        }),
        ("truncation", (log, rows, _) =>
        {
            var at = log.Random.Next(rows.Count);
            rows.RemoveRange(at, rows.Count - at);
            return at;
        }),
        ("a fork signed by the true key", (log, rows, notes) =>
        {
            var at = log.Random.Next(rows.Count);
            rows[at] = rows[at].With(e => e with { Revision = "other" });
            notes.Add(ModelLog.Sign([.. rows.Select(r => r.Leaf)], ModelLog.Key));
            return at;
        }),
        ("a replaced key", (log, rows, notes) =>
        {
            using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var at = log.Random.Next(rows.Count);
            rows[at] = rows[at].With(e => e with { Verdict = "permitted" });
            notes[^1] = ModelLog.Sign([.. rows.Select(r => r.Leaf)], new NoteKey(ModelLog.Origin, own.ExportSubjectPublicKeyInfo()), own);
            return 0;
        }),
        ("a rolled-back database", (log, rows, notes) =>
        {
            var at = log.Random.Next(rows.Count);
            var whole = notes[^1];
            rows.RemoveRange(at, rows.Count - at);
            notes.Clear();
            notes.AddRange([whole, log.Sign(at)]);
            return at;
        }),
        ("a text altered", (log, rows, _) => OnText(log, rows, t => t with { Text = t.Text + " " })),
        ("a salt altered", (log, rows, _) => OnText(log, rows, t => t with { Salt = [.. t.Salt.Select(b => (byte)(b ^ 1))] })),
        ("a text renamed", (log, rows, _) => OnText(log, rows, t => t with { Name = "other" })),
        ("a text removed without an entry", (log, rows, _) => OnText(log, rows, _ => null)),
        ("a removed text put back", (log, rows, _) =>
        {
            var gone = log.Written.Keys.Except(log.Kept).ToArray();
            if (gone.Length == 0) return null;
            var back = gone[log.Random.Next(gone.Length)];
            rows[(int)back.Seq].Texts.Add(log.Written[back]);
            return back.Seq;
        }),
        ("an erasure under hold", (log, rows, notes) => Unlawful(log, rows, notes,
            log.Texts.Where(t => Removals.IsHeld(log.Held, t.Seq)), texts => log.Remove(EntryKind.Erase, texts, []))),
        ("a purge under hold", (log, rows, notes) => Unlawful(log, rows, notes,
            log.Texts.Where(t => Removals.IsHeld(log.Held, t.Seq)),
            texts => log.Remove(EntryKind.Purge, texts, new Dictionary<string, long> { ["*." + texts[0].Name] = 0 }))),
        ("a purge before its time", (log, rows, notes) => Unlawful(log, rows, notes,
            log.Texts.Where(t => !Removals.IsHeld(log.Held, t.Seq)), texts => log.Remove(EntryKind.Purge, texts,
                new Dictionary<string, long> { ["*." + texts[0].Name] = 0, [texts[0].Kind.Word()] = 4000 }))),
        ("a purge of what is kept for ever", (log, rows, notes) => Unlawful(log, rows, notes,
            log.Texts.Where(t => !Removals.IsHeld(log.Held, t.Seq)),
            texts => log.Remove(EntryKind.Purge, texts, new Dictionary<string, long> { ["import"] = 0 }))),
        ("a false count", (log, rows, notes) => Unlawful(log, rows, notes, log.Texts.Where(t => !Removals.IsHeld(log.Held, t.Seq)), texts =>
        {
            log.Remove(EntryKind.Erase, texts, []);
            log.Entries[^1] = log.Entries[^1] with { Counts = log.Entries[^1].Counts.SetItem(texts[0].Name, 2) };
        })),
        ("an erasure without authority",
            (log, rows, notes) => Unlawful(log, rows, notes, log.Texts.Where(t => !Removals.IsHeld(log.Held, t.Seq)), texts =>
        {
            log.Remove(EntryKind.Erase, texts, []);
            log.Entries[^1] = log.Entries[^1] with { Texts = log.Entries[^1].Texts.Remove("authority") };
            log.Kept.Remove((log.Entries.Count - 1, "authority"));
        })),
        ("a release of no hold", (log, rows, notes) =>
        {
            log.Write(log.Next(EntryKind.Release) with { Hold = "none" }, "by", "reason");
            return Signed(log, rows, notes);
        }),
        ("a step back in time", (log, rows, notes) =>
        {
            log.Write(log.Next(EntryKind.Start) with { Time = log.Entries[^1].Time.AddMilliseconds(-1) });
            return Signed(log, rows, notes);
        }),
    ];

    private static void Renumber(List<Row> rows, int from)
    {
        for (var i = from; i < rows.Count; i++)
        {
            var seq = i;
            rows[i] = rows[i].With(e => e with { Seq = seq }) with { Texts = [.. rows[i].Texts.Select(t => t with { Seq = seq })] };
        }
    }

    private static long? OnText(ModelLog log, List<Row> rows, Func<LogText, LogText?> change)
    {
        var (seq, name) = log.Kept.OrderBy(k => k).ElementAt(log.Random.Next(log.Kept.Count));
        var texts = rows[(int)seq].Texts;
        var at = texts.FindIndex(t => t.Name == name);
        if (change(texts[at]) is { } other) texts[at] = other;
        else texts.RemoveAt(at);
        return seq;
    }

    /// <summary>An insider with the key removes one text and writes it down.</summary>
    private static long? Unlawful(ModelLog log, List<Row> rows, List<string> notes, IEnumerable<KeptText> candidates,
        Action<IReadOnlyList<KeptText>> remove)
    {
        var texts = candidates.ToArray();
        if (texts.Length == 0) return null;
        remove([texts[log.Random.Next(texts.Length)]]);
        return Signed(log, rows, notes);
    }

    private static long Signed(ModelLog log, List<Row> rows, List<string> notes)
    {
        rows.Clear();
        rows.AddRange(log.Rows());
        notes.Add(log.Sign());
        return rows.Count - 1;
    }

    [Fact]
    public void A_stored_leaf_hash_tells_which_entry_was_edited()
    {
        var rows = ModelLog.History(5).Rows();
        var records = rows.Select(r => r.Record with { LeafHash = MerkleTree.HashLeaf(r.Leaf) }).ToList();
        records[9] = records[9] with { Leaf = rows[9].With(e => e with { Verdict = "permitted" }).Leaf };
        var verdict = LogVerifier.Verify(() => records, [ModelLog.Key], ModelLog.Sign([.. rows.Select(r => r.Leaf)], ModelLog.Key), []);
        Assert.Equal(new LogProblem(9, 9, "it is not what was hashed when it was written"), verdict.Problem);
    }

    [Fact]
    public void A_life_cycle_entry_that_is_left_out_beforehand_is_found()
    {
        var log = ModelLog.History(3);
        var first = log.Entries.First(e => e.Kind is EntryKind.Hold or EntryKind.Release);
        var lifecycle = log.Entries.Where(e => e.Kind is EntryKind.Hold or EntryKind.Release or EntryKind.Erase or EntryKind.Purge)
            .Where(e => e != first);
        var verifier = new LogVerifier([ModelLog.Key], log.Notes[^1], [], lifecycle.Select(LeafCodec.Encode));
        foreach (var row in log.Rows()) verifier.Add(row.Record);
        Found(verifier.Finish());
    }

    [Fact]
    public void An_empty_log_verifies_against_its_checkpoint() => Assert.True(Verify([], [ModelLog.Sign([], ModelLog.Key)]).IsVerified);
}
