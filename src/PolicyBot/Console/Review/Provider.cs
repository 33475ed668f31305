using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace PolicyBot.Web.Review;

/// <summary>Signing in by OpenID Connect: code flow with PKCE.</summary>
internal static class Provider
{
    public const string SchemeName = "provider";
    private const string ObjectId = "oid";

    public static void AddProvider(this AuthenticationBuilder authentication,
        ProviderOptions provider) => authentication.AddOpenIdConnect(SchemeName, oidc =>
    {
        oidc.Authority = provider.Authority;
        oidc.ClientId = provider.ClientId;
        oidc.ClientSecret = provider.ClientSecret;
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // The answer comes by a redirect, so that its cookies need not be `SameSite=None`.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.RequireHttpsMetadata = !provider.IsOnThisMachine;
        oidc.SignInScheme = SessionHandler.SchemeName;
        oidc.CallbackPath = ReviewConsole.SignedInByProvider;
        oidc.MapInboundClaims = false;
        oidc.SaveTokens = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        // The claims are read one by one; none is dropped before.
        oidc.ClaimActions.MapAll();
        oidc.Scope.Clear();
        foreach (var scope in provider.Scopes.Count > 0 ? provider.Scopes : ["openid", "profile", "email"]) oidc.Scope.Add(scope);
        foreach (var cookie in new[] { oidc.NonceCookie, oidc.CorrelationCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.HttpOnly = true;
        }
        oidc.Events.OnTicketReceived = context =>
        {
            context.Principal = PersonOf(context.Principal!, provider);
            context.ReturnUri = LocalUrl.Of(context.ReturnUri);
            return Task.CompletedTask;
        };
        oidc.Events.OnRemoteFailure = context =>
        {
            // The reason is the provider's own text: it is not shown.
            context.HandleResponse();
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = ReviewConsole.SignIn + "?failed=yes";
            return Task.CompletedTask;
        };
    });

    /// <summary>The person by whom roles are looked up: a verified e-mail
    /// address, Entra's object id, else the provider's own subject.</summary>
    internal static ClaimsPrincipal PersonOf(ClaimsPrincipal user, ProviderOptions provider)
    {
        var claims = new List<Claim>();
        if (user.FindFirstValue("email") is { Length: > 0 } email
            && (provider.TrustUnverifiedEmail || IsTrue(user.FindFirstValue("email_verified"))))
            claims.Add(new(SessionHandler.KeyClaim, email));
        if (user.FindFirstValue(ObjectId) is { Length: > 0 } id) claims.Add(new(SessionHandler.KeyClaim, "entra:" + id));
        claims.Add(new(SessionHandler.KeyClaim, "oidc:" + user.FindFirstValue("sub")));
        claims.Add(new(ClaimTypes.Name, user.FindFirstValue("name") ?? claims[0].Value));
        var values = user.FindAll(provider.RoleClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        claims.AddRange(provider.RoleValues.Where(r => r.Value.Any(values.Contains)).Select(r => new Claim(ClaimTypes.Role, r.Key)));
        return new(new ClaimsIdentity(claims, SchemeName));
    }

    private static bool IsTrue(string? claim) => string.Equals(claim, "true", StringComparison.OrdinalIgnoreCase);
}
