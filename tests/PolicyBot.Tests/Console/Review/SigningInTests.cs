using System.Net;
using PolicyBot.Admin.Execution;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

public sealed class SigningInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Cookie? SessionOf(CookieContainer cookies, ReviewSite site) => cookies.GetCookies(site.Url)["policybot-session"];

    [Fact]
    public async Task A_link_signs_in_once()
    {
        await using var site = await ReviewSite.StartAsync();
        var link = await site.LinkAsync();
        using var first = site.Stranger();
        using var second = site.Stranger();
        using var shown = await first.GetAsync(new Uri($"/review/sign-in?link={link}", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        using var signedIn = await ReviewSite.PostAsync(first, "/review/sign-in", ("link", link));
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("policybot-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var again = await ReviewSite.PostAsync(second, "/review/sign-in", ("link", link));
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
    }

    [Fact]
    public async Task Signing_in_gives_a_session_that_nobody_knew_and_ends_the_one_before()
    {
        await using var site = await ReviewSite.StartAsync();
        var cookies = new CookieContainer();
        using var client = await site.SignedInAsync(cookies);
        var planted = SessionOf(cookies, site)!.Value;
        using var _ = await ReviewSite.PostAsync(client, "/review/sign-in", ("link", await site.LinkAsync()));
        Assert.NotEqual(planted, SessionOf(cookies, site)!.Value);
        var attackers = new CookieContainer();
        attackers.Add(site.Url, new Cookie("policybot-session", planted));
        using var attacker = site.Stranger(attackers);
        using var response = await attacker.GetAsync(new Uri("/review", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_signed_out_is_over_on_every_replica()
    {
        await using var one = await ReviewSite.StartAsync();
        await using var other = await ReviewSite.StartAsync(one.Database);
        var cookies = new CookieContainer();
        using var client = await one.SignedInAsync(cookies);
        var kept = new CookieContainer();
        kept.Add(other.Url, new Cookie("policybot-session", SessionOf(cookies, one)!.Value));
        using var elsewhere = other.Stranger(kept);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync(new Uri("/review", UriKind.Relative), Cancel)).StatusCode);
        using var _ = await ReviewSite.PostAsync(client, "/review/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, (await elsewhere.GetAsync(new Uri("/review", UriKind.Relative), Cancel)).StatusCode);
    }

    [Theory]
    [InlineData(29, 0, true)]
    [InlineData(31, 0, false)]
    [InlineData(0, 8, true)]
    [InlineData(0, 10, false)]
    public async Task A_session_ends_unused_after_half_an_hour_and_used_after_nine_hours(int idleMinutes, int ageHours, bool lives)
    {
        await using var site = await ReviewSite.StartAsync();
        using var client = await site.SignedInAsync();
        await using (var db = new Storage.Database(new() { Connection = site.Database }).Open())
        {
            foreach (var session in db.Sessions)
            {
                session.SeenAt -= idleMinutes * 60_000L;
                session.SignedInAt -= ageHours * 3_600_000L;
            }
            await db.SaveChangesAsync(Cancel);
        }
        using var response = await client.GetAsync(new Uri("/review", UriKind.Relative), Cancel);
        Assert.Equal(lives ? HttpStatusCode.OK : HttpStatusCode.SeeOther, response.StatusCode);
    }

    [Theory]
    [InlineData("/review/entries/5?x=1#t", "/review/entries/5?x=1#t")]
    [InlineData("//evil.example/review", "/review")]
    [InlineData("/\\evil.example", "/review")]
    [InlineData("https://evil.example/review", "/review")]
    [InlineData("/review@evil.example", "/review")]
    [InlineData("/review//evil.example", "/review")]
    [InlineData("/review/../ask", "/review")]
    [InlineData("/review\r\nX: y", "/review")]
    [InlineData("javascript:alert(1)", "/review")]
    [InlineData(null, "/review")]
    public async Task The_way_back_leads_to_the_console_alone(string? wanted, string location)
    {
        Assert.Equal(location, LocalUrl.Of(wanted));
        await using var site = await ReviewSite.StartAsync();
        using var client = site.Stranger();
        using var response = await ReviewSite.PostAsync(client, "/review/sign-in", ("link", await site.LinkAsync()),
            ("returnUrl", wanted ?? ""));
        Assert.Equal(wanted is not null && wanted.Contains('\n', StringComparison.Ordinal) ? "/review" : location,
            response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Somebody_whose_roles_were_granted_by_command_has_them_at_once()
    {
        await using var site = await ReviewSite.StartAsync(console: ReviewSite.With(AdminRoles.Approver));
        using var client = await site.SignedInAsync();
        Assert.Equal("/review/drafts", (await client.GetAsync(new Uri("/review", UriKind.Relative), Cancel)).Headers.Location?.ToString());
        await using (var db = new Storage.Database(new() { Connection = site.Database }).Open())
        {
            db.Roles.Add(new() { Role = AdminRoles.Reviewer, Person = "shell:tester", By = "test" });
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/review", UriKind.Relative), Cancel)).StatusCode);
    }
}
