using CsCheck;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class ExportTests
{
    /// <summary>Of a random period with entries in it.</summary>
    private static (ExportManifest Manifest, List<Row> Rows) Export(ModelLog log)
    {
        var times = log.Entries.Select(e => e.Time).ToArray();
        DateTimeOffset? from = log.Random.Next(3) == 0 ? null : times[log.Random.Next(times.Length)];
        DateTimeOffset? to = log.Random.Next(3) == 0 ? null : times[log.Random.Next(times.Length)].AddMilliseconds(1);
        return to <= from ? Export(log, new(to, from?.AddMilliseconds(1))) : Export(log, new(from, to));
    }

    private static (ExportManifest Manifest, List<Row> Rows) Export(ModelLog log, ExportPeriod period)
    {
        var (first, count) = (log.Entries.Count(e => period.IsBefore(e.Time)), log.Entries.Count(e => period.Contains(e.Time)));
        return Export(log, period, first, count);
    }

    /// <summary>What is claimed to be of a period.</summary>
    private static (ExportManifest Manifest, List<Row> Rows) Export(ModelLog log, ExportPeriod period, int first, int count)
    {
        var all = log.Rows();
        var rows = all.GetRange(first, count);
        var tree = MerkleTree.Over([.. all.Select(r => MerkleTree.HashLeaf(r.Leaf))]);
        ProvenEntry? Proven(long seq) => seq < 0 || seq >= all.Count ? null
            : new([.. all[(int)seq].Leaf], [.. TreeProofs.Inclusion(seq, all.Count, tree)]);
        return (new()
        {
            Version = ExportManifest.Current,
            Filter = LogEntry.Empty<string>().Add("from", ExportPeriod.Write(period.From)).Add("to", ExportPeriod.Write(period.To))
                .Add("format", "jsonl"),
            First = first,
            Count = rows.Count,
            Before = Proven(first - 1),
            After = Proven(first + rows.Count),
            Texts = LogEntry.Empty<long>()
                .AddRange(rows.SelectMany(r => r.Texts).GroupBy(t => t.Name).Select(g => KeyValuePair.Create(g.Key, g.LongCount()))),
            Files = LogEntry.Empty<string>(),
            Checkpoint = log.Notes[^1],
            Proof = RangeProof.Build(first, rows.Count, all.Count, tree),
            Lifecycle = [.. log.Entries.Where(e => e.Kind is EntryKind.Hold or EntryKind.Release or EntryKind.Erase or EntryKind.Purge)
                .Select(e => Proven(e.Seq)!)],
        }, rows);
    }

    private static LogVerdict Verify(ExportManifest manifest, List<Row> rows) =>
        ExportVerifier.Verify(manifest, rows.Select(r => r.Record), [ModelLog.Key]);

    [Fact]
    public void A_whole_export_verifies_by_itself_and_a_partial_or_changed_one_does_not()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var log = ModelLog.History(seed);
            var (manifest, rows) = Export(log);
            var verdict = Verify(manifest, rows);
            Assert.True(verdict.IsVerified, $"export {seed}: {verdict.Problem}");
            var at = log.Random.Next(rows.Count);
            Assert.False(Verify(manifest, [.. rows.SkipLast(1)]).IsVerified);
            Assert.False(Verify(manifest, [.. rows, rows[at]]).IsVerified);
            Assert.False(Verify(manifest, [.. rows.Where((_, i) => i != at)]).IsVerified);
            Assert.False(Verify(manifest, [.. rows.Select((r, i) => i == at ? r.With(e => e with { Intent = "other" }) : r)]).IsVerified);
            Assert.False(Verify(manifest with { Count = manifest.Count + 1 }, rows).IsVerified);
            Assert.False(Verify(manifest with { Count = manifest.Count - 1, Proof = manifest.Proof with { Count = manifest.Count - 1 } },
                [.. rows.SkipLast(1)]).IsVerified);
            Assert.False(Verify(manifest with { Checkpoint = log.Sign(log.Entries.Count - 1) }, rows).IsVerified);
            Assert.False(Verify(manifest with { Texts = manifest.Texts.SetItem("question", 1000) }, rows).IsVerified);
            if (rows[at].Texts.Count == 0) continue;
            Assert.False(Verify(manifest, [.. rows.Select((r, i) => i == at ? r with { Texts = [.. r.Texts.Skip(1)] } : r)]).IsVerified);
            Assert.False(Verify(manifest,
                [.. rows.Select((r, i) =>
                    i == at ? r with { Texts = [.. r.Texts.Select(t => t with { Text = "other" })] } : r)]).IsVerified);
        }
    }

    [Fact]
    public void A_removal_that_the_log_does_not_hold_accounts_for_nothing()
    {
        var log = ModelLog.History(1);
        var (manifest, rows) = Export(log);
        var forged = LeafCodec.Encode(new LogEntry
        {
            Seq = log.Entries.Count - 1,
            Time = log.Entries[^1].Time,
            Kind = EntryKind.Erase,
            Ranges = [new(manifest.First, manifest.First)],
            Counts = LogEntry.Empty<long>().Add("question", 1),
        });
        Assert.False(Verify(manifest with
        { Lifecycle = [.. manifest.Lifecycle, new([.. forged], manifest.Lifecycle.FirstOrDefault()?.Path ?? [])] }, rows).IsVerified);
    }

    [Fact]
    public void A_part_of_what_is_of_a_period_is_not_taken_for_all_of_it()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var log = ModelLog.History(seed);
            var (whole, rows) = Export(log);
            var period = ExportPeriod.Of(whole.Filter);
            var (first, count) = ((int)whole.First, rows.Count);
            foreach (var (f, c) in new[] { (first + 1, count - 1), (first, count - 1), (first, 0), (first + count, 0), (first - 1, count + 1),
                (first, count + 1) })
            {
                if (f < 0 || f + c > log.Entries.Count) continue;
                var (manifest, part) = Export(log, period, f, c);
                Assert.False(Verify(manifest, part).IsVerified, $"{seed}: {f} {c} of {first} {count}");
            }
            // A neighbour that is kept back, or another entry in its place.
            if (whole.Before is not null)
            {
                Assert.False(Verify(whole with { Before = null }, rows).IsVerified);
                if (first > 1) Assert.False(Verify(whole with { Before = Export(log, period, first - 1, 1).Manifest.Before }, rows).IsVerified);
                Assert.False(Verify(whole with { Filter = whole.Filter.SetItem("from", "") }, rows).IsVerified);
            }
            if (whole.After is not null)
            {
                Assert.False(Verify(whole with { After = null }, rows).IsVerified);
                Assert.False(Verify(whole with { Filter = whole.Filter.SetItem("to", "") }, rows).IsVerified);
            }
            Assert.False(Verify(whole with { Filter = whole.Filter.SetItem("to", ExportPeriod.Write(log.Entries[first].Time)) }, rows).IsVerified);
            Assert.False(Verify(whole with { Filter = whole.Filter.Remove("to") }, rows).IsVerified);
            Assert.False(Verify(whole with { Filter = whole.Filter.Add("person", "ada") }, rows).IsVerified);
        }
    }

    [Fact]
    public void That_nothing_is_of_a_period_is_shown_by_the_neighbours()
    {
        var log = ModelLog.History(4);
        foreach (var at in new[] { log.Entries[0].Time.AddDays(-1), log.Entries[^1].Time.AddDays(1) }
            .Concat(log.Entries.Zip(log.Entries.Skip(1)).Where(p => p.First.Time < p.Second.Time).Select(p => p.Second.Time.AddTicks(-5))))
        {
            var (manifest, rows) = Export(log, new(at, at.AddTicks(2)));
            Assert.Empty(rows);
            Assert.True(Verify(manifest, rows).IsVerified);
            Assert.False(Verify(manifest with
            {
                Filter = manifest.Filter.SetItem("from", ExportPeriod.Write(log.Entries[0].Time))
                    .SetItem("to", ExportPeriod.Write(log.Entries[^1].Time.AddDays(1)))
            }, rows).IsVerified);
        }
    }

    [Fact]
    public void Times_that_go_back_are_found_in_the_range_and_at_its_borders()
    {
        for (var first = 0; first < 3; first++)
        {
            var log = new ModelLog(new Random(1));
            foreach (var day in new[] { 1, 3, 2, 4 })
                log.Write(log.Next(EntryKind.Start) with { Time = new(2026, 1, day, 0, 0, 0, TimeSpan.Zero) });
            log.Notes.Add(log.Sign());
            // Entries 0-2, 1-3 and 2-3, of which the third or the second is too early.
            var (from, to) = (log.Entries[first].Time, first == 0 ? log.Entries[3].Time : (DateTimeOffset?)null);
            var (manifest, rows) = Export(log, new(from, to), first, first == 0 ? 3 : 4 - first);
            Assert.False(Verify(manifest, rows).IsVerified);
        }
    }

    [Fact]
    public void What_was_removed_against_a_hold_is_found_wherever_the_hold_was_placed()
    {
        var log = new ModelLog(new Random(1));
        foreach (var day in new[] { 1, 2 })
            log.Write(log.Next(EntryKind.Answer) with { Time = new(2026, 1, day, 0, 0, 0, TimeSpan.Zero) }, "question");
        var last = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        log.Write(log.Next(EntryKind.Hold) with { Time = last, Hold = "h", Ranges = [new(0, 0)] }, "by", "reason");
        log.Write(log.Next(EntryKind.Erase) with
        { Time = last, Ranges = [new(0, 0)], Counts = LogEntry.Empty<long>().Add("question", 1) }, "authority", "by", "reason");
        log.Kept.Remove((0, "question"));
        log.Notes.Add(log.Sign());
        var (held, rows) = Export(log, new(null, log.Entries[1].Time));
        Assert.Single(rows);
        Assert.Contains("under hold", Verify(held, rows).Problem!.What, StringComparison.Ordinal);
        // Nor does it help to tell of them in another order.
        Assert.False(Verify(held with { Lifecycle = [.. held.Lifecycle.Reverse()] }, rows).IsVerified);
        // Of the other entry, that tells nothing.
        (held, rows) = Export(log, new(log.Entries[1].Time, log.Entries[2].Time));
        Assert.True(Verify(held, rows).IsVerified);
    }

    [Fact]
    public void An_entry_of_the_life_cycle_that_is_exported_and_not_told_of_is_found()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var log = ModelLog.History(seed);
            var (manifest, rows) = Export(log, default);
            if (manifest.Lifecycle.IsEmpty) continue;
            var at = log.Random.Next(manifest.Lifecycle.Length);
            Assert.False(Verify(manifest with { Lifecycle = manifest.Lifecycle.RemoveAt(at) }, rows).IsVerified);
        }
    }

    [Fact]
    public void An_export_of_the_first_form_is_unaltered_at_most()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var log = ModelLog.History(seed);
            var (manifest, rows) = Export(log);
            manifest = manifest with
            {
                Version = 1,
                Before = null,
                After = null,
                Lifecycle = [],
                Removals = [.. manifest.Lifecycle.Where(e => LeafCodec.Decode(e.Leaf.AsSpan()).Kind is EntryKind.Erase or EntryKind.Purge)],
            };
            Assert.Contains("older form", Verify(manifest, rows).Problem!.What, StringComparison.Ordinal);
            Assert.DoesNotContain("older form", Verify(manifest, [.. rows.Skip(1)]).Problem!.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_run_of_leaves_is_proven_and_no_other_run_is() => Gen.Select(Gen.Int[1, 70], Gen.Int[0, 1000], Gen.Int[0, 1000])
        .Sample((size, a, b) =>
    {
        byte[][] hashes = [.. Enumerable.Range(0, size).Select(i => MerkleTree.HashLeaf([(byte)i]))];
        var first = a % size;
        var count = b % (size - first + 1);
        var proof = RangeProof.Build(first, count, size, MerkleTree.Over(hashes));
        var root = hashes.Aggregate(Frontier.Empty, (f, h) => f.Append(h)).Root();
        byte[]? Root(RangeProof of, IEnumerable<byte[]> run)
        {
            var check = of.Check();
            foreach (var hash in run) check.Add(hash);
            return check.Root();
        }
        var run = hashes[first..(first + count)];
        Assert.Equal(root, Root(proof, run));
        Assert.NotEqual(root, Root(proof, [.. run, hashes[0]]));
        if (count > 0) Assert.NotEqual(root, Root(proof, run[1..]));
        if (count > 1) Assert.NotEqual(root, Root(proof, run.Reverse()));
        if (proof.Left.Length > 0) Assert.NotEqual(root, Root(proof with { Left = proof.Left[1..] }, run));
        if (proof.Right.Length > 0) Assert.NotEqual(root, Root(proof with { Right = [.. proof.Right[1..], MerkleTree.EmptyRoot()] }, run));
    });
}
