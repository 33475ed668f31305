using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace PolicyBot.Teams.Connector;

/// <summary>Tokens for the Bot Connector and for Microsoft Graph, by MSAL. Held here in memory until MSAL would fetch a new one, for asking
/// it with every request costs as much as the request.</summary>
internal sealed class ConnectorTokens : IDisposable
{
    private readonly IConfidentialClientApplication? app;
    private readonly IManagedIdentityApplication? identity;
    private readonly X509Certificate2? certificate;
    private readonly string resource;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);

    private sealed record Held(string Token, DateTimeOffset Until);

    /// <summary>MSAL gives no token that has less than this left.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Entra is not asked for another one more often, however many requests are refused.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim renewing = new(1, 1);
    private DateTimeOffset renewedAt = DateTimeOffset.MinValue;

    public ConnectorTokens(TeamsOptions options, IHttpClientFactory clients, TimeProvider time)
    {
        this.time = time;
        resource = options.Issuer();
        var http = new MsalClients(clients);
        if (options.Credential == TeamsCredential.ManagedIdentity)
        {
            identity = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId))
                .WithHttpClientFactory(http).Build();
            return;
        }
        var builder = ConfidentialClientApplicationBuilder.Create(options.AppId).WithAuthority(options.Authority(), false)
            .WithInstanceDiscovery(false).WithHttpClientFactory(http);
        app = (options.Credential switch
        {
            TeamsCredential.Certificate => builder.WithCertificate(certificate = CertificateFile.Load(options)),
            TeamsCredential.Federated => builder.WithClientAssertion(async (AssertionRequestOptions request) =>
                (await File.ReadAllTextAsync(options.FederatedTokenFile, request.CancellationToken)).Trim()),
            _ => builder.WithClientSecret(options.ClientSecret),
        }).Build();
    }

    /// <summary>For the Connector. Throws <see cref="MsalException"/> where Entra refuses or cannot be reached, or the federated token
    /// cannot be read: nothing that needs the token has left then.</summary>
    public ValueTask<string> ForConnectorAsync(CancellationToken cancel) => ForAsync(resource, cancel);

    /// <summary>As above, for another resource, named by its origin.</summary>
    public ValueTask<string> ForAsync(string other, CancellationToken cancel) =>
        held.TryGetValue(other, out var known) && time.GetUtcNow() < known.Until
            ? ValueTask.FromResult(known.Token)
            : new(GetAsync(other, cancel));

    /// <summary>Another one for the Connector, in place of one that it does not take; null: there is none for now. MSAL gives the refused
    /// one from its cache for as long as it has not ended, so that it is told to ask Entra. Throws as
    /// <see cref="ForConnectorAsync"/>.</summary>
    public async ValueTask<string?> InPlaceOfAsync(string refused, CancellationToken cancel)
    {
        await renewing.WaitAsync(cancel);
        try
        {
            if (held.TryGetValue(resource, out var known) && known.Token != refused && time.GetUtcNow() < known.Until) return known.Token;
            if (time.GetUtcNow() - renewedAt < Renewal) return null;
            renewedAt = time.GetUtcNow();
            return await GetAsync(resource, cancel, anew: true);
        }
        finally
        {
            renewing.Release();
        }
    }

    private async Task<string> GetAsync(string audience, CancellationToken cancel, bool anew = false)
    {
        try
        {
            var got = app is not null
                ? await app.AcquireTokenForClient([audience + "/.default"]).WithForceRefresh(anew).ExecuteAsync(cancel)
                : await identity!.AcquireTokenForManagedIdentity(audience).WithForceRefresh(anew).ExecuteAsync(cancel);
            // From then on MSAL fetches a new one while it still gives the old.
            held[audience] = new(got.AccessToken, got.AuthenticationResultMetadata.RefreshOn ?? got.ExpiresOn - Margin);
            return got.AccessToken;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new MsalClientException(e is HttpRequestException ? "login_unreachable" : "federated_token_unreadable", e.Message, e);
        }
    }

    public void Dispose()
    {
        renewing.Dispose();
        certificate?.Dispose();
    }

    private sealed class MsalClients(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(TeamsServices.LoginClient);
    }
}
