namespace PolicyBot.Teams;

/// <summary>How the bot proves to Microsoft Entra that it is the app.</summary>
public enum TeamsCredential
{
    Secret, Certificate, Federated, ManagedIdentity,
}

public enum TeamsCloud
{
    Public, UsGov,
}

/// <summary>Section `Teams` of the settings. No setting turns a validation off; what is left out has the cloud's own value.</summary>
public sealed record TeamsOptions
{
    /// <summary>The app's (client) id: the audience of every token that Teams sends.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The bot's own tenant: it signs in there, and its people may ask.</summary>
    public string TenantId { get; init; } = "";

    public TeamsCredential Credential { get; init; }
    public string ClientSecret { get; init; } = "";

    /// <summary>PEM with certificate and key, or PKCS#12.</summary>
    public string CertificateFile { get; init; } = "";
    public string CertificatePassword { get; init; } = "";

    /// <summary>A file with the workload's token, read each time (`AZURE_FEDERATED_TOKEN_FILE`).</summary>
    public string FederatedTokenFile { get; init; } = "";

    public TeamsCloud Cloud { get; init; }

    /// <summary>Tenants whose people may ask. Empty: <see cref="TenantId"/> alone.</summary>
    public string[] AllowedTenants { get; init; } = [];

    /// <summary>Exact host names that a service URL may have (https, port 443), or for local tools an origin on the loopback interface,
    /// like `http://127.0.0.1:56150`. Empty: the cloud's own.</summary>
    public string[] AllowedServiceHosts { get; init; } = [];

    /// <summary>The OpenID metadata of the service that signs tokens. Https, or http on the loopback interface.</summary>
    public string MetadataUrl { get; init; } = "";

    /// <summary>Where tokens of the bot come from: `https://login.microsoftonline.com`.</summary>
    public string LoginAuthority { get; init; } = "";

    /// <summary>The conversation of those who answer what the bot cannot: a channel (`19:...@thread.tacv2`) or a chat that has the app.
    /// Empty: nobody can be asked.</summary>
    public string ContactConversation { get; init; } = "";

    /// <summary>The service URL of <see cref="ContactConversation"/>, and where a person is looked up who has not written yet.</summary>
    public string ServiceUrl { get; init; } = "";

    /// <summary>Organisation groups by Entra group id, user object id or e-mail address.</summary>
    public Dictionary<string, string[]> Groups { get; init; } = [];

    /// <summary>Ask Microsoft Graph for the Entra groups that <see cref="Groups"/> maps (needs `GroupMember.Read.All`).</summary>
    public bool GroupsFromGraph { get; init; }

    /// <summary>Where Microsoft Graph is: the origin alone. Empty: the cloud's
    /// own; in the DoD's it is `https://dod-graph.microsoft.us`.</summary>
    public string GraphUrl { get; init; } = "";
}
