using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Web;

public sealed class ApiTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<HttpResponseMessage> PostAsync(string json)
    {
        using var client = site.Client();
        return await client.PostAsync("/api/ask", SiteFixture.Json(json), Cancel);
    }

    [Fact]
    public async Task A_question_gets_the_contracts_object()
    {
        using var response = await PostAsync("""{"id":"a1","question":"Can I use DeepSeek for customer data?","groups":["engineering"]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("a1", answer.RootElement.GetProperty("id").GetString());
        Assert.Equal("prohibited", answer.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("engineering", answer.RootElement.GetProperty("understood").GetProperty("groups")[0].GetString());
        Assert.Equal("2026-11-23", answer.RootElement.GetProperty("asOf").GetString());
    }

    [Theory]
    [InlineData("", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("""{"id":"b"}""", "`question` is missing")]
    [InlineData("""{"question":"x"}""", "`id` is missing")]
    [InlineData("""{"id":"b","question":"x","grops":[]}""", "unknown key `grops`")]
    [InlineData("""{"id":"","question":"x"}""", "1 to 200 characters")]
    [InlineData("""{"id":"b","question":5}""", "`question` is not text")]
    [InlineData("""{"id":null,"question":"x"}""", "`id` is not text")]
    [InlineData("""{"id":"b","question":"x","groups":["enginering"]}""", "unknown group `enginering`")]
    [InlineData("""{"id":"b","question":"x","groups":"engineering"}""", "`groups` is not a list")]
    [InlineData("""{"id":"b","question":"x","language":"fr"}""", "unknown language `fr`")]
    [InlineData("""{"id":"b","question":"\ud800"}""", "half of a surrogate pair")]
    public async Task Malformed_input_gets_400_and_a_problem_that_says_what_is_wrong(string json, string said)
    {
        using var response = await PostAsync(json);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(said, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF8_gets_400()
    {
        using var client = site.Client();
        using var body = new ByteArrayContent([.. "{\"id\":\"x\",\"question\":\""u8, 0xff, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");
        using var response = await client.PostAsync("/api/ask", body, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_64_KB_gets_413_also_in_chunks(bool chunked)
    {
        using var client = site.Client();
        client.DefaultRequestHeaders.TransferEncodingChunked = chunked;
        var question = new string('x', 3_000_000);
        using var response = await client.PostAsync("/api/ask", SiteFixture.Json($$"""{"id":"big","question":"{{question}}"}"""), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task An_id_seen_before_returns_the_first_answer_again()
    {
        using var first = await PostAsync("""{"id":"twice","question":"Can I use DeepSeek?"}""");
        using var again = await PostAsync("""{"id":"twice","question":"Can I use ChatGPT?"}""");
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await again.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_conversation_keeps_what_was_settled()
    {
        using var first = await PostAsync("""{"id":"c1","question":"Can I use DeepSeek?","conversation":"talk"}""");
        using var second = await PostAsync("""{"id":"c2","question":"what about public data?","conversation":"talk"}""");
        using var answer = JsonDocument.Parse(await second.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("deepseek", answer.RootElement.GetProperty("understood").GetProperty("tools")[0].GetString());
    }

    [Fact]
    public async Task When_too_busy_it_says_when_to_come_back_and_stores_nothing()
    {
        await using var busy = await SiteFixture.StartAsync(o => o with { MaxInFlight = 1 });
        await busy.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(busy.Urls.First()) };
        const string Question = """{"id":"w","question":"Can I use DeepSeek?"}""";
        Assert.True(busy.Services.GetRequiredService<InFlight>().TryEnter());
        using var refused = await client.PostAsync("/api/ask", SiteFixture.Json(Question), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        busy.Services.GetRequiredService<InFlight>().Leave();
        using var answered = await client.PostAsync("/api/ask", SiteFixture.Json(Question), Cancel);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task Only_JSON_is_taken()
    {
        using var client = site.Client();
        using var body = new StringContent("""{"id":"t","question":"x"}""");
        using var response = await client.PostAsync("/api/ask", body, Cancel);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }
}
