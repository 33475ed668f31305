using System.Net;
using System.Text.RegularExpressions;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Web;

/// <summary>The page over HTTP, as a browser without script uses it.</summary>
public sealed class PageTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_answered_after_a_redirect_to_its_conversation()
    {
        using var client = site.Client();
        using var asked = await SiteFixture.AskAsync(client, "Can I use DeepSeek for customer data?");
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        var page = await client.GetStringAsync(asked.Headers.Location, Cancel);
        Assert.Contains("Can I use DeepSeek for customer data?</p>", page, StringComparison.Ordinal);
        Assert.Contains("Prohibited</span>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Can I use Grok?", true)]
    [InlineData("Who banned Grok?", false)]
    [InlineData("Who makes Grok?", false)]
    public async Task Cases_are_shown_where_a_verdict_was_asked_for(string question, bool shown)
    {
        using var client = site.Client();
        using var asked = await SiteFixture.AskAsync(client, question);
        var page = await client.GetStringAsync(asked.Headers.Location, Cancel);
        Assert.Equal(shown, page.Contains("<table class=\"cases\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Who has restricted DeepSeek?")]
    [InlineData("Can I use DeepSeek for customer data?")]
    public async Task What_others_have_done_has_one_heading(string question)
    {
        using var client = site.Client();
        using var asked = await SiteFixture.AskAsync(client, question);
        var page = await client.GetStringAsync(asked.Headers.Location, Cancel);
        Assert.Single(Regex.Matches(page, "<h[23][^>]*>What others have done</h[23]>"));
    }

    [Fact]
    public async Task Conversation_ids_cannot_be_guessed_and_not_be_chosen()
    {
        using var client = site.Client();
        using var asked = await SiteFixture.AskAsync(client, "DeepSeek?", fragment: true, ("conversation", "mine"));
        var id = asked.Headers.GetValues(PageEndpoints.ConversationHeader).Single();
        Assert.Matches("^[0-9a-f]{32}$", id);
        using var unknown = await client.GetAsync("/c/mine", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public async Task Nothing_asked_is_told_so(string text)
    {
        using var client = site.Client();
        using var response = await SiteFixture.AskAsync(client, text);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Type a question first.", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(3_000_000)]
    public async Task Too_much_text_is_told_so(int length)
    {
        using var client = site.Client();
        using var response = await SiteFixture.AskAsync(client, new string('x', length));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("at most 4,000 characters", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_is_shown_as_text_and_hidden_characters_are_spelled_out()
    {
        using var client = site.Client();
        using var asked = await SiteFixture.AskAsync(client, "<script>alert(1)</script> \u202Egnp.exe \u0007 \uD83D\uDE00", fragment: true);
        var turn = await asked.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("<script", turn, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", turn, StringComparison.Ordinal);
        Assert.Contains("[U+202E]gnp.exe [U+0007]", WebUtility.HtmlDecode(turn), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_session_is_refused_with_its_text_kept()
    {
        using var client = site.Client();
        using var other = site.Client();
        using var form = new FormUrlEncodedContent([new("token", await SiteFixture.TokenAsync(other)), new("text", "keep me")]);
        using var response = await client.PostAsync("/ask", form, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(">keep me</textarea>", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_speaks_the_browsers_language()
    {
        using var client = site.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr, ko-KR;q=0.9, en;q=0.8");
        Assert.Contains("<html lang=\"ko\">", await client.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", await client.GetStringAsync("/?language=en", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_on_the_page_comes_from_elsewhere()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync("/", Cancel);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
    }
}
