using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PolicyBot.Core.Channels;
using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>How the bot signs in: what leaves for Entra, by MSAL, for each kind of credential.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Password = "open sesame";

    private readonly string folder = Directory.CreateTempSubdirectory("policybot-credentials-").FullName;
    private readonly RSA key = RSA.Create(2048);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, true);
    }

    [Theory]
    [InlineData("certificate, key", "")]
    [InlineData("key, certificate", "")]
    [InlineData("certificate, locked key", Password)]
    [InlineData("pkcs12", Password)]
    [InlineData("pkcs12", "")]
    public async Task A_certificate_signs_an_assertion_that_entra_can_check_with_it(string form, string password)
    {
        using var certificate = Certificate(key);
        var file = Write(form, certificate, password);
        await using var host = await TeamsHost.StartAsync(o =>
            o with { ClientSecret = "", Credential = TeamsCredential.Certificate, CertificateFile = file, CertificatePassword = password });
        Assert.Equal(DeliveryKind.Sent, (await ConnectorTests.SendAsync(host)).Kind);

        var (url, body) = Assert.Single(host.Login.Requests);
        var form_ = HttpUtility.ParseQueryString(body);
        Assert.Equal(("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", null),
            (form_["client_assertion_type"], form_["client_secret"]));
        var assertion = new JsonWebToken(form_["client_assertion"]);
        Assert.Equal((TeamsHost.AppId, TeamsHost.AppId, url), (assertion.Issuer, assertion.Subject, Assert.Single(assertion.Audiences)));
        Assert.Equal(Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            assertion.GetHeaderValue<string>("x5t#S256"));
        var checkedBy = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new()
        {
            IssuerSigningKey = new X509SecurityKey(certificate),
            ValidIssuer = TeamsHost.AppId,
            ValidAudience = url,
        });
        Assert.True(checkedBy.IsValid, checkedBy.Exception?.Message);
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_is_named_before_the_bot_starts()
    {
        using var certificate = Certificate(key);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var onCurve = Certificate(curve);
        Says("which cannot be used", Write("certificate", certificate, ""), "");
        Says("which cannot be used", Write("certificate, locked key", certificate, Password), "");
        Says("which cannot be used", Write("certificate, locked key", certificate, Password), "another");
        Says("which cannot be used", Write("pkcs12", certificate, Password), "another");
        Says("RSA", Write("certificate, key", onCurve, "", curve.ExportPkcs8PrivateKeyPem()), "");
        Says("which cannot be used", Text("no certificate at all"), "");
        Says("no such file", Path.Combine(folder, "none.pem"), "");

        void Says(string what, string file, string password)
        {
            var options = new TeamsOptions
            {
                AppId = TeamsHost.AppId,
                TenantId = TeamsHost.Tenant,
                Credential = TeamsCredential.Certificate,
                CertificateFile = file,
                CertificatePassword = password,
            };
            var problem = Assert.Single(options.Problems());
            Assert.Contains("`Teams:CertificateFile`", problem, StringComparison.Ordinal);
            Assert.Contains(what, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_federated_token_is_read_anew_for_every_token_of_the_bots()
    {
        var file = Text("workload-1\n");
        await using var host = await TeamsHost.StartAsync(o =>
            o with { ClientSecret = "", Credential = TeamsCredential.Federated, FederatedTokenFile = file });
        host.Login.ExpiresIn = 60;
        await ConnectorTests.SendAsync(host);
        await File.WriteAllTextAsync(file, "workload-2", Cancel);
        await ConnectorTests.SendAsync(host);
        Assert.Equal(["workload-1", "workload-2"],
            host.Login.Requests.Select(r => HttpUtility.ParseQueryString(r.Body)["client_assertion"]));
    }

    [Fact]
    public async Task A_federated_token_that_is_gone_for_a_while_stops_nothing_and_the_reply_is_tried_again()
    {
        var file = Text("workload-1");
        await using var host = await TeamsHost.StartAsync(o =>
            o with { ClientSecret = "", Credential = TeamsCredential.Federated, FederatedTokenFile = file });
        File.Delete(file);
        Assert.Equal(System.Net.HttpStatusCode.OK, await host.StatusAsync(host.Message()));
        var delivery = await ConnectorTests.SendAsync(host, 5);
        Assert.Equal((DeliveryKind.Retry, "no token: federated_token_unreadable", false),
            (delivery.Kind, delivery.Reason, delivery.Uncertain));
        Assert.Equal("Ada", (await host.Channel.IdentifyAsync(host.Inbox.Only.Sender, Cancel)).Name);
        // The typing that was to be shown meanwhile has failed as well, and must not have ended the process.
        await Task.Delay(200, Cancel);
        await File.WriteAllTextAsync(file, "workload-2", Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, await host.StatusAsync(host.Message(id: "m2")));
        Assert.Equal(DeliveryKind.Sent, (await ConnectorTests.SendAsync(host)).Kind);
    }

    [Fact]
    public async Task Where_the_login_does_not_answer_nothing_has_left_and_it_is_tried_again_however_often()
    {
        var login = new Answering((_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        await using var host = await TeamsHost.StartAsync(replace: s =>
            s.AddHttpClient(TeamsServices.LoginClient).ConfigurePrimaryHttpMessageHandler(() => login));
        var delivery = await ConnectorTests.SendAsync(host, 9, uncertain: true);
        Assert.Equal((DeliveryKind.Retry, false), (delivery.Kind, delivery.Uncertain));
        Assert.StartsWith("no token: ", delivery.Reason, StringComparison.Ordinal);
        Assert.Empty(host.Other.Requests);
    }

    /// <summary>The request that would leave on a virtual machine. What answers there cannot be had outside of Azure; that of an App
    /// Service is in <see cref="ServedTeamsTests"/>.</summary>
    [Fact]
    public async Task A_managed_identity_asks_the_machines_own_endpoint_for_the_connectors_audience()
    {
        await using var host = await TeamsHost.StartAsync(o => o with { ClientSecret = "", Credential = TeamsCredential.ManagedIdentity });
        Assert.Equal(DeliveryKind.Sent, (await ConnectorTests.SendAsync(host)).Kind);
        var asked = new Uri(Assert.Single(host.Login.Requests).Url);
        var query = HttpUtility.ParseQueryString(asked.Query);
        Assert.Equal("http://169.254.169.254/metadata/identity/oauth2/token", asked.GetLeftPart(UriPartial.Path));
        Assert.Equal(("https://api.botframework.com", TeamsHost.AppId), (query["resource"], query["client_id"]));
        Assert.Equal("true", host.Login.Headers["metadata"]);
        Assert.Equal("Bearer the-bots-token", Assert.Single(host.Other.Requests).Authorization);
    }

    private static X509Certificate2 Certificate(AsymmetricAlgorithm key)
    {
        var name = new X500DistinguishedName("CN=policybot");
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    private string Write(string form, X509Certificate2 certificate, string password, string? pem = null)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        if (form == "pkcs12")
        {
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, password));
            return file;
        }
        var locked = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        File.WriteAllText(file, string.Join('\n', form.Split(", ").Select(part => part switch
        {
            "key" => pem ?? key.ExportPkcs8PrivateKeyPem(),
            "locked key" => key.ExportEncryptedPkcs8PrivateKeyPem(password, locked),
            _ => certificate.ExportCertificatePem(),
        })));
        return file;
    }

    private string Text(string text)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, text);
        return file;
    }
}
