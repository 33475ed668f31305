using System.Buffers;

namespace PolicyBot.Web;

internal static class Body
{
    /// <summary>The whole body; null as soon as it turns out larger than <paramref name="maxBytes"/>.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancel)
    {
        if (request.ContentLength > maxBytes) return null;
        if (request.ContentLength is { } length)
        {
            var whole = new byte[length];
            var got = await request.Body.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, cancel);
            return got == whole.Length ? whole : whole[..got];
        }
        var rented = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
        try
        {
            var read = await request.Body.ReadAtLeastAsync(rented.AsMemory(0, maxBytes + 1), maxBytes + 1,
                throwOnEndOfStream: false, cancel);
            return read > maxBytes ? null : rented[..read];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
