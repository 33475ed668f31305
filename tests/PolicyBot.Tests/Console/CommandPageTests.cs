using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Web;

/// <summary>Commands on the local page, as a browser without script gives them: the page is a policy admin's, and lee approves at the
/// terminal.</summary>
public sealed partial class CommandPageTests : IAsyncLifetime
{
    private WebApplication site = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await SiteFixture.StartAsync(o => o with { Admin = new() { PolicyAdmins = ["local:loopback"], Approvers = ["shell:lee"] } });
        await site.StartAsync(Cancel);
        client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(site.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    private async Task<string> SayAsync(string text, params (string, string)[] fields)
    {
        using var said = await SiteFixture.AskAsync(client, text, fragment: true, fields);
        var html = WebUtility.HtmlDecode(await said.Content.ReadAsStringAsync(Cancel));
        Assert.True(said.StatusCode == HttpStatusCode.OK, html);
        return html;
    }

    [Fact]
    public async Task The_life_of_a_change_goes_by_the_buttons_and_the_form_of_what_is_said()
    {
        var drafted = await SayAsync("rule add no-gemini --effect forbid --tool gemini");
        Assert.Contains(">In draft 1", drafted, StringComparison.Ordinal);
        Assert.Contains("name=\"say\" value=\"draft preview 1\"", drafted, StringComparison.Ordinal);
        Assert.Contains("prohibited", await SayAsync("", ("say", "draft preview 1")), StringComparison.OrdinalIgnoreCase);
        var (button, field) = (Fill().Match(drafted), Field().Match(drafted));
        Assert.Equal("draft submit 1", button.Groups[2].Value);
        // What stands in the question's own field stays out of it.
        Assert.Contains("waits for approval", await SayAsync("half a question", (button.Groups[1].Value, button.Groups[2].Value),
            (field.Groups[1].Value, "asked for by \"Legal\" --really")), StringComparison.Ordinal);
        Assert.Contains("needs the role approver, which you do not have. Ask shell:lee", await SayAsync("draft approve 1"),
            StringComparison.Ordinal);

        var host = site.Services.GetRequiredService<BotHost>();
        await site.Services.GetRequiredService<AdminDesk>()
            .RunAsync(host.Book, host.Database, "draft approve 1", AdminPerson.OfShell("lee"));
        var asked = await SayAsync("draft publish 1");
        var code = Yes().Match(asked).Groups[1].Value;
        Assert.Contains("is published", await SayAsync("", ("say", $"confirm yes {code}")), StringComparison.Ordinal);
        Assert.Contains("Prohibited", await SayAsync("Can I use Gemini for public data?"), StringComparison.Ordinal);
        await using var db = host.Database.Open();
        Assert.Equal("asked for by \"Legal\" --really",
            await db.Revisions.Where(r => r.Number == 2).Select(r => r.Reason).SingleAsync(Cancel));
    }

    [Fact]
    public async Task An_exception_is_asked_for_from_the_answer_by_its_form()
    {
        Assert.Contains("value=\"exception request deepseek --data public\"",
            await SayAsync("I need DeepSeek anyway for public data. How do I get an exception?"), StringComparison.Ordinal);
        var form = await SayAsync("", ("say", "exception request deepseek --data public"));
        Assert.Contains("<textarea", form, StringComparison.Ordinal);
        var button = Fill().Match(form);
        var prefix = button.Groups[1].Value["fill.".Length..];
        var requested = await SayAsync("", (button.Groups[1].Value, button.Groups[2].Value), ($"{prefix}.purpose", "a pilot"),
            ($"{prefix}.until", "2027-01-15"));
        Assert.Contains("request 1", requested, StringComparison.OrdinalIgnoreCase);
        var list = await SayAsync("exception list");
        Assert.Contains("<table", list, StringComparison.Ordinal);
        Assert.Contains("a pilot", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_lacks_what_it_needs_says_so_and_a_command_is_shown_as_text()
    {
        await SayAsync("rule add no-gemini --effect forbid --tool gemini");
        Assert.Contains("needs --why", await SayAsync("", ("fill.n1", "draft submit 1"), ("n1.why", "  ")), StringComparison.Ordinal);
        using var raw = await SiteFixture.AskAsync(client, "draft show <b>1</b>", fragment: true);
        Assert.DoesNotContain("<b>", await raw.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_speaks_Korean_gets_commands_answered_in_Korean()
    {
        client.DefaultRequestHeaders.AcceptLanguage.Add(new("ko"));
        var help = await SayAsync("help draft");
        Assert.DoesNotContain("hands a draft in", help, StringComparison.Ordinal);
        var said = await SayAsync("draft show 9");
        Assert.Contains("초안이 없습니다", said, StringComparison.Ordinal);
        Assert.Contains("class=\"answer notice\" lang=\"ko\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_of_commands_alone_is_there_after_a_reload_and_goes_on()
    {
        using var said = await SiteFixture.AskAsync(client, "draft list", fragment: true);
        var id = said.Headers.GetValues(PageEndpoints.ConversationHeader).Single();
        using var page = await client.GetAsync(new Uri("/c/" + id, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains($"name=\"conversation\" value=\"{id}\"", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"(fill\\.[^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex Fill();

    [GeneratedRegex("<textarea[^>]* name=\"([^\"]+)\"")]
    private static partial Regex Field();

    [GeneratedRegex("value=\"confirm yes ([0-9A-Z]+)\"")]
    private static partial Regex Yes();
}
