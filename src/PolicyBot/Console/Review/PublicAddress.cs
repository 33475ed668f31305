namespace PolicyBot.Web.Review;

/// <summary>Behind a proxy that ends TLS the console's requests count as made to its public address: cookies are secure, and the provider
/// sends people back there. It comes from the settings alone, never from a header.</summary>
internal sealed class PublicAddress(ConsoleOptions console)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (console is { PublicUrl: { } url, OpenIdConnect: not null }
            && context.Request.Path.StartsWithSegments(ReviewConsole.Path, StringComparison.Ordinal))
        {
            context.Request.Scheme = url.Scheme;
            context.Request.Host = new(url.Authority);
        }
        return next(context);
    }
}
