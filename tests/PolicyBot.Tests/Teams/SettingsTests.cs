using PolicyBot.Teams;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed class SettingsTests
{
    private static readonly TeamsOptions Good = new() { AppId = TeamsHost.AppId, TenantId = TeamsHost.Tenant, ClientSecret = "test-only" };

    [Fact]
    public void With_app_tenant_and_secret_nothing_is_missing() => Assert.Empty(Good.Problems());

    [Fact]
    public void A_managed_identity_needs_no_secret() =>
        Assert.Empty((Good with { ClientSecret = "", Credential = TeamsCredential.ManagedIdentity }).Problems());

    public static TheoryData<TeamsOptions, string> Wrong { get; } = new()
    {
        { Good with { AppId = "" }, "`Teams:AppId` is missing" },
        { Good with { AppId = "my-app" }, "`Teams:AppId` is `my-app`" },
        { Good with { TenantId = "" }, "`Teams:TenantId` is missing" },
        { Good with { ClientSecret = "" }, "`Teams:ClientSecret` is missing" },
        { Good with { Credential = TeamsCredential.Certificate }, "`Teams:CertificateFile` is missing" },
        { Good with { Credential = TeamsCredential.Federated, FederatedTokenFile = "/no/such" }, "no such file" },
        { Good with { AllowedTenants = ["contoso"] }, "`Teams:AllowedTenants` is `contoso`" },
        { Good with { AllowedServiceHosts = ["*.trafficmanager.net"] }, "exact host name" },
        { Good with { AllowedServiceHosts = ["https://evil.example"] }, "exact host name" },
        { Good with { AllowedServiceHosts = ["http://127.0.0.1:5/x"] }, "exact host name" },
        { Good with { MetadataUrl = "http://evil.example/" }, "`Teams:MetadataUrl`" },
        { Good with { LoginAuthority = "http://login.microsoftonline.com" }, "`Teams:LoginAuthority`" },
        { Good with { Credential = TeamsCredential.Federated }, "`Teams:FederatedTokenFile` is missing" },
        { Good with { GraphUrl = "http://graph.microsoft.com" }, "`Teams:GraphUrl`" },
        { Good with { GraphUrl = "https://graph.microsoft.com/v1.0" }, "`Teams:GraphUrl`" },
        { Good with { GroupsFromGraph = true }, "names no Entra group" },
        { Good with { GroupsFromGraph = true, Groups = new() { ["ada@example.com"] = ["legal"] } }, "names no Entra group" },
        { Good with { Cloud = TeamsCloud.UsGov, ServiceUrl = "https://smba.trafficmanager.net/teams" }, "`Teams:ServiceUrl`" },
        { Good with { ServiceUrl = "https://evil.example/" }, "`Teams:ServiceUrl`" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_missing_or_wrong_is_named(TeamsOptions options, string said) =>
        Assert.Contains(options.Problems(), p => p.Contains(said, StringComparison.Ordinal));
}
