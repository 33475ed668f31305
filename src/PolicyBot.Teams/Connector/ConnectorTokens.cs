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
            TeamsCredential.Certificate => builder.WithCertificate(certificate = Load(options)),
            TeamsCredential.Federated => builder.WithClientAssertion((AssertionRequestOptions request) => File.ReadAllTextAsync(options.FederatedTokenFile, request.CancellationToken)),
            _ => builder.WithClientSecret(options.ClientSecret),
        }).Build();
    }

    /// <summary>For the Connector. Throws <see cref="MsalException"/> where Entra refuses.</summary>
    public Task<string> ForConnectorAsync(CancellationToken cancel) => GetAsync(resource, cancel);

    public Task<string> ForAsync(string other, CancellationToken cancel) => GetAsync(other, cancel);

    private async Task<string> GetAsync(string audience, CancellationToken cancel) => app is not null
        ? (await app.AcquireTokenForClient([audience + "/.default"]).ExecuteAsync(cancel)).AccessToken
        : (await identity!.AcquireTokenForManagedIdentity(audience).ExecuteAsync(cancel)).AccessToken;

    private static X509Certificate2 Load(TeamsOptions options) => X509Certificate2.GetCertContentType(options.CertificateFile) == X509ContentType.Pfx
        ? X509CertificateLoader.LoadPkcs12FromFile(options.CertificateFile, options.CertificatePassword)
        : options.CertificatePassword.Length > 0 ? X509Certificate2.CreateFromEncryptedPemFile(options.CertificateFile, options.CertificatePassword)
        : X509Certificate2.CreateFromPemFile(options.CertificateFile);

    public void Dispose() => certificate?.Dispose();

    private sealed class MsalClients(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(TeamsServices.LoginClient);
    }
}
