using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Every endpoint of the site, and who may reach it. An endpoint that is not in the table fails the test.</summary>
public sealed class EndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] AnyRole = [AdminRoles.Reviewer, AdminRoles.Approver, AdminRoles.PolicyAdmin];

    /// <summary>The roles that reach it, any of which is enough: `none` is
    /// anybody on this machine, `signed-in` anybody with a session.</summary>
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["GET /"] = ["none"],
        ["GET /c/{conversation}"] = ["none"],
        ["POST /ask"] = ["none"],
        ["POST /api/ask"] = ["none"],
        ["GET /health/live"] = ["none"],
        ["GET /health/ready"] = ["none"],
        ["GET /health/channels"] = ["none"],
        ["GET /assets/{name}"] = ["none"],
        ["* {*path:nonfile}"] = ["none"],
        ["GET /review/sign-in"] = ["none"],
        ["POST /review/sign-in"] = ["none"],
        ["GET /review/sign-in/provider"] = ["none"],
        ["POST /review/language"] = ["none"],
        ["POST /review/sign-out"] = ["signed-in"],
        ["POST /review/reason"] = [AdminRoles.Reviewer],
        ["POST /review/reason/end"] = [AdminRoles.Reviewer],
        ["GET /review/policy"] = AnyRole,
        ["GET /review/policy/revisions/{number:int}"] = AnyRole,
        ["GET /review/drafts"] = AnyRole,
        ["GET /review/drafts/{number:int}"] = AnyRole,
        ["POST /review/drafts/{number:int}/submit"] = [AdminRoles.PolicyAdmin],
        ["POST /review/drafts/{number:int}/replay"] = AnyRole,
        ["POST /review/drafts/{number:int}/approve"] = [AdminRoles.Approver],
        ["POST /review/drafts/{number:int}/reject"] = [AdminRoles.Approver],
        ["POST /review/drafts/{number:int}/publish"] = [AdminRoles.Approver, AdminRoles.PolicyAdmin],
        ["POST /review/confirm"] = AnyRole,
        ["GET /review/exceptions"] = AnyRole,
        ["POST /review/exceptions/{number:int}/grant"] = AnyRole,
        ["POST /review/exceptions/{number:int}/deny"] = AnyRole,
        ["POST /review/exceptions/{number:int}/revoke"] = AnyRole,
        ["GET /review/gaps"] = [AdminRoles.PolicyAdmin, AdminRoles.Reviewer],
        ["GET /review/gaps/{number:long}"] = [AdminRoles.PolicyAdmin, AdminRoles.Reviewer],
        ["POST /review/gaps/{number:long}/close"] = [AdminRoles.PolicyAdmin],
        ["POST /review/gaps/{number:long}/alias"] = [AdminRoles.PolicyAdmin],
        ["POST /review/gaps/{number:long}/fact"] = [AdminRoles.PolicyAdmin],
        ["POST /review/gaps/{number:long}/rule"] = [AdminRoles.PolicyAdmin],
        ["POST /review/gaps/{number:long}/contact"] = [AdminRoles.PolicyAdmin],
        ["GET /review/due"] = AnyRole,
        ["GET /review/integrity"] = [AdminRoles.Reviewer, AdminRoles.Approver, AdminRoles.PolicyAdmin],
        ["POST /review/integrity/verify"] = [AdminRoles.Reviewer],
        ["GET /review/exports"] = [AdminRoles.Reviewer],
        ["POST /review/exports"] = [AdminRoles.Reviewer],
        ["GET /review/exports/{id:int}"] = [AdminRoles.Reviewer],
        ["GET /review/retention"] = [AdminRoles.Reviewer],
        ["GET /review/retention/purge"] = [AdminRoles.Reviewer],
        ["POST /review/retention/hold"] = [AdminRoles.Reviewer],
        ["POST /review/retention/hold/confirm"] = [AdminRoles.Reviewer],
        ["POST /review/retention/release"] = [AdminRoles.Reviewer],
        ["POST /review/retention/release/confirm"] = [AdminRoles.Reviewer],
        ["POST /review/retention/erase"] = [AdminRoles.Reviewer],
        ["POST /review/retention/erase/confirm"] = [AdminRoles.Reviewer],
        ["GET /review/numbers"] = [AdminRoles.Reviewer, AdminRoles.Approver, AdminRoles.PolicyAdmin],
        ["GET /review/"] = [AdminRoles.Reviewer],
        ["GET /review/entries/{seq:long}"] = [AdminRoles.Reviewer],
        ["GET /review/entries/{seq:long}/proof"] = [AdminRoles.Reviewer],
    };

    /// <summary>The console's endpoints that name something by its number. `own`: it is whoever's made it, and for others it is not there.
    /// `shared`: it is the log's or the policy's, and everybody's who has the
    /// role; what is personal in it takes a reason of one's own.</summary>
    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["GET /review/exports/{id:int}"] = "own",
        ["GET /review/entries/{seq:long}"] = "shared",
        ["GET /review/entries/{seq:long}/proof"] = "shared",
        ["GET /review/policy/revisions/{number:int}"] = "shared",
        ["GET /review/drafts/{number:int}"] = "shared",
        ["POST /review/drafts/{number:int}/submit"] = "shared",
        ["POST /review/drafts/{number:int}/replay"] = "shared",
        ["POST /review/drafts/{number:int}/approve"] = "shared",
        ["POST /review/drafts/{number:int}/reject"] = "shared",
        ["POST /review/drafts/{number:int}/publish"] = "shared",
        ["GET /review/gaps/{number:long}"] = "shared",
        ["POST /review/gaps/{number:long}/close"] = "shared",
        ["POST /review/gaps/{number:long}/alias"] = "shared",
        ["POST /review/gaps/{number:long}/fact"] = "shared",
        ["POST /review/gaps/{number:long}/rule"] = "shared",
        ["POST /review/gaps/{number:long}/contact"] = "shared",
        ["POST /review/exceptions/{number:int}/grant"] = "shared",
        ["POST /review/exceptions/{number:int}/deny"] = "shared",
        ["POST /review/exceptions/{number:int}/revoke"] = "shared",
    };

    /// <summary>The endpoints that take a role, each with an address of it.</summary>
    internal static IEnumerable<(string Endpoint, string Path)> OfRoles() =>
        Table.Where(e => !e.Value.Contains("none") && !e.Value.Contains("signed-in")).Select(e => (e.Key, Filled(e.Key)));

    private static IEnumerable<string> Endpoints(ReviewSite site) =>
        site.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(m => $"{m} {e.RoutePattern.RawText}"));

    [Fact]
    public async Task The_table_has_every_endpoint_and_no_other()
    {
        await using var site = await ReviewSite.StartAsync();
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), Endpoints(site).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("signed-in")]
    [InlineData(AdminRoles.Reviewer)]
    [InlineData(AdminRoles.Approver)]
    [InlineData(AdminRoles.PolicyAdmin)]
    public async Task Each_role_reaches_what_the_table_says_and_nothing_else(string role)
    {
        // Whoever has no role at all is somebody whose link's roles were taken away.
        await using var site = await ReviewSite.StartAsync(console: ReviewSite.With(role is "none" or "signed-in"
            ? AdminRoles.Approver
            : role), admin: Records(role));
        foreach (var (endpoint, roles) in Table.Where(e => e.Key.Contains("/review/", StringComparison.Ordinal)))
        {
            using var client = role == "none" ? site.Stranger() : await site.SignedInAsync();
            if (role == "signed-in") await TakeRolesAsync(site);
            using var response = await CallAsync(client, endpoint);
            var may = roles.Contains("none") || (role != "none" && roles.Contains("signed-in")) || roles.Contains(role);
            var told = $"{role} at {endpoint}: {(int)response.StatusCode}";
            if (may) Assert.False(IsTurnedAway(response), told);
            else if (role == "none") Assert.True(IsSentToSignIn(response), told);
            else if (endpoint == "GET /review/" && role != "signed-in")
                Assert.True(response.Headers.Location?.ToString() == "/review/drafts", told);
            else Assert.True(response.StatusCode == HttpStatusCode.Forbidden, told);
        }
    }

    [Theory]
    [InlineData("POST /review/sign-in")]
    [InlineData("POST /review/language")]
    [InlineData("POST /review/sign-out")]
    [InlineData("POST /review/drafts/{number:int}/submit")]
    [InlineData("POST /review/drafts/{number:int}/replay")]
    [InlineData("POST /review/gaps/{number:long}/close")]
    [InlineData("POST /review/gaps/{number:long}/alias")]
    [InlineData("POST /review/gaps/{number:long}/fact")]
    [InlineData("POST /review/gaps/{number:long}/rule")]
    [InlineData("POST /review/gaps/{number:long}/contact")]
    [InlineData("POST /review/drafts/{number:int}/approve")]
    [InlineData("POST /review/drafts/{number:int}/reject")]
    [InlineData("POST /review/drafts/{number:int}/publish")]
    [InlineData("POST /review/confirm")]
    [InlineData("POST /review/exceptions/{number:int}/grant")]
    [InlineData("POST /review/exceptions/{number:int}/deny")]
    [InlineData("POST /review/exceptions/{number:int}/revoke")]
    [InlineData("POST /review/reason")]
    [InlineData("POST /review/reason/end")]
    [InlineData("POST /review/integrity/verify")]
    [InlineData("POST /review/exports")]
    [InlineData("POST /review/retention/hold")]
    [InlineData("POST /review/retention/hold/confirm")]
    [InlineData("POST /review/retention/release")]
    [InlineData("POST /review/retention/release/confirm")]
    [InlineData("POST /review/retention/erase")]
    [InlineData("POST /review/retention/erase/confirm")]
    public async Task A_form_without_this_sessions_token_is_refused(string endpoint)
    {
        await using var site = await ReviewSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var other = await site.SignedInAsync();
        var path = new Uri(Filled(endpoint), UriKind.Relative);
        var stolen = await ReviewSite.TokenAsync(other);
        foreach (var token in new[] { "", "nonsense", stolen })
        {
            using var response = await client.PostAsync(path,
                new FormUrlEncodedContent([new("token", token), new("reason", "because"), new("language", "ko")]), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public void Every_form_of_the_console_is_among_those_tested_for_its_token() => Assert.Equal(
        Table.Keys.Where(k => k.StartsWith("POST /review/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        typeof(EndpointTests).GetMethod(nameof(A_form_without_this_sessions_token_is_refused))!.GetCustomAttributes(false)
            .OfType<InlineDataAttribute>()
            .Select(d => (string)d.Data[0]!).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_address_with_a_number_says_whose_it_is() => Assert.Equal(
        Table.Keys.Where(k => k.Contains("/review/", StringComparison.Ordinal) && k.Contains('{', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal), Ids.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task With_another_reviewers_numbers_one_gets_what_is_shared_and_nothing_else()
    {
        await using var site = await ReviewSite.StartAsync();
        using var owner = await site.SignedInAsync();
        using var other = await site.SignedInAsync(user: "other");
        using (await ReviewSite.PostAsync(owner, "/review/exports", ("format", "jsonl"), ("reason", "audit 2026"))) { }
        for (var i = 0; i < 200 && !(await PageAsync(owner, "/review/exports"))
            .Contains("/review/exports/1\"", StringComparison.Ordinal); i++) await Task.Delay(50, Cancel);
        foreach (var (endpoint, whose) in Ids.Where(i => i.Key.StartsWith("GET ", StringComparison.Ordinal)))
        {
            var path = new Uri(Filled(endpoint, "1"), UriKind.Relative);
            using var mine = await owner.GetAsync(path, Cancel);
            using var theirs = await other.GetAsync(path, Cancel);
            // What is shared and not there is so for both.
            var expected = whose == "own" || endpoint.Contains("/entries/", StringComparison.Ordinal) ? HttpStatusCode.OK : mine.StatusCode;
            Assert.Equal((expected, whose == "own" ? HttpStatusCode.NotFound : expected), (mine.StatusCode, theirs.StatusCode));
        }
        // That somebody made an export is no secret among reviewers; its address is not offered.
        var listed = await PageAsync(other, "/review/exports");
        Assert.Contains("shell:tester", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("/review/exports/1\"", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stated_reason_opens_words_for_whoever_stated_it_alone()
    {
        await using var site = await ReviewSite.StartAsync();
        using (var asker = site.Stranger())
        using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
            SiteFixture.Json("""{"id":"1","question":"Can I use DeepSeek for customer data?"}"""), Cancel)) { }
        using var reader = await site.SignedInAsync();
        using var other = await site.SignedInAsync(user: "other");
        using (await ReviewSite.PostAsync(reader, "/review/reason", ("reason", "case 17"))) { }
        Assert.DoesNotContain("customer data?", await PageAsync(other, "/review/entries/1"), StringComparison.Ordinal);
        Assert.DoesNotContain("case 17", await PageAsync(other, "/review"), StringComparison.Ordinal);
        using (await ReviewSite.PostAsync(other, "/review/reason/end")) { }
        Assert.Contains("customer data?", await PageAsync(reader, "/review/entries/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_every_reviewers_and_the_log_tells_who_released_it()
    {
        await using var site = await ReviewSite.StartAsync();
        using var placer = await site.SignedInAsync();
        using var other = await site.SignedInAsync(user: "other");
        using (await ReviewSite.PostAsync(placer, "/review/retention/hold/confirm", ("tool", "deepseek"), ("reason", "case 17"))) { }
        await using var db = new Storage.Database(new() { Connection = site.Database }).Open();
        var hold = await db.Entries.Where(e => e.Kind == "hold").Select(e => e.TurnId).SingleAsync(Cancel);
        using var released = await ReviewSite.PostAsync(other, "/review/retention/release/confirm", ("hold", hold!),
            ("reason", "case closed"));
        Assert.Equal(HttpStatusCode.SeeOther, released.StatusCode);
        Assert.Equal("shell:other",
            await db.Entries.Where(e => e.Kind == "release").Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => c.By).SingleAsync(Cancel));
    }

    private static async Task<string> PageAsync(HttpClient client, string path) =>
        await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, string endpoint)
    {
        var (method, path) = (endpoint.Split(' ')[0], Filled(endpoint));
        return method == "GET" ? await client.GetAsync(new Uri(path, UriKind.Relative), Cancel)
            : await ReviewSite.PostAsync(client, path, ("reason", "a case"), ("why", "a case"), ("seen", "x"));
    }

    /// <summary>What the desk carries out takes the role in the records, not in the link alone.</summary>
    private static AdminOptions Records(string role) => role switch
    {
        AdminRoles.Reviewer => new() { ComplianceReviewers = ["shell:tester"] },
        AdminRoles.Approver => new() { Approvers = ["shell:tester"] },
        AdminRoles.PolicyAdmin => new() { PolicyAdmins = ["shell:tester"] },
        _ => new(),
    };

    private static string Filled(string endpoint, string id = "0") =>
        System.Text.RegularExpressions.Regex.Replace(endpoint.Split(' ')[1], "\\{[^}]+\\}", id);

    private static async Task TakeRolesAsync(ReviewSite site)
    {
        await using var db = new Storage.Database(new() { Connection = site.Database }).Open();
        foreach (var session in db.Sessions) session.Roles = "";
        await db.SaveChangesAsync(Cancel);
    }

    private static bool IsSentToSignIn(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.SeeOther
            && response.Headers.Location!.ToString().StartsWith("/review/sign-in", StringComparison.Ordinal);

    // Signing out leads to the sign-in page as well, without a way back.
    private static bool IsTurnedAway(HttpResponseMessage response) =>
        (response.StatusCode == HttpStatusCode.Forbidden && response.RequestMessage!.RequestUri!.AbsolutePath != "/review/sign-in")
        || (IsSentToSignIn(response) && response.Headers.Location!.ToString().Contains("returnUrl", StringComparison.Ordinal));
}
