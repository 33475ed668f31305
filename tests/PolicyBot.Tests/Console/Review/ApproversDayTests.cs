using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace PolicyBot.Tests.Web.Review;

/// <summary>An approver's working day, in Chromium, signed in through npm's `oidc-provider`.</summary>
public sealed class ApproversDayTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Question = "Can I use Gemini for public information?";
    private static readonly AdminPerson Kim = InSlack("U1", "kim@example.com");
    private static readonly AdminPerson Lee = InSlack("U2", "lee@example.com");

    private ProviderSite site = null!;

    private static AdminPerson InSlack(string id, string email) => AdminPerson.Of(new Person("slack", "T1/" + id) { Email = email });

    public async ValueTask InitializeAsync()
    {
        site = await ProviderSite.StartAsync();
        await using var db = site.App.Services.GetRequiredService<BotHost>().Database.Open();
        foreach (var (role, person) in new[] { (AdminRoles.PolicyAdmin, Kim), (AdminRoles.PolicyAdmin, Lee), (AdminRoles.Approver, Lee) })
            db.Roles.Add(new() { Role = role, Person = person.Key, By = "test" });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task SayAsync(AdminPerson who, params string[] lines)
    {
        var (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
        foreach (var line in lines) Assert.False((await desk.RunAsync(host.Book, host.Database, line, who)).Denied, line);
    }

    private async Task<IPage> SignedInAsync(string account)
    {
        var page = await browser.OpenAsync();
        await site.SignInAsync(page, account, "/review");
        return page;
    }

    private static async Task<ILocator> AskAsync(IPage page)
    {
        var before = await page.Locator(".answer").CountAsync();
        await page.Locator("#text").FillAsync(Question);
        await page.Locator("#text").PressAsync("Enter");
        await Expect(page.Locator(".answer")).ToHaveCountAsync(before + 1);
        return page.Locator(".answer").Last.Locator(".chip").First;
    }

    [Fact]
    public async Task The_approver_sees_what_a_draft_does_approves_anothers_and_the_askers_answer_changes()
    {
        await SayAsync(Kim, "rule add no-gemini --effect forbid --tool gemini --clause 9.9", "draft submit 1 --why \"asked for by Legal\"");
        await SayAsync(Lee, "rule add no-claude --effect forbid --tool claude", "draft submit 2 --why \"my own\"");
        var asker = await browser.OpenAsync();
        await asker.GotoAsync(site.Url);
        await Expect(await AskAsync(asker)).Not.ToContainTextAsync("Prohibited");

        var page = await SignedInAsync("lee");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Awaiting approval");
        await page.GetByRole(AriaRole.Link, new() { Name = "Draft 2", Exact = true }).ClickAsync();
        await Expect(page.GetByText("You have written this change")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        var tried = await page.EvaluateAsync<string>("""
            fetch(location.pathname + '/approve', {
                method: 'POST', body: new URLSearchParams({ token: document.querySelector('[name=token]').value, seen: 'x' })
            }).then(async r => r.status + ' ' + await r.text())
            """);
        Assert.StartsWith("409 ", tried, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Awaiting approval" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Draft 1", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Newly prohibited" })).ToBeVisibleAsync();
        await Expect(page.Locator("table").First).ToContainTextAsync("Gemini");
        await Expect(page.Locator("ins").First).ToContainTextAsync("id: no-gemini");
        await page.GetByLabel("What you want to say").FillAsync("agreed & done");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).DblClickAsync();
        await Expect(page.GetByText("agreed & done")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Revision 2");
        await Expect(page.Locator("dl")).ToContainTextAsync("lee@example.com");
        await Expect(await AskAsync(asker)).ToContainTextAsync("Prohibited");
    }

    [Fact]
    public async Task What_is_sent_back_reaches_its_drafter_and_an_employee_sees_nothing()
    {
        var host = site.App.Services.GetRequiredService<BotHost>();
        await using (var db = host.Database.Open())
        {
            db.Reaches.Add(new() { Person = Kim.Key, Channel = "slack", Address = "{}", Language = "en", Groups = "" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await SayAsync(Kim, "rule add no-gemini --effect forbid --tool gemini", "draft submit 1 --why \"asked for\"");
        var page = await SignedInAsync("lee");
        await page.GetByRole(AriaRole.Link, new() { Name = "Draft 1", Exact = true }).ClickAsync();
        await page.GetByLabel("What is wrong with it").FillAsync("clause 4.2 says <otherwise>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send back" }).ClickAsync();
        await Expect(page.GetByText("It was sent back:")).ToBeVisibleAsync();

        var drafter = await SignedInAsync("kim");
        await Expect(drafter.GetByText("clause 4.2 says <otherwise>")).ToBeVisibleAsync();
        await using (var db = host.Database.Open())
        {
            var told = Assert.Single(await db.Replies.ToListAsync(TestContext.Current.CancellationToken)).Payload;
            Assert.Contains("was sent back by lee@example.com", told, StringComparison.Ordinal);
        }
        var employee = await SignedInAsync("employee");
        await Expect(employee.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You have no role that opens this page");
        var inside = await employee.APIRequest.GetAsync(site.Url + "/review/drafts/1");
        Assert.Equal(403, inside.Status);
    }
}
