using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>What the sign-in page offers.</summary>
public sealed record SignInOffer(bool ByProvider, string? Link, string ReturnUrl, bool Failed);

/// <summary>Coming in, going out, and saying why people's words are to be read.</summary>
internal sealed class SignInPages(ReviewRenderer renderer, SignInLinks links, Sessions sessions, ConsoleOptions console)
{
    private const int LeastReason = 4;

    public Task<IResult> ShowAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var link = query["link"] is [{ Length: > 0 and < 200 } token] ? token : null;
        return renderer.PageAsync<SignInPage>(context,
            model: new SignInOffer(console.OpenIdConnect is not null, link, LocalUrl.Of(query["returnUrl"]), query.ContainsKey("failed")));
    }

    public async Task<IResult> ByLinkAsync(HttpContext context)
    {
        if (console.OpenIdConnect is not null || ReviewForms.Field(context, "link") is not { } token
            || await links.UseAsync(token) is not { } person)
            return await renderer.PageAsync<SignInPage>(context, StatusCodes.Status403Forbidden,
                new SignInOffer(console.OpenIdConnect is not null, null, ReviewConsole.Path, Failed: true));
        var identity = new ClaimsIdentity(
            [new(SessionHandler.KeyClaim, person), new(ClaimTypes.Name, person),
                .. console.RolesOfLink.Select(r => new Claim(ClaimTypes.Role, r))], "link");
        await context.SignInAsync(SessionHandler.SchemeName, new ClaimsPrincipal(identity));
        return ReviewForms.To(context, ReviewForms.Field(context, "returnUrl", 2_000) ?? ReviewConsole.Path);
    }

    /// <summary>A link and not a form, whose way to another host the content security policy would stop. Whoever else starts it gains
    /// nothing: the provider's answer counts only in the browser that asked.</summary>
    public IResult ByProvider(HttpContext context) => console.OpenIdConnect is null
        ? Results.NotFound()
        : Results.Challenge(new() { RedirectUri = LocalUrl.Of(context.Request.Query["returnUrl"]) }, [Provider.SchemeName]);

    public static async Task<IResult> OutAsync(HttpContext context)
    {
        await context.SignOutAsync(SessionHandler.SchemeName);
        return ReviewForms.To(context, ReviewConsole.SignIn);
    }

    public static IResult Language(HttpContext context)
    {
        var wanted = ReviewForms.Field(context, "language") == "ko" ? "ko" : "en";
        context.Response.Cookies.Append(ReviewRenderer.LanguageCookie, wanted, new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = ReviewConsole.Path,
            MaxAge = TimeSpan.FromDays(365),
        });
        return ReviewForms.To(context, ReviewForms.Field(context, "returnUrl", 2_000) ?? ReviewConsole.Path);
    }

    public async Task<IResult> ReasonAsync(HttpContext context)
    {
        if (ReviewForms.Field(context, "reason") is not { Length: >= LeastReason } reason)
            return await renderer.ProblemAsync(context, StatusCodes.Status400BadRequest, t => t.ReasonMissing);
        await sessions.StateReasonAsync(Reader.Of(context)!, reason);
        return ReviewForms.To(context, ReviewForms.Field(context, "returnUrl", 2_000) ?? ReviewConsole.Path);
    }

    public async Task<IResult> EndReasonAsync(HttpContext context)
    {
        await sessions.StateReasonAsync(Reader.Of(context)!, null);
        return ReviewForms.To(context, ReviewForms.Field(context, "returnUrl", 2_000) ?? ReviewConsole.Path);
    }
}
