using PolicyBot.Admin.Execution;

namespace PolicyBot.Web.Review;

/// <summary>Section `Console` of the settings: the reviewers' console under `/review`.</summary>
public sealed record ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>The address that browsers use where a proxy ends TLS, `https://bot.example.com`; what a proxy says in headers is not
    /// believed. Null: the address that is listened on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Minutes after which a session that is not used ends.</summary>
    public int IdleMinutes { get; init; } = 30;

    /// <summary>Hours after which every session ends, used or not.</summary>
    public int AbsoluteHours { get; init; } = 9;

    /// <summary>Minutes for which a stated reason opens people's words.</summary>
    public int ReasonMinutes { get; init; } = 30;

    /// <summary>The roles of whoever signs in with the link that `serve` prints where no provider is set: somebody at this machine's own
    /// screen, who could read the database file as well. By default all three; an approval still takes a second person.</summary>
    public IReadOnlyList<string> LinkRoles { get; init; } = [];

    /// <summary>Null: no provider, and the console is reached from this machine alone.</summary>
    public ProviderOptions? OpenIdConnect { get; init; }

    internal IReadOnlyList<string> RolesOfLink => LinkRoles.Count > 0 ? LinkRoles : AdminRoles.All;

    /// <summary>What is wrong with the section, for whoever starts the site.</summary>
    public IEnumerable<string> Problems()
    {
        if (IdleMinutes < 1 || AbsoluteHours < 1 || ReasonMinutes < 1)
            yield return "`Console:IdleMinutes`, `AbsoluteHours` and `ReasonMinutes` must be 1 or more";
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.PathAndQuery != "/"))
            yield return "`Console:PublicUrl` must be an address without a path, like https://bot.example.com";
        foreach (var role in LinkRoles.Where(r => !AdminRoles.All.Contains(r)))
            yield return $"`Console:LinkRoles`: there is no role `{role}`; the roles are {string.Join(", ", AdminRoles.All)}";
        foreach (var problem in OpenIdConnect?.Problems() ?? []) yield return problem;
    }

    /// <summary>What whoever starts the site should know of people who also write in a channel; null: nothing.</summary>
    internal string? Caution(bool channels) => channels && OpenIdConnect is { TrustUnverifiedEmail: false }
        ? "Where the provider of `Console:OpenIdConnect` does not say that an e-mail address is verified, as Entra ID does not, somebody who"
            + " writes in a channel and signs in to the console may count as two people, and so approve their own change:"
            + " set `Console:OpenIdConnect:TrustUnverifiedEmail` where only your administrators set addresses, or name both in `Admin:SamePerson`."
        : null;
}

/// <summary>An OpenID Connect provider: Entra ID or any other.</summary>
public sealed record ProviderOptions
{
    /// <summary>`https://login.microsoftonline.com/TENANT/v2.0`. Plain http only on this machine.</summary>
    public string Authority { get; init; } = "";
    public string ClientId { get; init; } = "";
    public string? ClientSecret { get; init; }
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The claim whose values <see cref="RoleValues"/> reads.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>By role: the claim's values that give it, `compliance-reviewer` to `PolicyBot.Reviewer`.</summary>
    public Dictionary<string, string[]> RoleValues { get; init; } = [];

    /// <summary>An e-mail address finds roles only where the provider says that it is verified. True: it is believed without that, which is
    /// right where the provider's own administrators alone set addresses.</summary>
    public bool TrustUnverifiedEmail { get; init; }

    internal bool IsOnThisMachine => Uri.TryCreate(Authority, UriKind.Absolute, out var url) && url.IsLoopback;

    internal IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
            yield return "`Console:OpenIdConnect:Authority` must be an https address";
        if (ClientId.Length == 0) yield return "`Console:OpenIdConnect:ClientId` is missing";
        foreach (var role in RoleValues.Keys.Where(r => !AdminRoles.All.Contains(r)))
            yield return $"`Console:OpenIdConnect:RoleValues`: there is no role `{role}`; the roles are {string.Join(", ", AdminRoles.All)}";
    }
}
