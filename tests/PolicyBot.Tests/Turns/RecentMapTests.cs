using CsCheck;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>The map that everything a channel learns is kept in: bounded, and what is in use stays.</summary>
public sealed class RecentMapTests
{
    private static readonly Gen<(int Kind, int Key)[]> Uses = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 30]).Array[0, 400];

    /// <summary>Against a list of uses: the last so many keys that were set or read are there with their last value unless they were
    /// removed, nothing else than what
    /// was set is, and there are never more than twice as many.</summary>
    [Fact]
    public void The_keys_used_last_are_there_and_room_is_bounded() => Uses.Sample(uses =>
    {
        const int Least = 5;
        var map = new RecentMap<string>(Least);
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        var used = new List<string>();
        foreach (var ((kind, number), i) in uses.Select((u, i) => (u, i)))
        {
            var key = $"k{number}";
            if (kind == 0)
            {
                map.Remove(key);
                last.Remove(key);
                continue;
            }
            if (kind == 1)
            {
                map.Set(key, $"v{i}");
                last[key] = $"v{i}";
            }
            else if (kind == 2) last[key] = map.GetOrAdd(key, _ => $"v{i}");
            else if (!map.TryGetValue(key, out var found)) continue;
            else Assert.Equal(last[key], found);
            used.Remove(key);
            used.Add(key);
            Assert.InRange(map.Count, 1, 2 * Least);
        }
        foreach (var key in used.AsEnumerable().Reverse().Take(Least).ToArray())
        {
            Assert.Equal(last.TryGetValue(key, out var expected), map.TryGetValue(key, out var found));
            Assert.Equal(expected, found);
        }
    });

    [Fact]
    public void A_removed_key_does_not_come_back_from_the_older_half()
    {
        var map = new RecentMap<string>(2);
        foreach (var key in (string[])["a", "b"]) map.Set(key, "1");
        Assert.True(map.TryGetValue("a", out _));
        map.Remove("a");
        Assert.False(map.TryGetValue("a", out _));
        map.Set("b", "2");
        map.Remove("b", "1");
        Assert.True(map.TryGetValue("b", out var b));
        Assert.Equal("2", b);
        map.RemoveWhere((key, value) => key == "b" && value == "2");
        Assert.False(map.TryGetValue("b", out _));
    }

    [Fact]
    public async Task Many_threads_lose_nothing_that_has_room()
    {
        var map = new RecentMap<int>(1_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++) map.Set($"{t}/{i}", i);
        }, TestContext.Current.CancellationToken)));
        Assert.All(Enumerable.Range(0, 8).SelectMany(t => Enumerable.Range(0, 100).Select(i => (t, i))), at =>
        {
            Assert.True(map.TryGetValue($"{at.t}/{at.i}", out var value));
            Assert.Equal(at.i, value);
        });
    }
}
