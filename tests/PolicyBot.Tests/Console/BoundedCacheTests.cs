using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Web;

public sealed class BoundedCacheTests
{
    [Fact]
    public void The_entry_used_longest_ago_is_forgotten_first()
    {
        var cache = new BoundedCache<string, int>(2);
        cache.GetOrAdd("a", () => 1);
        cache.GetOrAdd("b", () => 2);
        Assert.True(cache.TryGet("a", out _));
        cache.GetOrAdd("c", () => 3);
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("a", out var a));
        Assert.Equal((1, 2), (a, cache.Count));
    }
}
