using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Knowledge;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>An id that is sent again gets what was said the first time.</summary>
public sealed class AskedAgainTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly HttpClient client = new();
    private WebApplication site = null!;
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        site = await SiteFixture.StartAsync();
        await site.StartAsync();
        client.BaseAddress = new(site.Urls.First());
        database = site.Services.GetRequiredService<Database>();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    [Theory]
    [InlineData("UPDATE Contents SET Answer = 'what an engine before this one said'", "what an engine before this one said")]
    [InlineData("UPDATE Turns SET Day = 20200101", null)]
    [InlineData("UPDATE Revisions SET ContentId = 'x' WHERE Number = 1", null)]
    [InlineData("DELETE FROM Revisions WHERE Number = 1", null)]
    public async Task It_gets_what_was_said_where_that_comes_out_otherwise_or_cannot_be_made_again(string altered, string? expected)
    {
        var said = await AskAsync("text");
        await PublishAnotherAsync();
        await using (var db = database.Open()) Assert.True(await db.Database.ExecuteSqlRawAsync(altered, Cancel) > 0);
        Assert.Equal(expected ?? said, await AskAsync("text"));
    }

    [Fact]
    public async Task What_was_erased_is_said_to_be_kept_no_longer()
    {
        await AskAsync("text");
        await using (var db = database.Open())
            await db.Contents.Where(c => c.Question != null).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Answer, (string?)null).SetProperty(c => c.Question, (string?)null), Cancel);
        Assert.Contains("no longer kept", await AskAsync("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_lost_revision_said_is_not_made_again_and_is_no_other_answer()
    {
        await AskAsync("text");
        await PublishAnotherAsync();
        await using (var db = database.Open())
        {
            await db.Revisions.Where(r => r.Number == 1).ExecuteDeleteAsync(Cancel);
            var seq = await db.Entries.Where(e => e.Kind == "answer").Select(e => e.Seq).SingleAsync(Cancel);
            var fresh = new Revisions(database, site.Services.GetRequiredService<PolicyBot.Core.Questions.LanguagePacks>(),
                site.Services.GetRequiredService<LogBook>(), TimeProvider.System);
            var (result, message) = await new LogReplay(database, fresh).RunAsync(seq, Cancel);
            Assert.Equal(2, result);
            Assert.Contains("cannot be made again", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("id", "1 ")]
    [InlineData("conversation", "c ")]
    public async Task A_name_that_ends_with_a_blank_is_refused(string key, string value)
    {
        var asked = new Dictionary<string, string> { ["id"] = "1", ["question"] = "Can I use DeepSeek?", [key] = value };
        using var answer = await client.PostAsync("/api/ask", SiteFixture.Json(JsonSerializer.Serialize(asked)), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_head_has_already_is_not_published_again_by_whoever_did_not_see_it_yet()
    {
        var late = new Revisions(database, site.Services.GetRequiredService<PolicyBot.Core.Questions.LanguagePacks>(),
            site.Services.GetRequiredService<LogBook>(), TimeProvider.System);
        Assert.True(await late.RefreshAsync(Cancel));
        var documents = await PublishAnotherAsync();
        var published = await late.PublishAsync(documents, new("late", [], "the same"), null, Cancel);
        Assert.Equal((null, true, 2), (published.Number, published.Same, late.Current.Number));
        await using var db = database.Open();
        Assert.Equal(2, await db.Revisions.CountAsync(Cancel));
    }

    private async Task<System.Collections.Immutable.ImmutableArray<KnowledgeDocument>> PublishAnotherAsync()
    {
        var documents = KnowledgeFolder.Read(Path.Combine(SiteFixture.Root, "knowledge")).Documents;
        documents = [documents[0] with { Content = [.. documents[0].Content, (byte)'\n'] }, .. documents[1..]];
        await site.Services.GetRequiredService<Revisions>().PublishAsync(documents, new("test", [], "test"), null, Cancel);
        return documents;
    }

    private async Task<string> AskAsync(string key)
    {
        using var answer = await client.PostAsync("/api/ask", SiteFixture.Json("""{"id": "1", "question": "Can I use DeepSeek?"}"""), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty(key).GetString()!;
    }
}
