using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Questions that no follow-up can come to, by the door that waits for the answer: stored with it, in one transaction.</summary>
public sealed class AloneTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.SqlServer)]
    public async Task A_question_sent_many_times_at_once_is_one_turn_with_one_answer(StorageProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.NewAsync(provider);
        await using var site = await SiteFixture.StartAsync(database);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            using var answer = await client.PostAsync("/api/ask",
                SiteFixture.Json($$"""{"id":"m{{i % 3}}","question":"Can I use DeepSeek for customer data?"}"""), cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel)).RootElement.GetProperty("text").GetString();
        }));
        await site.StopAsync(cancel);

        Assert.Single(answers.Distinct());
        await using var db = database.Open().Open();
        var turns = await db.Turns.OrderBy(t => t.Id).ToListAsync(cancel);
        Assert.Equal(["m0", "m1", "m2"], turns.Select(t => t.MessageId).Order());
        Assert.All(turns, t => Assert.Equal((TurnStatus.Done, null, null), (t.Status, t.LeasedBy, t.Text)));
        Assert.Equal(turns.Select(t => t.TurnId).Order(),
            (await db.Entries.Where(e => e.Kind == "answer").Select(e => e.TurnId).ToListAsync(cancel)).Order());
    }
}
