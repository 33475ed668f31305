using System.Text;
using PolicyBot.Core.Audit;
using Xunit;

namespace PolicyBot.Core.Tests.Audit;

public sealed class TagDigestTests
{
    [Fact]
    public void The_same_pairs_in_another_order_are_the_same_and_any_other_pair_is_found_in_its_block()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var pairs = Enumerable.Range(0, 400).Select(i => (Tag: $"tool:t{random.Next(9)}", Seq: (long)random.Next(5_000))).Distinct().ToList();
            var digest = Of(New(), pairs);
            Assert.Null(digest.Difference(Of(digest.Another(), [.. pairs.OrderBy(_ => random.Next())])));
            var (changed, at) = Changed(pairs, random);
            var found = digest.Difference(Of(digest.Another(), changed));
            Assert.NotNull(found);
            Assert.InRange(at, found.Value.First, found.Value.Last);
        }
    }

    /// <summary>Sums of what stands for each pair would be the same.</summary>
    [Fact]
    public void Two_entries_that_change_places_are_found()
    {
        var digest = Of(New(), [("tool:a", 1), ("tool:b", 2), ("rule:c", 1), ("rule:c", 2)]);
        Assert.NotNull(digest.Difference(Of(digest.Another(), [("tool:b", 1), ("tool:a", 2), ("rule:c", 1), ("rule:c", 2)])));
        Assert.NotNull(digest.Difference(Of(digest.Another(), [("tool:a", 1), ("tool:a", 1), ("tool:b", 2), ("rule:c", 1), ("rule:c", 2)])));
        Assert.NotNull(digest.Difference(digest.Another()));
    }

    private static (List<(string Tag, long Seq)> Pairs, long At) Changed(List<(string Tag, long Seq)> pairs, Random random)
    {
        var at = random.Next(pairs.Count);
        var (tag, seq) = pairs[at];
        List<(string, long)> others = [.. pairs];
        switch (random.Next(3))
        {
            case 0: others.RemoveAt(at); break;
            case 1: others.Add((tag + "x", seq)); break;
            default: others[at] = ("rule:" + tag, seq); break;
        }
        return (others, seq);
    }

    private static TagDigest Of(TagDigest empty, List<(string Tag, long Seq)> pairs)
    {
        foreach (var (tag, seq) in pairs) empty.Add(Encoding.UTF8.GetBytes(tag), seq);
        return empty;
    }

    private static TagDigest New() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
