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

    /// <summary>The Connector does not take it: whoever needs one next asks MSAL.</summary>
    public void Forget() => held.Clear();

    private async Task<string> GetAsync(string audience, CancellationToken cancel)
    {
        try
        {
            var got = app is not null ? await app.AcquireTokenForClient([audience + "/.default"]).ExecuteAsync(cancel)
                : await identity!.AcquireTokenForManagedIdentity(audience).ExecuteAsync(cancel);
            // From then on MSAL fetches a new one while it still gives the old.
            held[audience] = new(got.AccessToken, got.AuthenticationResultMetadata.RefreshOn ?? got.ExpiresOn - Margin);
            return got.AccessToken;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new MsalClientException(e is HttpRequestException ? "login_unreachable" : "federated_token_unreadable", e.Message, e);
        }
    }

    public void Dispose() => certificate?.Dispose();

    private sealed class MsalClients(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(TeamsServices.LoginClient);
    }
}
