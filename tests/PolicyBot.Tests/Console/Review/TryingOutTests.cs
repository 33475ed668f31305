using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Answers;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>What the link that `serve` prints is good for, in a bot in which nobody holds a role yet, and after that.</summary>
public sealed class TryingOutTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<long> GapAsync(ReviewSite site)
    {
        using var asker = site.Stranger();
        using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
            SiteFixture.Json("""{ "id": "1", "question": "Can I use Zyxwriter?" }"""), Cancel)) { }
        return await PolicyStage.GapAsync(site, GapKind.UnknownTool);
    }

    [Fact]
    public async Task Where_nobody_holds_a_role_the_links_holder_drafts_and_hands_in_and_does_not_approve_it_themselves()
    {
        await using var site = await ReviewSite.StartAsync(new AdminOptions());
        var gap = await GapAsync(site);
        using var tester = await site.SignedInAsync();
        using (var drafted = await ReviewSite.PostAsync(tester, $"/review/gaps/{gap}/alias", ("tool", "chatgpt"), ("alias", "Zyxwriter")))
            Assert.Equal("/review/drafts/1", drafted.Headers.Location?.ToString());
        using (await ReviewSite.PostAsync(tester, "/review/drafts/1/submit", ("why", "to see how it goes"))) { }
        using (var own = await ReviewSite.PostAsync(tester, "/review/drafts/1/approve", ("seen", "x")))
            Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        await using var db = site.App.Services.GetRequiredService<Database>().Open();
        Assert.Equal(1, await db.Revisions.CountAsync(Cancel));
    }

    [Fact]
    public async Task From_the_first_role_on_the_link_lets_people_read_and_no_more()
    {
        await using var site = await ReviewSite.StartAsync(new AdminOptions());
        var gap = await GapAsync(site);
        using var tester = await site.SignedInAsync();
        await using (var db = site.App.Services.GetRequiredService<Database>().Open())
        {
            db.Roles.Add(new() { Role = AdminRoles.PolicyAdmin, Person = "kim@x.example", By = "settings", At = 0 });
            await db.SaveChangesAsync(Cancel);
        }
        using (var drafted = await ReviewSite.PostAsync(tester, $"/review/gaps/{gap}/alias", ("tool", "chatgpt"), ("alias", "Zyxwriter")))
            Assert.Equal(HttpStatusCode.Forbidden, drafted.StatusCode);
        Assert.Contains("Zyxwriter", await tester.GetStringAsync(new Uri("/review/gaps", UriKind.Relative), Cancel),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_providers_claim_changes_nothing_though_nobody_holds_a_role()
    {
        await using var site = await ReviewSite.StartAsync(new AdminOptions());
        var gap = await GapAsync(site);
        var desk = site.App.Services.GetRequiredService<AdminDesk>();
        var host = site.App.Services.GetRequiredService<BotHost>();
        var claimed = new AdminPerson("kim@x.example", ["kim@x.example", "oidc:1"], []) { SessionRoles = AdminRoles.All };
        Assert.True((await desk.RunAsync(host.Book, host.Database, $"gap close {gap} --why x", claimed)).Denied);
        Assert.False((await desk.RunAsync(host.Book, host.Database, $"gap show {gap}", claimed)).Denied);
    }
}
