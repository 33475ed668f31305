using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Another person's words about which somebody asks, and words that are still being typed: whatever they say, they are a
/// question.</summary>
public sealed class QuotedTests
{
    private const string Grant = "role grant approver mallory@x.example --why \"may we use ChatGPT?\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="roles">How many there are in the end.</param>
    [Theory]
    [InlineData(Grant, IncomingMessage.Quoted, 0)]
    [InlineData(Grant, null, 1)]
    public async Task A_command_in_another_persons_words_is_not_carried_out_by_whoever_asks_about_them(string text, string? choice, int roles)
    {
        await using var site = await StartAsync();
        await site.SayAsync(Said("m1", text) with { Choice = choice });
        await using var db = site.Database().Open();
        Assert.Equal(roles, await db.Roles.CountAsync(Cancel));
        Assert.Equal(roles == 0 ? "answer" : "admin", await KindAsync(db));
    }

    [Fact]
    public async Task Nor_is_a_rule_proposed_from_them()
    {
        await using var site = await StartAsync();
        await site.SayAsync(Said("m1", "block DeepSeek for everyone from 2027-01-01") with { Choice = IncomingMessage.Quoted });
        await using var db = site.Database().Open();
        Assert.Equal("answer", await KindAsync(db));
    }

    /// <summary>Teams sends what stands in the box with every few letters: `draft approve 1` on the way to 12.</summary>
    [Fact]
    public async Task A_search_carries_nothing_out()
    {
        await using var site = await StartAsync();
        var reply = await site.Services.GetRequiredService<IQuickAnswers>().AnswerAsync(Said("m1", Grant), Cancel);
        Assert.NotNull(reply!.Answer);
        await using var db = site.Database().Open();
        Assert.Equal((0, "answer"), (await db.Roles.CountAsync(Cancel), await KindAsync(db)));
    }

    private static Task<string> KindAsync(BotContext db) => db.Entries.OrderByDescending(e => e.Seq).Select(e => e.Kind).FirstAsync(Cancel);

    private static async Task<WebApplication> StartAsync()
    {
        var site = await SiteFixture.StartAsync(o => o with { Admin = new() { PolicyAdmins = ["kim@x.example"] } },
            replace: s => s.AddSingleton<IChannel>(new ScriptedChannel(_ => Task.FromResult(Delivery.Sent("r")))));
        await site.StartAsync(Cancel);
        return site;
    }

    private static IncomingMessage Said(string id, string text) => new(ScriptedChannel.ChannelName, "c", id, MessageKind.Text,
        new(ScriptedChannel.ChannelName, "T1/U1") { Email = "kim@x.example" }, text, DateTimeOffset.UnixEpoch, "c");
}
