using System.Net;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Whose approval counts in the console, and for what.</summary>
public sealed class DraftApprovalTests : DraftStage
{
    [Fact]
    public async Task Nobody_approves_their_own_draft_by_whichever_name_they_come_in()
    {
        await SaysAsync("role grant policy-admin shell:kim");
        var atTheShell = AdminPerson.OfShell("kim");
        await SaysAsync("rule add no-gemini --effect forbid --tool gemini", atTheShell);
        await SaysAsync("draft submit 1 --why w", atTheShell);
        using var kim = await site.SignedInAsync(user: "kim");
        var page = await GetAsync(kim, "/review/drafts/1");
        Assert.Contains("You have written this change", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/review/drafts/1/approve", page, StringComparison.Ordinal);
        using var tried = await ReviewSite.PostAsync(kim, "/review/drafts/1/approve", ("seen", DraftJson.SealOf(await DraftAsync(1))));
        Assert.Equal(HttpStatusCode.Conflict, tried.StatusCode);
        Assert.Contains("approved by another person", await TextAsync(tried), StringComparison.Ordinal);
        // Written in Teams under an address; approved under the object id, or in Slack under the same address.
        var teams = AdminPerson.Of(new Person("teams", "0-1-2") { Email = "kim@x.example" });
        await SaysAsync("rule add no-claude --effect forbid --tool claude", teams);
        await SaysAsync("draft submit 2 --why w", teams);
        await SaysAsync("role grant approver entra:0-1-2");
        foreach (var same in (AdminPerson[])[new("entra:0-1-2", ["entra:0-1-2", "oidc:7"], []), Kim])
            Assert.Contains("approved by another person", await SaysAsync("draft approve 2", same), StringComparison.Ordinal);
        Assert.All([await DraftAsync(1), await DraftAsync(2)], d => Assert.Empty(d.Approvals));
    }

    [Fact]
    public async Task One_person_with_two_names_counts_once_where_two_are_needed()
    {
        await DraftedAsync("rule set restricted-information --effect permit");
        var lee = new AdminPerson("lee@x.example", ["lee@x.example", "entra:9"], []);
        await SaysAsync("role grant approver lee@x.example");
        await SaysAsync("role grant approver entra:9");
        Assert.Contains("1 of 2 have approved", await SaysAsync("draft approve 1", lee), StringComparison.Ordinal);
        Assert.Contains("you have approved draft 1 already", await SaysAsync("draft approve 1", new("entra:9", ["entra:9"], [])),
            StringComparison.Ordinal);
        using var choi = await site.SignedInAsync(user: "choi");
        Assert.Contains("the approval of two other people", await GetAsync(choi, "/review/drafts/1"), StringComparison.Ordinal);
        using var second = await ApproveAsync(choi, 1);
        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
        Assert.Equal(DraftState.Approved, (await DraftAsync(1)).State);
    }

    [Fact]
    public async Task What_a_draft_does_on_later_days_is_shown_where_no_day_is_asked_for()
    {
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini --effective 2199-01-01 --expires 2199-02-01");
        using var lee = await site.SignedInAsync(user: "lee");
        var page = await GetAsync(lee, "/review/drafts/1");
        Assert.Contains("No verdict and no duty changes on this day.", page, StringComparison.Ordinal);
        var from = page.IndexOf("What changes from 2199-01-01", StringComparison.Ordinal);
        Assert.InRange(page.IndexOf("Newly prohibited", StringComparison.Ordinal), from, page.IndexOf("What changes from 2199-02-01", StringComparison.Ordinal));
        Assert.Contains("No verdict and no duty is changed any more.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What changes from", await GetAsync(lee, "/review/drafts/1?on=2199-01-15"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_click_and_ten_at_once_approve_once()
    {
        await DraftedAsync("rule set restricted-information --effect permit");
        using var lee = await site.SignedInAsync(user: "lee");
        var seal = Seal(await GetAsync(lee, "/review/drafts/1"));
        var token = await ReviewSite.TokenAsync(lee);
        var clicks = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => lee.PostAsync(new Uri("/review/drafts/1/approve", UriKind.Relative),
            new FormUrlEncodedContent([new("token", token), new("seen", seal), new("note", "fine")]), Cancel)));
        foreach (var click in clicks)
        {
            Assert.Equal("/review/drafts/1", click.Headers.Location?.ToString());
            click.Dispose();
        }
        Assert.Equal("shell:lee", Assert.Single((await DraftAsync(1)).Approvals).By);
        Assert.Contains("You have approved it", await GetAsync(lee, "/review/drafts/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_looked_at_is_not_approved()
    {
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini");
        using var lee = await site.SignedInAsync(user: "lee");
        var seal = Seal(await GetAsync(lee, "/review/drafts/1"));
        // The author makes another edit and hands it in again; then another revision is published below it.
        await SaysAsync("rule set no-gemini --effect permit --draft 1");
        await SaysAsync("draft submit 1 --why again");
        using (var late = await ReviewSite.PostAsync(lee, "/review/drafts/1/approve", ("seen", seal)))
            Assert.Contains("not what you looked at", await TextAsync(late), StringComparison.Ordinal);
        var second = Seal(await GetAsync(lee, "/review/drafts/1"));
        Assert.NotEqual(seal, second);
        await PublishOtherAsync("rule add no-claude --effect forbid --tool claude", 2);
        using (var moved = await ReviewSite.PostAsync(lee, "/review/drafts/1/approve", ("seen", second)))
            Assert.Contains("another revision was published", await TextAsync(moved), StringComparison.Ordinal);
        Assert.Empty((await DraftAsync(1)).Approvals);
        using var looked = await ApproveAsync(lee, 1);
        Assert.Equal(HttpStatusCode.SeeOther, looked.StatusCode);
        Assert.Single((await DraftAsync(1)).Approvals);
    }

    [Fact]
    public async Task A_role_of_the_console_alone_lets_read_and_not_approve()
    {
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini");
        // The link's roles are all three, and rae is a reviewer in the records.
        using var rae = await site.SignedInAsync(user: "rae");
        var page = await GetAsync(rae, "/review/drafts/1");
        Assert.Contains("none of your names has: shell:rae", page, StringComparison.Ordinal);
        foreach (var (path, field) in new[] { ("approve", "seen"), ("reject", "why"), ("publish", "x") })
        {
            using var tried = await ReviewSite.PostAsync(rae, "/review/drafts/1/" + path, (field, DraftJson.SealOf(await DraftAsync(1))));
            Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
            Assert.Contains("Ask kim@x.example", await TextAsync(tried), StringComparison.Ordinal);
        }
        Assert.Equal(DraftState.Submitted, (await DraftAsync(1)).State);
        Assert.Equal(3, (await EntriesAsync()).Count(e => e.Counts.ContainsKey("denied")));
    }

    [Fact]
    public async Task An_approver_who_was_dismissed_meanwhile_approves_nothing()
    {
        await SaysAsync("role grant approver shell:moon");
        await DraftedAsync("rule add no-gemini --effect forbid --tool gemini");
        using var moon = await site.SignedInAsync(user: "moon");
        var seal = Seal(await GetAsync(moon, "/review/drafts/1"));
        await using (var db = host.Database.Open()) await db.Roles.Where(r => r.Person == "shell:moon").ExecuteDeleteAsync(Cancel);
        using var tried = await ReviewSite.PostAsync(moon, "/review/drafts/1/approve", ("seen", seal));
        Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
        Assert.Empty((await DraftAsync(1)).Approvals);
    }
}
