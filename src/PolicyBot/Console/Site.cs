using System.Collections.Immutable;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Slack;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Turns;
using PolicyBot.Web.Review;

namespace PolicyBot.Web;

/// <summary>The site that `serve` runs: the page, the API and the health checks. It takes nothing from the environment, so that it listens
/// where it was told and nowhere else.</summary>
public static class Site
{
    /// <param name="replace">Puts other services in the place of the site's own: what is at the other end of outgoing connections.</param>
    public static WebApplication Build(BotHost host, SiteOptions options, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "PolicyBot" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => Listen(server, options.Url));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        // Failing to start is told by whoever starts the site.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        // What the host tells of every request is told below that level, and would cost an activity and a scope for each.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // That an old page's form is refused is told to its reader.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical);
        AddServices(builder.Services, host, options);
        replace?.Invoke(builder.Services);

        var site = builder.Build();
        site.Use(SecurityHeaders.InvokeAsync);
        site.UseExceptionHandler();
        site.Use(new PublicAddress(options.Console).InvokeAsync);
        site.Use(new Doorway(options.Tokens, Doors(options)).InvokeAsync);
        site.UseRouting();
        site.UseAuthentication();
        site.UseAuthorization();
        Map(site, options);
        return site;
    }

    /// <summary>Paths whose doors verify every request by themselves.</summary>
    private static ImmutableArray<PathString> Doors(SiteOptions options) =>
    [
        .. options.Slack is { UsesSocket: false } slack ? [new PathString(slack.Path)] : Array.Empty<PathString>(),
        .. options.Teams is null ? Array.Empty<PathString>() : [new PathString(TeamsEndpoints.Path)],
        // The console without a provider is for this machine, like the local
        // page; with one, it lets nobody in whom the provider does not know.
        .. options.Console.OpenIdConnect is null
            ? Array.Empty<PathString>()
            : [new PathString(ReviewConsole.Path), new PathString("/assets")],
    ];

    private static void AddServices(IServiceCollection services, BotHost host, SiteOptions options)
    {
        services.AddRouting();
        services.AddProblemDetails();
        services.AddDataProtection().SetApplicationName("PolicyBot");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new ProtectionKeys(host.Database));
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "policybot-form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            form.FormFieldName = PageForm.TokenField;
            form.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton(host).AddSingleton(options).AddSingleton(new InFlight(options.MaxInFlight));
        services.AddTurns(host, options.Day, options.Admin);
        if (options.Slack is { } slack)
            services.AddSingleton<SlackNames>(language =>
                new DisplayNames(host.Revisions.Current.Bot.Knowledge, host.Languages.Of(language))).AddSlack(slack);
        if (options.Teams is { } teams) services.AddTeams(teams);
        services.AddSingleton<ReachKeeper>().AddSingleton<IAddressBook>(s => s.GetRequiredService<ReachKeeper>())
            .AddHostedService(s => s.GetRequiredService<ReachKeeper>());
        services.AddSingleton<Health>().AddSingleton<ApiEndpoint>().AddSingleton<PageEndpoints>().AddSingleton<PageRenderer>();
        services.AddReview(options.Console);
    }

    private static void Map(WebApplication site, SiteOptions options)
    {
        var page = site.Services.GetRequiredService<PageEndpoints>();
        site.MapGet("/", (Delegate)page.HomeAsync);
        site.MapGet("/c/{conversation}", page.ConversationAsync);
        site.MapPost("/ask", (Delegate)page.AskAsync);
        // The doorway has let it in: no session is looked for.
        site.MapPost("/api/ask", site.Services.GetRequiredService<ApiEndpoint>().AskAsync).ShortCircuit();
        if (options.Slack is { UsesSocket: false }) site.MapSlack();
        if (options.Teams is not null) site.MapTeams();
        var health = site.Services.GetRequiredService<Health>();
        site.MapGet("/health/live", () => Results.Text("alive"));
        site.MapGet("/health/ready", (Delegate)health.ReadyAsync);
        site.MapGet("/health/channels", (Delegate)health.Channels);
        site.MapReview();
        SiteAssets.Map(site);
        site.MapFallback((Delegate)page.NotFoundAsync);
    }

    private static void Listen(KestrelServerOptions server, Uri url)
    {
        server.AddServerHeader = false;
        // Larger bodies are refused with an answer by the endpoints; this is where the connection is cut.
        server.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
        if (url.IdnHost == "localhost" && url.Port != 0) server.ListenLocalhost(url.Port);
        else server.Listen(url.IdnHost == "localhost" ? IPAddress.Loopback : IPAddress.Parse(url.IdnHost), url.Port);
    }
}
