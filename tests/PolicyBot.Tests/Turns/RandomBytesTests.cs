using PolicyBot.Log;
using Xunit;

namespace PolicyBot.Tests.Turns;

public sealed class RandomBytesTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(500)]
    [InlineData(2_000)]
    public async Task No_bytes_are_given_out_twice_on_any_thread(int length)
    {
        var given = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 200).Select(_ =>
        {
            var bytes = new byte[length];
            RandomBytes.Fill(bytes);
            return Convert.ToHexString(bytes);
        }).ToArray(), TestContext.Current.CancellationToken)));
        var all = given.SelectMany(g => g).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        // Zeros stand where bytes have been given out already.
        Assert.DoesNotContain(all, b => b.EndsWith("00000000", StringComparison.Ordinal) || b.StartsWith("00000000", StringComparison.Ordinal));
    }
}
