using System.Net;
using Microsoft.Playwright;
using PolicyBot.Web.Review;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Signing in through npm's `oidc-provider`, in Chromium.</summary>
public sealed class ProviderTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private ProviderSite site = null!;

    public async ValueTask InitializeAsync() => site = await ProviderSite.StartAsync();

    public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("rae", "Conversations")]
    [InlineData("kim+Auditors", "Conversations")]
    [InlineData("employee", "You have no role that opens this page")]
    [InlineData("employee+Staff", "You have no role that opens this page")]
    public async Task Who_has_a_role_by_address_or_by_claim_gets_in_and_an_employee_does_not(string account, string heading)
    {
        var page = await browser.OpenAsync();
        await site.SignInAsync(page, account, "/review?verdict=prohibited");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        Assert.Equal(site.Url + "/review?verdict=prohibited", page.Url);
        var inside = await page.APIRequest.GetAsync(site.Url + "/review/entries/0/proof");
        Assert.Equal(heading == "Conversations" ? 200 : 403, inside.Status);
    }

    [Fact]
    public async Task With_a_provider_no_link_opens_the_console()
    {
        var links = (SignInLinks)site.App.Services.GetService(typeof(SignInLinks))!;
        var (token, _) = await links.IssueAsync("tester");
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(site.Url) };
        using var response = await ReviewSite.PostAsync(client, "/review/sign-in", ("link", token));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_of_the_provider_that_nobody_asked_for_signs_nobody_in()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(site.Url) };
        using var response = await client.GetAsync(new Uri("/review/signed-in?code=abc&state=def", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/review/sign-in?failed=yes", response.Headers.Location!.ToString());
    }
}
