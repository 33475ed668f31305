using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

public sealed class ExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<ReviewSite> AskedAsync()
    {
        var site = await ReviewSite.StartAsync();
        using var asker = site.Stranger();
        foreach (var question in new[] { "Can I use DeepSeek for customer data?", "챗GPT를 써도 되나요?" })
            using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                SiteFixture.Json(JsonSerializer.Serialize(new { id = Guid.NewGuid().ToString("N"), conversation = "c", question })),
                Cancel)) { }
        return site;
    }

    private static BotContext Open(ReviewSite site) => new Database(new() { Connection = site.Database }).Open();

    /// <summary>Asks for an export and waits until it ended.</summary>
    private static async Task<JobRow> ExportAsync(ReviewSite site, HttpClient client, string format = "jsonl")
    {
        using var asked = await ReviewSite.PostAsync(client, "/review/exports", ("format", format), ("reason", "audit 2026"),
            ("from", "2020-01-01"), ("to", "2100-01-01"));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        for (var i = 0; i < 200; i++)
        {
            await using var db = Open(site);
            var job = await db.Jobs.OrderByDescending(j => j.Id).FirstAsync(j => j.Kind == "export", Cancel);
            if (job.State != JobState.Running) return job;
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException("the export did not end");
    }

    private static Task<HttpResponseMessage> FetchAsync(HttpClient client, JobRow job) =>
        client.GetAsync(new Uri($"/review/exports/{job.Id}", UriKind.Relative), Cancel);

    [Theory]
    [InlineData("jsonl", 2)]
    [InlineData("csv", 3)]
    [InlineData("edrm-xml", 3)]
    public async Task What_is_downloaded_is_a_whole_export_and_the_log_tells_of_it(string format, int files)
    {
        await using var site = await AskedAsync();
        using var client = await site.SignedInAsync();
        var job = await ExportAsync(site, client, format);
        Assert.Equal(JobState.Done, job.State);
        using var answer = await FetchAsync(client, job);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        var folder = Directory.CreateTempSubdirectory("policybot-test-").FullName;
        await using (var zip = await answer.Content.ReadAsStreamAsync(Cancel)) await ZipFile.ExtractToDirectoryAsync(zip, folder, Cancel);
        Assert.Equal(files, Directory.GetFiles(folder).Length);
        var key = NoteKey.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(site.Database, ".vkey"), Cancel));
        Assert.Null(await ExportFolder.ProblemAsync(folder, key, Cancel));
        await using var db = Open(site);
        var entry = await db.Entries.Where(e => e.Kind == "export")
            .Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { c.By, c.Reason }).SingleAsync(Cancel);
        Assert.Equal(("shell:tester", "audit 2026"), (entry.By, entry.Reason));
    }

    [Fact]
    public async Task Only_who_made_an_export_fetches_it_and_for_an_hour()
    {
        await using var site = await AskedAsync();
        using var client = await site.SignedInAsync();
        var job = await ExportAsync(site, client);
        await using var db = Open(site);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.By, "shell:other"), Cancel);
        using (var answer = await FetchAsync(client, job)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.By, job.By), Cancel);
        using (var answer = await FetchAsync(client, job)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.SeenAt, j => j.SeenAt - (long)ExportJobs.Kept.TotalMilliseconds),
            Cancel);
        using (var answer = await FetchAsync(client, job)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await ExportKeeper.SweepAsync(await SiteFixture.OpenAsync(site.Database), Cancel);
        Assert.False(await db.JobParts.AnyAsync(Cancel));
    }

    [Fact]
    public async Task An_erasure_withdraws_exports()
    {
        await using var site = await AskedAsync();
        using var client = await site.SignedInAsync();
        var job = await ExportAsync(site, client);
        var host = await SiteFixture.OpenAsync(site.Database);
        var erased = await new LogLifecycle(host.Database, host.Book, host.Time)
            .EraseAsync(new(Person: "loopback"), new("tester", "asked to", "Art. 17"));
        Assert.True(erased.Entries > 0);
        using var answer = await FetchAsync(client, job);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await using var db = Open(site);
        Assert.False(await db.JobParts.AnyAsync(Cancel));
        Assert.Contains("withdrawn", await client.GetStringAsync(new Uri("/review/exports", UriKind.Relative), Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_lacks_a_part_breaks_off_before_its_end()
    {
        await using var site = await AskedAsync();
        using var client = await site.SignedInAsync();
        var job = await ExportAsync(site, client);
        await using var db = Open(site);
        // Parts that are counted and then gone: the second is there, the first is not.
        await db.JobParts.ExecuteUpdateAsync(set => set.SetProperty(p => p.Number, 1), Cancel);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => FetchAsync(client, job));
    }

    [Theory]
    [InlineData("jsonl", "", "", "")]
    [InlineData("xlsx", "audit 2026", "", "")]
    [InlineData("jsonl", "audit 2026", "2026-12-01", "2026-11-01")]
    [InlineData("jsonl", "audit 2026", "yesterday", "")]
    public async Task What_cannot_be_exported_is_told(string format, string reason, string from, string to)
    {
        await using var site = await AskedAsync();
        using var client = await site.SignedInAsync();
        using var answer = await ReviewSite.PostAsync(client, "/review/exports", ("format", format), ("reason", reason),
            ("from", from), ("to", to));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var db = Open(site);
        Assert.False(await db.Jobs.AnyAsync(Cancel));
    }
}
