using CsCheck;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class ExportTests
{
    private static (ExportManifest Manifest, List<Row> Rows) Export(ModelLog log)
    {
        var all = log.Rows();
        var first = log.Random.Next(all.Count);
        var rows = all.GetRange(first, log.Random.Next(1, all.Count - first + 1));
        var tree = MerkleTree.Over([.. all.Select(r => MerkleTree.HashLeaf(r.Leaf))]);
        var removals = log.Entries.Where(e =>
            e.Kind is EntryKind.Erase or EntryKind.Purge && e.Ranges.Any(r => r.First < first + rows.Count && r.Last >= first));
        return (new()
        {
            Filter = LogEntry.Empty<string>().Add("from", "2026-01-01"),
            First = first,
            Count = rows.Count,
            Texts = LogEntry.Empty<long>()
                .AddRange(rows.SelectMany(r => r.Texts).GroupBy(t => t.Name).Select(g => KeyValuePair.Create(g.Key, g.LongCount()))),
            Files = LogEntry.Empty<string>(),
            Checkpoint = log.Notes[^1],
            Proof = RangeProof.Build(first, rows.Count, all.Count, tree),
            Removals = [.. removals.Select(e =>
                new ProvenEntry([.. LeafCodec.Encode(e)], [.. TreeProofs.Inclusion(e.Seq, all.Count, tree)]))],
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
        { Removals = [.. manifest.Removals, new([.. forged], manifest.Removals.FirstOrDefault()?.Path ?? [])] }, rows).IsVerified);
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
