using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Drives every line of the product that asks the database: the site, a channel, the desk, the verbs.</summary>
internal static class Tour
{
    public static async Task RunAsync(CancellationToken cancel)
    {
        var file = SiteFixture.NewFile();
        using (var host = (await SiteFixture.OpenAsync(file)).Key)
        {
            await SiteAsync(file, cancel);
        }
        await ChannelTour.RunAsync(file, cancel);
        await DeskTour.RunAsync(file, cancel);
        await ExceptionTour.RunAsync(SiteFixture.NewFile(), cancel);
        await GapTour.RunAsync(cancel);
        await ReviewTour.RunAsync(file, cancel);
        var opened = await SiteFixture.OpenAsync(file);
        await LengthenAsync(opened);
        opened.Key.Dispose();
        await VerbTour.RunAsync(file, cancel);
        await RepairAsync(cancel);
    }

    /// <summary>A revision that was altered, and is restored.</summary>
    private static async Task RepairAsync(CancellationToken cancel)
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        await using var db = host.Database.Open();
        await db.Revisions.ExecuteUpdateAsync(set => set.SetProperty(r => r.ContentId, "x"), cancel);
        Assert.Equal("1", await RevisionRepair.RunAsync(host, Path.Combine(SiteFixture.Root, "knowledge"), "test", "test", cancel));
    }

    private static async Task SiteAsync(string file, CancellationToken cancel)
    {
        await using var site = await SiteFixture.StartAsync(o => o with { Admin = new() { PolicyAdmins = ["local:loopback"] } }, file);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
        foreach (var (id, question) in new[] { ("1", "Can I use DeepSeek?"), ("1", "Can I use DeepSeek?"), ("2", "role list"),
            ("2", "role list"), ("3", "block DeepSeek for everyone from Monday"), ("4", "exception list") })
        {
            using var answer = await client.PostAsync("/api/ask",
                SiteFixture.Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = id, ["question"] = question })),
                cancel);
            answer.EnsureSuccessStatusCode();
        }
        using var page = await SiteFixture.AskAsync(client, "Can I use ChatGPT?");
        await client.GetStringAsync("/", cancel);
        await client.GetStringAsync("/health/ready", cancel);
        await site.StopAsync(cancel);
    }

    /// <summary>Beyond 256 entries, so that a proof reads stored subtrees; and what a batch and a verification ask on SQL Server.</summary>
    private static async Task LengthenAsync(BotHost host)
    {
        await using var db = host.Database.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var rows = new TrackedRows(db);
        await rows.NewTurnsAsync([new() { TurnId = "t", Channel = "local", Conversation = "c", MessageId = "m" }]);
        await rows.BegunThreadsAsync(["local/c"]);
        await rows.HeldTurnsAsync([1], "r");
        await rows.HeldRepliesAsync([1], "r");
        await RevisionCheck.ProblemAsync(db, CancellationToken.None);
        await host.Book.AppendAsync(rows, [.. Enumerable.Range(0, 600).Select(_ => NewEntry.Of(EntryKind.Start, null))], []);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        await foreach (var record in new LogReader(host.Database).RecordsAsync(0, 2, CancellationToken.None))
            Assert.False(record.Leaf.IsEmpty);
    }
}
