using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace PolicyBot.Tests.Web;

/// <summary>The page as people use it, in Chromium.</summary>
public sealed class BrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static ILocator Answers(IPage page) => page.Locator(".answer");

    private static async Task TypeAsync(IPage page, string question)
    {
        await page.Locator("#text").FillAsync(question);
        await page.Locator("#text").PressAsync("Enter");
    }

    [Theory]
    [InlineData("Can I use DeepSeek for customer data?", "en", "Prohibited")]
    [InlineData("고객 데이터에 딥시크를 써도 되나요?", "ko", "금지")]
    public async Task A_question_is_answered_in_its_language_with_the_verdict_in_words(string question, string language, string word)
    {
        var page = await browser.OpenAsync();
        await TypeAsync(page, question);
        await Expect(Answers(page)).ToHaveCountAsync(1);
        await Expect(Answers(page)).ToHaveAttributeAsync("lang", language);
        await Expect(Answers(page).Locator(".chip").First).ToContainTextAsync(word);
        await Expect(page.Locator("#text")).ToHaveValueAsync("");
        await Expect(page.Locator("#text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_follow_up_stays_in_the_conversation_and_survives_a_reload()
    {
        var page = await browser.OpenAsync();
        await TypeAsync(page, "Can I use ChatGPT?");
        await Expect(Answers(page)).ToHaveCountAsync(1);
        await Expect(Answers(page).First.Locator("table.cases")).ToBeVisibleAsync();
        await TypeAsync(page, "and for customer data?");
        await Expect(Answers(page)).ToHaveCountAsync(2);
        await Expect(Answers(page).Nth(1)).ToContainTextAsync("ChatGPT");
        Assert.Contains("/c/", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(Answers(page)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_suggestion_asks_its_question_and_moves_focus_to_the_answer()
    {
        var page = await browser.OpenAsync();
        await TypeAsync(page, "Can I use ChatGPT?");
        await page.Locator(".next button").First.ClickAsync();
        await Expect(Answers(page)).ToHaveCountAsync(2);
        await Expect(Answers(page).Nth(1).Locator("h2")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task All_of_it_works_without_script()
    {
        var page = await browser.OpenAsync(new() { JavaScriptEnabled = false });
        await page.Locator("#text").FillAsync("Can I use ChatGPT?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Expect(Answers(page)).ToHaveCountAsync(1);
        await page.Locator(".next button").First.ClickAsync();
        await Expect(Answers(page)).ToHaveCountAsync(2);
        await page.GetByText("My groups").ClickAsync();
        await page.GetByLabel("Engineering").CheckAsync();
        await page.Locator("#language").SelectOptionAsync("ko");
        await page.Locator("#text").FillAsync("DeepSeek?");
        await page.Locator(".send").ClickAsync();
        await Expect(Answers(page).Nth(2)).ToHaveAttributeAsync("lang", "ko");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
        await Expect(page.Locator("input[value=engineering]")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_script_in_a_question_is_text()
    {
        var page = await browser.OpenAsync();
        await TypeAsync(page, "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>");
        await Expect(page.Locator(".question p")).ToContainTextAsync("<script>");
        await Expect(Answers(page)).ToHaveCountAsync(1);
        Assert.DoesNotContain("hacked", await page.TitleAsync(), StringComparison.Ordinal);
        await Expect(page.Locator("main img, main script")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task It_can_be_used_by_keyboard_alone()
    {
        var page = await browser.OpenAsync();
        await Expect(page.Locator("#text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("DeepSeek?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Answers(page)).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Can I use");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("ChatGPT?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".question p").Nth(1)).ToHaveTextAsync("Can I use\nChatGPT?");
        await page.Locator("#t2 .next button").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Answers(page)).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("Tab");
        var inAnswer = await page.EvaluateAsync<bool>("!!document.activeElement.closest('.turn:last-child, .ask')");
        Assert.True(inAnswer);
    }

    [Fact]
    public async Task When_the_bot_is_gone_the_question_stays_and_the_reader_is_told()
    {
        var page = await browser.OpenAsync();
        await page.RouteAsync("**/ask", route => route.AbortAsync());
        await TypeAsync(page, "Can I use ChatGPT?");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("cannot be reached");
        await Expect(page.Locator("#text")).ToHaveValueAsync("Can I use ChatGPT?");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Nothing_is_wider_than_the_screen(int width)
    {
        var page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 740 } });
        await TypeAsync(page, "Can I use ChatGPT? " + new string('w', 300));
        await Expect(Answers(page)).ToHaveCountAsync(1);
        await TypeAsync(page, "고객 데이터에 딥시크를 써도 되나요?");
        await Expect(Answers(page)).ToHaveCountAsync(2);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    [Fact]
    public async Task Only_this_machine_is_asked_for_anything()
    {
        var page = await browser.OpenAsync(path: "about-nothing");
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(browser.Url, StringComparison.Ordinal)) elsewhere.Add(request.Url);
        };
        await page.GotoAsync(browser.Url);
        await TypeAsync(page, "Can I use ChatGPT?");
        await Expect(Answers(page)).ToHaveCountAsync(1);
        Assert.Empty(elsewhere);
    }
}
