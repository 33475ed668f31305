using System.Net;
using PolicyBot.Storage;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web.Review;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>The reviewers' console: signing in, reading for a reason, verifying, exporting, signing out.</summary>
internal static class ReviewTour
{
    public static async Task RunAsync(string file, CancellationToken cancel)
    {
        await using var site = await ReviewSite.StartAsync(file);
        using var client = await site.SignedInAsync();
        async Task<string> Get(string path) => await client.GetStringAsync(new Uri(path, UriKind.Relative), cancel);
        Task Post(string path, params (string, string)[] fields) => SendAsync(client, path, HttpStatusCode.SeeOther, fields);
        Task Look(string path, params (string, string)[] fields) => SendAsync(client, path, HttpStatusCode.OK, fields);

        await Get("/review");
        await Post("/review/reason", ("reason", "case 17"), ("returnUrl", "/review"));
        await Get("/review?tool=deepseek&verdict=prohibited&person=loopback&text=DeepSeek&from=2020-01-01&to=2100-01-01&revision=1&rule=x");
        await Get("/review?before=3");
        await Get("/review?after=0");
        await Get("/review?text=deepseek");
        await Get("/review?tool=deepseek");
        await Get("/review?gap=not-covered&kind=answer");
        await Get("/review?gap=any&after=0");
        await Get("/review/entries/1");
        await Get("/review/entries/1/proof");
        await Post("/review/integrity/verify");
        await Post("/review/exports", ("format", "jsonl"), ("reason", "audit 2026"), ("from", "2020-01-01"), ("to", "2100-01-01"));
        for (var i = 0; i < 100 && !(await Get("/review/exports")).Contains("/review/exports/", StringComparison.Ordinal); i++)
            await Task.Delay(50, cancel);
        for (var id = 1; id <= 3; id++) using (await client.GetAsync(new Uri($"/review/exports/{id}", UriKind.Relative), cancel)) { }
        await Get("/review/integrity");
        await Get("/review/numbers");
        // Nobody holds a role: the link's count.
        await SendAsync(client, "/review/drafts/9/approve", HttpStatusCode.Conflict, [("seen", "x")]);
        using (await client.GetAsync(new Uri("/c/none", UriKind.Relative), cancel)) { }
        await Look("/review/retention/hold", ("person", "nobody"), ("tool", "deepseek"), ("from", "2020-01-01"), ("to", "2100-01-01"),
            ("reason", "case 17"));
        await Post("/review/retention/hold/confirm", ("person", "nobody"), ("conversation", "c"), ("tool", "deepseek"),
            ("reason", "case 17"));
        await Get("/review/retention");
        await Get("/review/retention/purge");
        await Look("/review/retention/erase", ("person", "nobody"), ("reason", "request"), ("authority", "a"));
        await Post("/review/reason/end");
        await Post("/review/sign-out");
        await AgingAsync(file, cancel);
        await PolicyAsync(cancel);
    }

    /// <summary>The pages about the policy, on a database of their own.</summary>
    private static async Task PolicyAsync(CancellationToken cancel)
    {
        await using var site = await ReviewSite.StartAsync(admin: PolicyStage.Admin);
        await PolicyStage.SetAsync(site);
        using var client = await site.SignedInAsync();
        foreach (var path in (string[])["policy", "policy/revisions/1", "policy/revisions/2", "drafts", "drafts/1", "drafts/3",
            "exceptions", "due", "gaps"])
            await client.GetStringAsync(new Uri("/review/" + path, UriKind.Relative), cancel);
        var gap = await PolicyStage.GapAsync(site, Core.Answers.GapKind.UnknownTool);
        await client.GetStringAsync(new Uri($"/review/gaps/{gap}", UriKind.Relative), cancel);
        using (var replayed = await ReviewSite.PostAsync(client, "/review/drafts/3/replay", ("last", "5")))
            Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        await SendAsync(client, $"/review/gaps/{gap}/alias", HttpStatusCode.SeeOther, [("tool", "chatgpt"), ("alias", "Zyxwriter")]);
        foreach (var path in (string[])["drafts/3/reject", "exceptions/1/deny", $"gaps/{gap}/close"])
        {
            using var answer = await ReviewSite.PostAsync(client, "/review/" + path, ("why", "w"));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }
    }

    private static async Task SendAsync(HttpClient client, string path, HttpStatusCode expected, (string, string)[] fields)
    {
        using var answer = await ReviewSite.PostAsync(client, path, fields);
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>A session that is used, and one that is over; the parts of an export that failed.</summary>
    private static async Task AgingAsync(string file, CancellationToken cancel)
    {
        var clock = new TestClock();
        var database = new Database(new() { Connection = file });
        var sessions = new Sessions(database, new(), new(), clock);
        var id = await sessions.StartAsync(new(["shell:tester"], "tester", []), null);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await sessions.FindAsync(id, used: true, cancel));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await sessions.FindAsync(id, used: true, cancel));
        await ExportJobs.RemovePartsAsync(database, -1);
    }
}
