using Microsoft.AspNetCore.Http;

namespace PolicyBot.Slack.Door;

/// <summary>A request's bytes, before anything is parsed.</summary>
internal static class RawBody
{
    public const int Most = 1 << 20;

    /// <summary>Null where there are more than 1 MB.</summary>
    /// <exception cref="IOException">The body broke off.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Most) return null;
        if (request.ContentLength is { } length)
        {
            var body = new byte[length];
            await request.Body.ReadExactlyAsync(body, cancel);
            return body;
        }
        using var all = new MemoryStream(4096);
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancel)) > 0;)
        {
            if (all.Length + read > Most) return null;
            all.Write(chunk, 0, read);
        }
        return all.ToArray();
    }
}
