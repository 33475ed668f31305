using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Log;
using PolicyBot.Slack;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Web;
using PolicyBot.Web.Page;
using PolicyBot.Web.Review;

namespace PolicyBot.Commands;

/// <summary>What `serve` is called with. <paramref name="Knowledge"/>: a folder to publish before anything else, where it differs from what
/// is published; null: at the first start the shipped one. <paramref name="Day"/> null: today in the organisation's time zone.</summary>
public sealed record ServeOptions(string? Knowledge = null, string? Url = null, DateOnly? Day = null)
{
    public StorageOptions Storage { get; init; } = new();
    public LogOptions Log { get; init; } = new();
    public AdminOptions Admin { get; init; } = new();
    public ConsoleOptions Console { get; init; } = new();

    /// <summary>Null where the section is missing.</summary>
    public SlackOptions? Slack { get; init; }
    public TeamsOptions? Teams { get; init; }

    /// <summary>What keeps the settings from being read at all (<see cref="Settings.Problems"/>).</summary>
    public ImmutableArray<string> Unreadable { get; init; } = [];

    /// <summary>`Api:Tokens` of the settings.</summary>
    public ImmutableArray<string> Tokens { get; init; } = [];

    /// <summary>With the tokens of appsettings.json in the working folder and of the environment (`Api__Tokens__0`).</summary>
    public ServeOptions WithSettings()
    {
        var settings = Settings.Read();
        if (Settings.Problems(settings) is { IsEmpty: false } problems) return this with { Unreadable = problems };
        return this with
        {
            Tokens = [.. settings.GetSection("Api:Tokens").Get<string[]>() ?? []],
            Storage = Settings.Storage(settings),
            Log = Settings.Log(settings),
            Slack = Settings.Slack(settings),
            Teams = Settings.Teams(settings),
            Admin = Settings.Admin(settings),
            Console = Settings.Console(settings),
        };
    }
}

/// <summary>`serve`: the local page and the API, until it is told to stop.</summary>
public static class ServeCommand
{
    /// <returns>0 after an orderly stop; 1, and one line on <paramref name="err"/>, where it cannot start.</returns>
    public static async Task<int> RunAsync(ServeOptions options, TimeProvider time, TextWriter output, TextWriter err,
        CancellationToken cancel = default)
    {
        if (!options.Unreadable.IsEmpty) return await FailAsync(err, string.Join("; ", options.Unreadable));
        if (AddressProblem(options, out var url) is { } problem) return await FailAsync(err, problem);
        string[] missing = [.. options.Storage.Problem is { } m ? [m] : Array.Empty<string>(), .. options.Slack?.Problems() ?? [],
            .. options.Teams?.Problems() ?? [], .. options.Admin.Problems(), .. options.Console.Problems()];
        if (missing.Length > 0) return await FailAsync(err, string.Join("; ", missing));
        if (await OpenAsync(options, time, err, cancel) is not { } host) return 1;
        using var key = host.Key;
        // The first question compiles what the reader looks names up in; nobody should wait for that, nor `ready` be said before.
        var bot = host.Revisions.Current.Bot;
        bot.Ask(new Turn("", Conversation.Fresh, Asker.Nobody, DateOnly.MinValue));
        ImmutableArray<string> languages = [.. PageTexts.Languages.OrderBy(l => l != bot.Knowledge.DefaultLanguage)];
        await using var site = Site.Build(host, new SiteOptions(url, languages)
        {
            Day = options.Day,
            Tokens = options.Tokens,
            Slack = options.Slack,
            Teams = options.Teams,
            Admin = options.Admin,
            Console = options.Console,
        });
        return await RunAsync(site, options, options.Console.OpenIdConnect is null ? new SignInLinks(host.Database, time) : null, url,
            output, err, cancel);
    }

    /// <summary>A process that can add nothing to the log would take turns that it cannot complete.</summary>
    private static async Task<string?> HeadProblemAsync(BotHost host, CancellationToken cancel)
    {
        if (await new LogReader(host.Database).HeadAsync(cancel) is not { } head) return null;
        await using var db = host.Database.Open();
        return await HeadCheck.ProblemAsync(db, head, [host.Key.Verifier], cancel);
    }

    /// <summary>Null after the trouble was told.</summary>
    private static async Task<BotHost?> OpenAsync(ServeOptions options, TimeProvider time, TextWriter err, CancellationToken cancel)
    {
        try
        {
            var host = await BotHost.OpenAsync(options.Storage, options.Log, time, cancel);
            if (await HeadProblemAsync(host, cancel) is { } touched) throw new InvalidDataException(touched);
            var first = !await host.Revisions.RefreshAsync(cancel);
            if (options.Knowledge is null && !first) return host;
            var folder = options.Knowledge ?? Setup.DefaultFolder;
            var problems = await host.ImportAsync(folder, "operator", first ? "first start" : "serve --knowledge", cancel);
            foreach (var problem in problems) await err.WriteLineAsync(problem.ToString());
            if (problems.IsEmpty) return host;
            await FailAsync(err, $"the knowledge in `{folder}` cannot be used; `check` tells more");
        }
        catch (Exception e) when (e is System.Data.Common.DbException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await FailAsync(err, $"the database cannot be used: {e.Message}");
        }
        return null;
    }

    private static async Task<int> RunAsync(WebApplication site, ServeOptions options, SignInLinks? links, Uri url, TextWriter output,
        TextWriter err, CancellationToken cancel)
    {
        try
        {
            await site.StartAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            var inUse = e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException;
            return await FailAsync(err, inUse
                ? $"port {url.Port} is already in use; stop the other program or choose another with --urls http://127.0.0.1:PORT"
                : $"cannot listen on {url.GetLeftPart(UriPartial.Authority)}: {e.Message}");
        }
        await output.WriteLineAsync($"PolicyBot is listening. Ask at {site.Urls.First()}");
        if (links is not null) await output.WriteLineAsync(await links.TellAsync(site.Urls.First()));
        if (!await site.Services.GetRequiredService<AdminDesk>().IsAnybodySetAsync(site.Services.GetRequiredService<Database>()))
            await output.WriteLineAsync(
                "Nobody may change the policy yet: name the first policy admins and approvers in `Admin` of the settings"
                + $" (this shell is `{AdminPerson.OfShell(Environment.UserName).Key}`, the local page `local:{Doorway.Loopback}`).");
        if (options.Console.Caution(options.Slack is not null || options.Teams is not null) is { } caution)
            await output.WriteLineAsync(caution);
        await output.FlushAsync(CancellationToken.None);
        await site.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static string? AddressProblem(ServeOptions options, out Uri url)
    {
        url = SiteOptions.DefaultUrl;
        if (options.Url is null) return null;
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var asked) || asked.Scheme != Uri.UriSchemeHttp || asked.PathAndQuery != "/")
            return $"`{options.Url}` is no address to listen on; write it like {SiteOptions.DefaultUrl.GetLeftPart(UriPartial.Authority)}";
        url = asked;
        if (asked.IdnHost == "localhost") return null;
        if (!IPAddress.TryParse(asked.IdnHost, out var address))
            return $"`{asked.IdnHost}` is no IP address; listen on 127.0.0.1, [::1] or localhost";
        return IPAddress.IsLoopback(address) || options.Tokens.Length > 0 || options.Slack is { UsesSocket: false }
            || options.Teams is not null || options.Console.OpenIdConnect is not null
            ? null
            : $"{asked.IdnHost} can be reached by others; name bearer tokens in `Api:Tokens` first, or listen on 127.0.0.1";
    }

    private static async Task<int> FailAsync(TextWriter err, string problem)
    {
        await err.WriteLineAsync($"policybot serve: {problem}");
        return 1;
    }
}
