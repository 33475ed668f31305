using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace PolicyBot.Teams.Connector;

/// <summary>Tokens for the Bot Connector and for Microsoft Graph, by MSAL, which keeps them until they are about to end.</summary>
internal sealed class ConnectorTokens : IDisposable
{
    private readonly IConfidentialClientApplication? app;
    private readonly IManagedIdentityApplication? identity;
    private readonly X509Certificate2? certificate;
    private readonly string resource;

    public ConnectorTokens(TeamsOptions options, IHttpClientFactory clients)
    {
        resource = options.Issuer();
        var http = new MsalClients(clients);
        if (options.Credential == TeamsCredential.ManagedIdentity)
        {
            identity = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId)).WithHttpClientFactory(http).Build();
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

    /// <summary>For the Connector. Throws <see cref="MsalException"/> where Entra refuses or cannot be reached, or the federated token cannot be
    /// read: nothing that needs the token has left then.</summary>
    public Task<string> ForConnectorAsync(CancellationToken cancel) => GetAsync(resource, cancel);

    /// <summary>As above, for another resource, named by its origin.</summary>
    public Task<string> ForAsync(string other, CancellationToken cancel) => GetAsync(other, cancel);

    private async Task<string> GetAsync(string audience, CancellationToken cancel)
    {
        try
        {
            return app is not null
                ? (await app.AcquireTokenForClient([audience + "/.default"]).ExecuteAsync(cancel)).AccessToken
                : (await identity!.AcquireTokenForManagedIdentity(audience).ExecuteAsync(cancel)).AccessToken;
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
