using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

public sealed class OrderTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.SqlServer)]
    public async Task Many_messages_of_one_conversation_at_once_are_answered_one_after_the_other(StorageProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.NewAsync(provider);
        await using var site = await SiteFixture.StartAsync(database);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
        var asked = Enumerable.Range(0, 60).Select(async i =>
        {
            var body = $$"""{"id":"m{{i.ToString(CultureInfo.InvariantCulture)}}","question":"what about ChatGPT?","conversation":"{{(i % 2 == 0 ? "even" : "odd")}}"}""";
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json(body), cancel);
            answer.EnsureSuccessStatusCode();
        });
        await Task.WhenAll(asked);
        await site.StopAsync(cancel);

        await using var db = database.Open().Open();
        foreach (var thread in (await db.Turns.OrderBy(t => t.Id).ToListAsync(cancel)).GroupBy(t => t.Thread))
        {
            // Each found the conversation as the one before had left it.
            Assert.Equal(Enumerable.Range(1, 30), thread.Select(t => TurnJson.ToConversation(t.StateAfter).Turns));
            Assert.Equal(thread.Select(t => t.EntrySeq).Order(), thread.Select(t => t.EntrySeq));
        }
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, 2)]
    [InlineData(StorageProvider.SqlServer, 2)]
    // The clock was set back since.
    [InlineData(StorageProvider.Sqlite, 3_600)]
    [InlineData(StorageProvider.SqlServer, 3_600)]
    public async Task What_another_process_left_behind_is_answered_before_what_came_later(StorageProvider provider, int seconds)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.NewAsync(provider);
        using ((await SiteFixture.OpenAsync(database)).Key)
        {
            // A message of a process that is gone, its lease still running.
            await using var db = database.Open().Open();
            db.Turns.Add(new()
            {
                TurnId = "left",
                Channel = "local",
                Conversation = "api/loopback",
                MessageId = "m1",
                Thread = "local/api/loopback/c",
                Sender = """{"Channel":"local","Id":"loopback"}""",
                Text = "can I use DeepSeek?",
                LeasedBy = "gone",
                LeasedUntil = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds(),
            });
            await db.SaveChangesAsync(cancel);
        }
        await using var site = await SiteFixture.StartAsync(database);
        await site.StartAsync(cancel);
        using var client = new HttpClient { BaseAddress = new(site.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
        using var answer = await client.PostAsync("/api/ask",
            SiteFixture.Json("""{"id":"m2","question":"and for customer data?","conversation":"c"}"""), cancel);
        Assert.Contains("\"tools\":[\"deepseek\"]", await answer.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
    }
}
