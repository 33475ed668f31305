using System.Text.Json.Nodes;
using Microsoft.Playwright;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed class CardTests(CardBrowser browser) : IClassFixture<CardBrowser>
{
    private static readonly Notice Hostile = new("**bold** [link](https://evil.example)",
        ["[x](javascript:alert(1)) <at>Boss</at> <script>alert(1)</script> {{DATE(2026-01-01,SHORT)}}",
            "1. list\n- list\n# head", "\u202Eevil"])
    {
        Tables = [new("*c*", ["[h](https://evil.example)"], [["**x**"], ["![i](https://evil.example/i.png)"]])],
        Buttons = [new("**press** \"quoted\"", "say \"hi\" \\ </script>", false, "[sure](https://evil.example)?")],
    };

    private static readonly string[] Tools = ["chatgpt", "claude", "gemini", "deepseek", "copilot", "a-sixth", "a-seventh", "an-eighth"];

    private static readonly (string Name, Reply Reply)[] Replies =
    [
        .. new[] { ("en", "Can I use ChatGPT?"), ("en", "Can I use DeepSeek for customer data?"), ("en", "Did Italy ban DeepSeek?"),
            ("en", "Which tools are allowed?"),
            ("en", "What can I use instead of DeepSeek?"), ("en", "How do I ask for an exception?"), ("en", "help"),
            ("en", "How is the weather?"), ("en", "What changed in the policy?"),
            ("ko", "챗GPT를 써도 되나요?"), ("ko", "고객 데이터에 딥시크를 써도 되나요?"), ("ko", "뭘 물어볼 수 있나요?") }
            .Select((q, i) => ($"answer-{i}", SampleReplies.Answered(q.Item2, q.Item1))),
        ("amended", SampleReplies.Answered() with { Amends = true, Contact = null }),
        ("welcome", SampleReplies.Answered("help") with { To = SampleReplies.To("help", "welcome") }),
        ("choose", Choosing(8)),
        ("choose-few", Choosing(3)),
        ("notice", SampleReplies.Noticed(SampleReplies.FullNotice)),
        ("notice-plain", SampleReplies.Noticed(new("Title", [])) with { Contact = "AI desk" }),
        ("hostile", SampleReplies.Noticed(Hostile)),
    ];

    private static Reply Choosing(int count)
    {
        var reply = SampleReplies.Answered();
        return reply with { Answer = reply.Answer! with { Ask = new AskBack("tool", [.. Tools.Take(count)]) } };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_card_is_drawn_by_microsofts_renderer_without_a_validation_event_light_and_dark(bool dark)
    {
        var page = await browser.OpenAsync();
        foreach (var (name, reply) in Replies)
        {
            await CardBrowser.DrawAsync(page, TeamsRenderer.Card(reply, true).ToJsonString(), dark, true, name);
            await CardBrowser.DrawAsync(page, TeamsRenderer.Card(reply, false).ToJsonString(), dark);
        }
        var note = SentPayload.Read(TeamsRenderer.Payload(SampleReplies.Noticed(new("Ada asks",
            ["Can I use ChatGPT?"]))))!.WithAnswerForm("turn-1");
        await CardBrowser.DrawAsync(page, JsonNode.Parse(note.Activity.Span)!["attachments"]![0]!["content"]!.ToJsonString(), dark,
            true, "contact");
        await CardBrowser.DrawAsync(page, TeamsRenderer.Card(RenderTests.Phrased(SampleReplies.Answered(), 3), true).ToJsonString(),
            dark, true, "phrased");
        await page.CloseAsync();
    }

    [Fact]
    public async Task An_answer_is_whole_on_its_card_with_its_sources_as_links()
    {
        var page = await browser.OpenAsync();
        foreach (var (_, reply) in Replies.Where(r => r.Reply.Answer is not null))
        {
            var drawn = await CardBrowser.DrawAsync(page, TeamsRenderer.Card(reply, true).ToJsonString());
            var text = Flat(drawn.GetProperty("text").GetString()!);
            Assert.All(reply.Answer!.Sentences,
                s => Assert.All(Flat(s.Text).Split(": ", 2), part => Assert.Contains(part.Trim(), text, StringComparison.Ordinal)));
            Assert.All(reply.Answer.Suggestions, s => Assert.Contains(Flat(s.Label), text, StringComparison.Ordinal));
            var links = drawn.GetProperty("links").EnumerateArray().Select(l => l.GetString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Assert.All(reply.Answer.Sentences.SelectMany(s => s.Links).Where(l => l.Url is not null),
                l => Assert.True(links.Contains(new Uri(l.Url!).AbsoluteUri), l.Url));
        }
        await page.CloseAsync();

        static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Text_of_others_stays_text()
    {
        var page = await browser.OpenAsync();
        var drawn = await CardBrowser.DrawAsync(page,
            TeamsRenderer.Card(SampleReplies.Noticed(Hostile), true).ToJsonString(), expand: true);
        var text = drawn.GetProperty("text").GetString()!;
        Assert.All(["**bold** [link](https://evil.example)", "[x](javascript:alert(1)) <at>Boss</at> <script>alert(1)</script>",
            "DATE(2026-01-01,SHORT)", "![i](https://evil.example/i.png)"],
            said => Assert.Contains(said, text, StringComparison.Ordinal));
        Assert.Empty(drawn.GetProperty("links").EnumerateArray());
        Assert.Equal(0, await page.Locator("img, script:not([src]):not(:empty) ~ img").CountAsync());
        Assert.DoesNotContain('\u202E', text);
        var payload = JsonNode.Parse(TeamsRenderer.Payload(SampleReplies.Noticed(Hostile)))!["activity"]!;
        Assert.Null(payload["entities"]);
        Assert.Null(payload["attachments"]![0]!["content"]!["msteams"]!["entities"]);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Pressing_executes_and_a_form_gives_what_was_filled_in_once_it_is_complete()
    {
        var page = await browser.OpenAsync();
        await CardBrowser.DrawAsync(page, TeamsRenderer.Card(SampleReplies.Noticed(SampleReplies.FullNotice), true).ToJsonString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("drawn.executed.length"));
        await page.Locator("textarea").First.FillAsync("a \"b\"");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        Assert.Equal("add-fact --tool \"claude\" --text \"a \\\"b\\\"\"", (await PressedAsync(page, 0)).Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        Assert.Equal("publish d1", (await PressedAsync(page, 1)).Text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).First.ClickAsync();
        Assert.Equal(2, await page.EvaluateAsync<int>("drawn.executed.length"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard" }).Last.ClickAsync();
        Assert.Equal("discard d1", (await PressedAsync(page, 2)).Text);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_person_is_asked_only_after_the_card_said_what_is_passed_on()
    {
        var page = await browser.OpenAsync();
        await CardBrowser.DrawAsync(page, TeamsRenderer.Card(SampleReplies.Answered(), true).ToJsonString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask a person: AI desk" }).ClickAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("drawn.executed.length"));
        await Assertions.Expect(page.GetByText("are passed on to: AI desk")).ToBeVisibleAsync();
        await page.Locator("textarea").FillAsync("urgent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pass on" }).ClickAsync();
        var pressed = await PressedAsync(page, 0);
        Assert.Equal((CardVerb.Person, "turn-1", "urgent"), (pressed.Verb, pressed.Turn, pressed.Text));
        await page.CloseAsync();
    }

    private static async Task<CardData> PressedAsync(IPage page, int index) =>
        CardData.Read(await page.EvaluateAsync<System.Text.Json.JsonElement>($"drawn.executed[{index}]"))!;
}
