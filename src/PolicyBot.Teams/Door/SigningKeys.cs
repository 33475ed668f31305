using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PolicyBot.Teams.Door;

/// <summary>No token can be judged for now.</summary>
internal sealed class KeysUnavailableException() : Exception("the signing keys cannot be read");

/// <summary>The keys that sign Teams' tokens, from the served metadata. Read anew every 12 hours, and for an unknown key id at once, but
/// not more often than once a minute. Where the metadata cannot be read, the last ones hold for a day, then nothing is valid.</summary>
internal sealed partial class SigningKeys(TeamsOptions options, IHttpClientFactory clients, TimeProvider time, ILogger<SigningKeys> log)
    : IDisposable
{
    public static readonly TimeSpan Refresh = TimeSpan.FromHours(12), Patience = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromHours(24);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Known? known;

    private sealed record Known(IReadOnlyDictionary<string, JsonWebKey> Keys, DateTimeOffset ReadAt, DateTimeOffset TriedAt);

    /// <summary>The key of that id; null where the metadata names none. Throws <see cref="KeysUnavailableException"/>.</summary>
    public async ValueTask<JsonWebKey?> FindAsync(string id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var held = known;
        if (held is null || now - held.ReadAt >= Refresh || !held.Keys.ContainsKey(id)) held = await ReadAsync(id, cancel);
        if (held is null || now - held.ReadAt >= Longest) throw new KeysUnavailableException();
        return held.Keys.TryGetValue(id, out var key) ? key : null;
    }

    /// <summary>Reads them where that is due, and throws <see cref="KeysUnavailableException"/> where none can be had.</summary>
    public async ValueTask CurrentAsync(CancellationToken cancel)
    {
        var held = known;
        if (held is null || time.GetUtcNow() - held.ReadAt >= Refresh) held = await ReadAsync(null, cancel);
        if (held is null || time.GetUtcNow() - held.ReadAt >= Longest) throw new KeysUnavailableException();
    }

    /// <param name="id">The key that is looked for; null: none in particular.</param>
    private async Task<Known?> ReadAsync(string? id, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            if (known is { } held && (now - held.TriedAt < Patience
                || (now - held.ReadAt < Refresh && (id is null || held.Keys.ContainsKey(id))))) return held;
            try
            {
                using var client = clients.CreateClient(TeamsServices.MetadataClient);
                var documents = new HttpDocumentRetriever(client)
                {
                    RequireHttps = options.Metadata()
                    .StartsWith("https:", StringComparison.Ordinal)
                };
                var read = await OpenIdConnectConfigurationRetriever.GetAsync(options.Metadata(), documents, cancel);
                var keys = read.JsonWebKeySet?.Keys.Where(k => !string.IsNullOrEmpty(k.Kid)).GroupBy(k => k.Kid, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal) ?? [];
                if (keys.Count == 0) throw new InvalidDataException("the metadata names no key");
                return known = new(keys, now, now);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                Unreadable(log, options.Metadata(), e.GetType().Name);
                return known = known is { } last ? last with { TriedAt = now } : null;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    [LoggerMessage(1, LogLevel.Warning,
        "the OpenID metadata at {Url} cannot be read ({Error}); no token with a new key is valid until it can")]
    private static partial void Unreadable(ILogger log, string url, string error);
}
