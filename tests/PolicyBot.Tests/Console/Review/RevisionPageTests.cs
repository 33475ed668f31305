using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

public sealed class RevisionPageTests
{
    private const string Script = "<script>alert('x')</script>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> GetAsync(HttpClient client, string path) =>
        await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    /// <summary>A second revision in which a rule is changed, one is new, and both hold script.</summary>
    private static async Task ChangeAsync(ReviewSite site)
    {
        var host = await SiteFixture.OpenAsync(site.Database);
        using var key = host.Key;
        var documents = await host.Revisions.DocumentsAsync(1, Cancel);
        var policy = documents.Single(d => d.Path == "policy/sample-policy.yaml");
        var text = Encoding.UTF8.GetString(policy.Content)
            .Replace("review-by: 2027-02-06", "review-by: 2027-01-01", StringComparison.Ordinal);
        text = text.Replace("\nrules:\n",
            $"\nrules:\n  - {{id: new-rule, effect: forbid, tools: {{ids: [deepseek]}}, reason: \"{Script}\"}}\n",
            StringComparison.Ordinal);
        var published = await host.Revisions.PublishAsync([.. documents.Where(d => d != policy),
            new("policy/sample-policy.yaml", Encoding.UTF8.GetBytes(text))],
            new("kim@x.example", ["lee@x.example"], Script), 1, Cancel);
        Assert.Equal(2, published.Number);
    }

    [Fact]
    public async Task Revisions_are_listed_newest_first_with_who_when_and_why()
    {
        await using var site = await ReviewSite.StartAsync(console: ReviewSite.With(AdminRoles.Approver));
        await ChangeAsync(site);
        using var client = await site.SignedInAsync();
        var page = await GetAsync(client, "/review/policy");
        Assert.True(page.IndexOf("/revisions/2\"", StringComparison.Ordinal) < page.IndexOf("/revisions/1\"", StringComparison.Ordinal));
        Assert.Contains("kim@x.example", page, StringComparison.Ordinal);
        Assert.Contains("lee@x.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        var first = await GetAsync(client, "/review/policy?before=2");
        Assert.DoesNotContain("/revisions/2\"", first, StringComparison.Ordinal);
        Assert.Contains("/revisions/1\"", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_was_altered_is_told_of_on_a_page_in_the_place_of_its_differences()
    {
        await using var site = await ReviewSite.StartAsync(console: ReviewSite.With(AdminRoles.Approver));
        await ChangeAsync(site);
        await using (var db = new Database(new() { Connection = site.Database }).Open())
            await db.Database.ExecuteSqlRawAsync("UPDATE Documents SET Content = Content || ' ' WHERE Hash IN (SELECT Hash FROM "
                + "RevisionDocuments WHERE Number = 1 AND Path = 'policy/sample-policy.yaml')", Cancel);
        using var client = await site.SignedInAsync();
        using var answer = await client.GetAsync(new Uri("/review/policy/revisions/2", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("revision 1 was altered in the database", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_tells_how_it_differs_from_the_one_before_or_any_other()
    {
        await using var site = await ReviewSite.StartAsync();
        await ChangeAsync(site);
        using var client = await site.SignedInAsync();
        var encoded = await GetAsync(client, "/review/policy/revisions/2");
        Assert.DoesNotContain(Script, encoded, StringComparison.Ordinal);
        var second = WebUtility.HtmlDecode(encoded);
        Assert.Contains("1 added, 1 changed, 0 removed", second, StringComparison.Ordinal);
        Assert.Contains("<ins>+ review-by: 2027-01-01</ins>", second, StringComparison.Ordinal);
        Assert.Contains("<del>− review-by: 2027-02-06</del>", second, StringComparison.Ordinal);
        Assert.Contains("<del>− review-by: 2027-01-01</del>", await GetAsync(client, "/review/policy/revisions/1?against=2"),
            StringComparison.Ordinal);
        Assert.Contains("This is the first revision", await GetAsync(client, "/review/policy/revisions/1"), StringComparison.Ordinal);
        Assert.Contains("No item differs", await GetAsync(client, "/review/policy/revisions/2?against=2"), StringComparison.Ordinal);
        foreach (var missing in new[] { "/review/policy/revisions/3", "/review/policy/revisions/2?against=7" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(missing, UriKind.Relative), Cancel)).StatusCode);
    }
}
