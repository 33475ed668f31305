using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A thread that somebody begins on what was said in the chat.</summary>
public sealed class BranchTests
{
    private static readonly DateTimeOffset Begun = DateTimeOffset.UnixEpoch.AddSeconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="edited">The question, worded anew after the answer on which the thread is begun.</param>
    /// <param name="later">Asked in the chat since.</param>
    [Theory]
    [InlineData(null, null, "deepseek")]
    [InlineData(null, "can I use Gemini?", "deepseek")]
    [InlineData("can I use ChatGPT?", null, "chatgpt")]
    [InlineData("can I use ChatGPT?", "can I use Gemini?", "chatgpt")]
    public async Task It_carries_on_from_there_as_its_question_was_corrected_and_not_from_what_was_said_later(
        string? edited, string? later, string tool)
    {
        await using var site = await SiteFixture.StartAsync(
            replace: s => s.AddSingleton<IChannel>(new ScriptedChannel(_ => Task.FromResult(Delivery.Sent("r")))));
        await site.StartAsync(Cancel);
        await site.SayAsync(Said("m1", "can I use DeepSeek?", Begun));
        if (edited is not null)
            await site.SayAsync(Said("m1/edit", edited, Begun.AddSeconds(50)) with { Kind = MessageKind.Edit, About = "m1" });
        if (later is not null) await site.SayAsync(Said("m2", later, Begun.AddSeconds(60)));
        await site.SayAsync(Said("m3", "and for customer data?", Begun.AddSeconds(70)) with
        { Conversation = "c/thread", Branch = new("c", Begun.AddSeconds(2)) });
        await using var db = site.Database().Open();
        var leaf = await db.Entries.OrderByDescending(e => e.Seq).Select(e => e.Leaf).FirstAsync(Cancel);
        Assert.Equal([tool], Core.Audit.LeafCodec.Decode(leaf).Tools);
    }

    private static IncomingMessage Said(string id, string text, DateTimeOffset at) => new(ScriptedChannel.ChannelName, "c", id, MessageKind.Text,
        new(ScriptedChannel.ChannelName, "T1/U1"), text, at, "c");
}
