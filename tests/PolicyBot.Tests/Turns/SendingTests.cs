using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Replies on their way out, while the channel takes its time.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication site = null!;
    private Database database = null!;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        open.TrySetResult();
        if (site is not null) await site.DisposeAsync();
    }

    [Fact]
    public async Task A_limit_of_the_channel_costs_no_attempt()
    {
        var limits = 3;
        var channel = await ServeAsync(new(_ => Task.FromResult(
            limits-- > 0 ? Delivery.Wait("429", TimeSpan.FromMilliseconds(1)) : Delivery.Sent("r"))));
        await using var db = database.Open();
        db.Replies.Add(new()
        {
            TurnId = "note-1",
            Channel = ScriptedChannel.ChannelName,
            Address = "c",
            Payload = "hi",
            Attempt = ReplySender.MostAttempts - 1,
        });
        await db.SaveChangesAsync(Cancel);
        await site.UntilAsync(r => r.Status != ReplyStatus.Waiting);
        Assert.Equal((ReplyStatus.Sent, 4), (await db.Replies.Select(r => r.Status).SingleAsync(Cancel), channel.Tried.Count));
    }

    [Fact]
    public async Task A_reply_that_was_given_up_for_the_channel_s_limit_is_borne_as_long_again_when_it_is_tried_again()
    {
        var (clock, tries) = (new TestClock(), 0);
        await ServeAsync(new(_ =>
        {
            if (++tries == 2) clock.Advance(TimeSpan.FromHours(7));
            return Task.FromResult(tries < 4 ? Delivery.Wait("429", TimeSpan.FromMilliseconds(1)) : Delivery.Sent("r"));
        }), clock);
        await using var db = database.Open();
        db.Replies.Add(new() { TurnId = "note-1", Channel = ScriptedChannel.ChannelName, Address = "c", Payload = "hi" });
        await db.SaveChangesAsync(Cancel);
        await site.UntilAsync(r => r.Status == ReplyStatus.Parked);
        await db.Replies.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReplyStatus.Waiting).SetProperty(r => r.NotBefore, 0L), Cancel);
        await site.UntilAsync(r => r.Status != ReplyStatus.Waiting);
        Assert.Equal((ReplyStatus.Sent, 4), (await db.Replies.Select(r => r.Status).SingleAsync(Cancel), tries));
    }

    [Fact]
    public async Task However_long_a_channel_asks_for_it_is_tried_again_within_a_quarter_of_an_hour()
    {
        await ServeAsync(new(_ => Task.FromResult(Delivery.Wait("429", TimeSpan.FromDays(2)))));
        await SayAsync("m1", MessageKind.Text, "Can I use DeepSeek?");
        await site.UntilAsync(r => r.Trouble == "429");
        await using var db = database.Open();
        var due = DateTimeOffset.FromUnixTimeMilliseconds(await db.Replies.Select(r => r.NotBefore).SingleAsync(Cancel));
        Assert.InRange(due - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task While_a_chat_is_limited_nothing_else_is_tried_there_and_nothing_overtakes()
    {
        var limits = 1;
        var channel = await ServeAsync(new(o => Task.FromResult(
            o.Address == "c" && limits-- > 0 ? Delivery.Wait("429", TimeSpan.FromSeconds(2)) : Delivery.Sent("r"))));
        foreach (var id in (string[])["m1", "m2", "m3"]) await SayAsync(id, MessageKind.Text, "Can I use DeepSeek?");
        await SayAsync("other", MessageKind.Text, "Can I use DeepSeek?", address: "d");
        await site.UntilAsync(r => r.TurnId != "" && r.Status == ReplyStatus.Sent);
        Assert.Equal(["m1", "other"], channel.Tried.Select(t => t.Payload).Order(StringComparer.Ordinal));
        await Task.Delay(1_800, Cancel);
        await SayAsync("m4", MessageKind.Text, "Can I use DeepSeek?");
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 5);
        Assert.Equal(["m1", "m1", "m2", "m3", "m4"], channel.Tried.Where(t => t.Address == "c").Select(t => t.Payload));
    }

    [Fact]
    public async Task A_question_that_was_deleted_or_edited_while_its_answer_waited_behind_others_is_not_answered()
    {
        var channel = await BusyAsync();
        await SayAsync("m2", MessageKind.Text, "Can I use ChatGPT?");
        await SayAsync("m3", MessageKind.Text, "Can I use Claude?");
        await SayAsync("m4", MessageKind.Text, "Can I use Copilot?");
        await SayAsync("m5", MessageKind.Deletion, "", about: "m2");
        await SayAsync("m6", MessageKind.Edit, "Can I use Gemini?", about: "m3");
        await site.UntilAsync(r => r.Status == ReplyStatus.Parked, 2);
        open.SetResult();
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 3);
        Assert.Equal(["m1", "m4", "m6"], channel.Tried.Select(t => t.Payload));
    }

    [Fact]
    public async Task What_another_replica_retracts_while_it_waits_here_is_not_sent()
    {
        var channel = await BusyAsync();
        await SayAsync("m2", MessageKind.Text, "Can I use ChatGPT?");
        await SayAsync("m3", MessageKind.Text, "Can I use Claude?");
        await using (var db = database.Open())
        {
            var retracted = await db.Turns.Where(t => t.MessageId == "m2").Select(t => t.TurnId).SingleAsync(Cancel);
            await db.Replies.Where(r => r.TurnId == retracted)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReplyStatus.Parked), Cancel);
        }
        await Task.Delay(700, Cancel);
        open.SetResult();
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 2);
        Assert.Equal(["m1", "m3"], channel.Tried.Select(t => t.Payload));
    }

    [Fact]
    public async Task A_person_is_offered_only_where_the_channel_reaches_one_and_nothing_is_said_to_be_passed_on_elsewhere()
    {
        var channel = await ServeAsync(new(_ => Task.FromResult(Delivery.Sent("r"))));
        await SayAsync("m1", MessageKind.Text, "Can I use ChatGPT?");
        await SayAsync("m2", MessageKind.AskPerson, "please", about: await TurnAsync("m1"));
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 2);
        Assert.All(channel.Rendered, r => Assert.Null(r.Contact));
        Assert.StartsWith("I cannot pass questions on from here.", channel.Tried.Last().Payload, StringComparison.Ordinal);
        await using var db = database.Open();
        Assert.False(await db.Replies.AnyAsync(r => r.ToContact, Cancel));
    }

    [Fact]
    public async Task Who_was_told_that_a_question_is_passed_on_is_told_alone_and_once_where_it_does_not_arrive()
    {
        var channel = await ServeAsync(new(_ => Task.FromResult(Delivery.Sent("r"))) { ReachesContact = true });
        await SayAsync("m1", MessageKind.Text, "Can I use ChatGPT?");
        await SayAsync("m2", MessageKind.AskPerson, "please", about: await TurnAsync("m1"));
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 3);
        var (said, address) = channel.Tried.Last();
        Assert.Equal("c" + ScriptedChannel.Alone, address);
        Assert.Contains("did not arrive", said, StringComparison.Ordinal);
        Assert.Contains("@", said, StringComparison.Ordinal);
        // Tried again by an operator, in vain.
        await using var db = database.Open();
        await db.Replies.Where(r => r.ToContact).ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReplyStatus.Waiting), Cancel);
        await site.UntilAsync(r => r.ToContact && r.Status == ReplyStatus.Parked);
        Assert.Equal(4, await db.Replies.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_corrected_reply_says_so_and_one_to_a_private_question_comes_on_its_own()
    {
        var channel = await ServeAsync(new(_ => Task.FromResult(Delivery.Sent("r"))));
        await SayAsync("m1", MessageKind.Text, "Can I use ChatGPT?", isPrivate: true);
        var turn = await TurnAsync("m1");
        await SayAsync("m2", MessageKind.PersonReply, "Yes.", about: turn);
        await SayAsync("m3", MessageKind.PersonReply, "No.", about: turn, choice: IncomingMessage.Correction);
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 3);
        Assert.Equal([("Kim replies:\nYes.", "c" + ScriptedChannel.Alone), ("Kim corrects the reply:\nNo.", "c" + ScriptedChannel.Alone)],
            channel.Tried.Skip(1));
    }

    /// <summary>A chat in which the answer to the first question is being sent until the test opens it.</summary>
    private async Task<ScriptedChannel> BusyAsync()
    {
        var channel = await ServeAsync(new(async o =>
        {
            if (o.Payload == "m1") await open.Task;
            return Delivery.Sent("r");
        }));
        await SayAsync("m1", MessageKind.Text, "Can I use DeepSeek?");
        while (channel.Tried.IsEmpty) await Task.Delay(20, Cancel);
        return channel;
    }

    private async Task<ScriptedChannel> ServeAsync(ScriptedChannel channel, TimeProvider? clock = null)
    {
        site = await SiteFixture.StartAsync(
            replace: services => services.AddSingleton<IChannel>(channel).AddSingleton(clock ?? TimeProvider.System));
        await site.StartAsync(Cancel);
        database = site.Services.GetRequiredService<Database>();
        return channel;
    }

    private Task SayAsync(string id, MessageKind kind, string text, string? about = null, string address = "c", bool isPrivate = false,
        string? choice = null) => site.SayAsync(
        new(ScriptedChannel.ChannelName, address, id, kind, new(ScriptedChannel.ChannelName, "T1/U1") { Name = "Kim" }, text,
            DateTimeOffset.UnixEpoch, address)
        { About = about, Choice = choice, Private = isPrivate });

    private async Task<string> TurnAsync(string message)
    {
        await using var db = database.Open();
        return await db.Turns.Where(t => t.MessageId == message).Select(t => t.TurnId).SingleAsync(Cancel);
    }
}
