using System.Globalization;

namespace PolicyBot.Teams;

/// <summary>What the options come to: the cloud's values where nothing else is set, and what is wrong with them.</summary>
public static class TeamsSettings
{
    /// <summary>One line for each setting that is missing or wrong, naming it; empty when the channel can start.</summary>
    public static IReadOnlyList<string> Problems(this TeamsOptions options)
    {
        var problems = new List<string>();
        Guid("AppId", options.AppId);
        Guid("TenantId", options.TenantId);
        foreach (var tenant in options.AllowedTenants) Guid("AllowedTenants", tenant);
        switch (options.Credential)
        {
            case TeamsCredential.Secret: Needed("ClientSecret", options.ClientSecret, "secret"); break;
            case TeamsCredential.Certificate:
                if (ReadableFile("CertificateFile", options.CertificateFile, "certificate")
                    && Connector.CertificateFile.Problem(options) is { } unusable)
                    problems.Add(
                        $"`Teams:CertificateFile` names `{options.CertificateFile}`, which cannot be used with `Teams:CertificatePassword`: {unusable}");
                break;
            case TeamsCredential.Federated: ReadableFile("FederatedTokenFile", options.FederatedTokenFile, "federated"); break;
        }
        foreach (var host in options.AllowedServiceHosts)
            if (!ServiceHosts.IsAllowable(host))
                problems.Add(
                    $"`Teams:AllowedServiceHosts` holds `{host}`: write an exact host name such as `smba.trafficmanager.net`, or an origin on the loopback interface");
        if (options.MetadataUrl.Length > 0 && !IsSafe(options.MetadataUrl))
            problems.Add($"`Teams:MetadataUrl` is `{options.MetadataUrl}`: it must be an https URL, or http on the loopback interface");
        if (options.LoginAuthority.Length > 0 && !options.LoginAuthority.StartsWith("https://", StringComparison.Ordinal))
            problems.Add($"`Teams:LoginAuthority` is `{options.LoginAuthority}`: it must be an https URL");
        if (options.GraphUrl.Length > 0
            && (!IsSafe(options.GraphUrl) || new Uri(options.GraphUrl).GetLeftPart(UriPartial.Authority) != options.GraphUrl))
            problems.Add($"`Teams:GraphUrl` is `{options.GraphUrl}`: it must be an https origin like `https://graph.microsoft.com`");
        if (options.GroupsFromGraph && !options.EntraGroups().Any())
            problems.Add(
                "`Teams:GroupsFromGraph` is set, but `Teams:Groups` names no Entra group by an id like `00000000-0000-0000-0000-000000000000`");
        if (problems.Count == 0 && !new ServiceHosts(options).Accepts(options.RootServiceUrl()))
            problems.Add($"`Teams:ServiceUrl` is `{options.RootServiceUrl()}`, which `Teams:AllowedServiceHosts` does not allow");
        return problems;

        void Needed(string name, string value, string kind)
        {
            if (value.Length == 0) problems.Add($"`Teams:{name}` is missing: the credential `{kind}` needs it");
        }

        bool ReadableFile(string name, string path, string kind)
        {
            Needed(name, path, kind);
            if (path.Length > 0 && !File.Exists(path)) problems.Add($"`Teams:{name}` names `{path}`, and there is no such file");
            return File.Exists(path);
        }

        void Guid(string name, string value)
        {
            if (value.Length == 0) problems.Add($"`Teams:{name}` is missing");
            else if (!System.Guid.TryParseExact(value, "D", out _))
                problems.Add($"`Teams:{name}` is `{value}`: it must be an id like `00000000-0000-0000-0000-000000000000`");
        }
    }

    internal static bool IsSafe(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    internal static string Issuer(this TeamsOptions options) =>
        options.Cloud == TeamsCloud.UsGov ? "https://api.botframework.us" : "https://api.botframework.com";

    internal static string Metadata(this TeamsOptions options) => Set(options.MetadataUrl) ?? (options.Cloud == TeamsCloud.UsGov
        ? "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
            : "https://login.botframework.com/v1/.well-known/openidconfiguration");

    internal static string Authority(this TeamsOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{(Set(options.LoginAuthority) ?? (options.Cloud == TeamsCloud.UsGov ? "https://login.microsoftonline.us" : "https://login.microsoftonline.com")).TrimEnd('/')}/{options.TenantId}");

    internal static string Graph(this TeamsOptions options) =>
        Set(options.GraphUrl) ?? (options.Cloud == TeamsCloud.UsGov ? "https://graph.microsoft.us" : "https://graph.microsoft.com");

    /// <summary>What `Groups` names by an id, in the only form that Graph reads: one that it cannot read makes it refuse all.</summary>
    internal static IEnumerable<string> EntraGroups(this TeamsOptions options) =>
        options.Groups.Keys.Where(k => System.Guid.TryParseExact(k, "D", out _)).Order(StringComparer.Ordinal);

    internal static string RootServiceUrl(this TeamsOptions options) => Set(options.ServiceUrl) ?? (options.Cloud == TeamsCloud.UsGov
        ? "https://smba.infra.gov.teams.microsoft.us/teams" : "https://smba.trafficmanager.net/teams");

    internal static IReadOnlyList<string> Hosts(this TeamsOptions options) =>
        options.AllowedServiceHosts.Length > 0 ? options.AllowedServiceHosts
        : options.Cloud == TeamsCloud.UsGov ? ["smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"]
        : ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"];

    internal static bool AllowsTenant(this TeamsOptions options, string tenant) =>
        (options.AllowedTenants.Length > 0 ? options.AllowedTenants : [options.TenantId])
            .Contains(tenant, StringComparer.OrdinalIgnoreCase);

    private static string? Set(string value) => value.Length > 0 ? value : null;
}
