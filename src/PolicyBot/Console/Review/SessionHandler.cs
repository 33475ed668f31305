using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PolicyBot.Admin.Execution;

namespace PolicyBot.Web.Review;

/// <summary>The console's session by its cookie. Not the framework's cookie scheme: that one keeps the id of a session that the browser
/// brought along when somebody signs in, and cannot end a session on another replica.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Sessions sessions,
    ReviewRenderer renderer)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "session";
    public const string KeyClaim = "policybot:key";

    /// <summary>Sent by the script that looks how far a job is: looking is not using.</summary>
    public const string PollHeader = "PolicyBot-Poll";

    private const string CookieName = "policybot-session";

    /// <summary>`__Host-`: no other host can set it, no other path, and never without TLS.</summary>
    private string Cookie => Request.IsHttps ? "__Host-" + CookieName : CookieName;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // The local page asks nobody to sign in, and its forms are not bound to who did.
        if (!Request.Path.StartsWithSegments(ReviewConsole.Path, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        if (Request.Cookies[Cookie] is not { Length: > 0 } id) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(id, used: !Request.Headers.ContainsKey(PollHeader), Context.RequestAborted) is not { } reader)
            return AuthenticateResult.Fail("the session is over");
        Context.Features.Set(reader);
        // The session's hash makes the forms of one session useless to another.
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, reader.Session), new(ClaimTypes.Name, reader.Name),
                .. reader.Roles.Select(r => new Claim(ClaimTypes.Role, r))], Scheme.Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var signIn = new SignIn(
            [.. user.FindAll(KeyClaim).Select(c => AdminPerson.Clean(c.Value)).Distinct()],
            user.FindFirstValue(ClaimTypes.Name) ?? user.FindFirstValue(KeyClaim)!,
            [.. user.FindAll(ClaimTypes.Role).Select(c => c.Value).Distinct()]);
        var id = await sessions.StartAsync(signIn, Request.Cookies[Cookie]);
        Response.Cookies.Append(Cookie, id, Shape());
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (Request.Cookies[Cookie] is { Length: > 0 } id) await sessions.EndAsync(id);
        Response.Cookies.Delete(Cookie, Shape());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var here = HttpMethods.IsGet(Request.Method) ? QueryString.Create("returnUrl", Request.Path + Request.QueryString).ToString() : "";
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = ReviewConsole.SignIn + here;
        return Task.CompletedTask;
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // The console's first page is the reviewers'; whoever has another role begins with what they came for.
        if (Request.Path.Value?.TrimEnd('/') == ReviewConsole.Path && HttpMethods.IsGet(Request.Method)
            && Reader.Of(Context)?.Roles.Length > 0)
        {
            Response.StatusCode = StatusCodes.Status303SeeOther;
            Response.Headers.Location = DraftPages.Url;
            return;
        }
        var page = await renderer.PageAsync<Pages.ForbiddenPage>(Context, StatusCodes.Status403Forbidden);
        await page.ExecuteAsync(Context);
    }

    // `Lax`, because the way back from the provider starts at the provider; every form has a token besides.
    private CookieOptions Shape() =>
        new() { HttpOnly = true, Secure = Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
