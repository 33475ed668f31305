using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A question that is edited, while answers to it are on their way.</summary>
public sealed class ReplacedTests : IAsyncLifetime
{
    private readonly List<Outgoing> sent = [];
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        open.TrySetResult();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_second_edit_takes_the_place_of_the_first_answer_where_that_to_the_first_edit_never_arrived()
    {
        var channel = await ServeAsync(o => Task.FromResult(o.Payload == "m1/1" ? Delivery.Retry("503", TimeSpan.FromMinutes(5)) : Delivery.Sent("r-" + o.Payload)));
        await SayAsync("m1", MessageKind.Text, "Can I use DeepSeek?");
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent);
        await SayAsync("m1/1", MessageKind.Edit, "Can I use ChatGPT?");
        await site.UntilAsync(r => r.Trouble == "503");
        await SayAsync("m1/2", MessageKind.Edit, "Can I use Claude?");
        await site.UntilAsync(r => r.Status == ReplyStatus.Sent, 2);
        Assert.Equal([null, "r-m1", "r-m1"], sent.Select(o => o.Replaces));
        Assert.True(channel.Rendered.Last().Amends);
    }

    [Fact]
    public async Task An_edit_takes_the_place_of_an_answer_that_was_being_sent_when_it_came()
    {
        await ServeAsync(async o =>
        {
            if (o.Payload == "m1") await open.Task;
            return Delivery.Sent("r-" + o.Payload);
        });
        await SayAsync("m1", MessageKind.Text, "Can I use DeepSeek?");
        while (sent.Count == 0) await Task.Delay(20, Cancel);
        await SayAsync("m1/1", MessageKind.Edit, "Can I use ChatGPT?");
        await SayAsync("m1/2", MessageKind.Edit, "Can I use Claude?");
        open.SetResult();
        await site.UntilAsync(r => r.Reference == "r-m1/2");
        Assert.Equal([("m1", null), ("m1/2", "r-m1")], sent.Select(o => (o.Payload, o.Replaces)));
    }

    /// <summary>Behind the end of its lease another replica sends it too.</summary>
    [Fact]
    public async Task A_reply_that_takes_longer_than_its_lease_is_given_up_before_that_ends()
    {
        var clock = new LongTimers();
        var token = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await ServeAsync(_ => Task.FromResult(Delivery.Sent("r")), clock, async cancel =>
        {
            token.TrySetResult(cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        });
        await SayAsync("m1", MessageKind.Text, "Can I use DeepSeek?");
        var given = await token.Task.WaitAsync(TimeSpan.FromSeconds(15), Cancel);
        Assert.False(given.IsCancellationRequested);
        clock.Fire();
        await site.UntilAsync(r => r.Trouble == "it took too long");
    }

    /// <summary>Timers of nearly a minute run out when a test says so.</summary>
    private sealed class LongTimers : TimeProvider
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<Action> waiting = new();

        public void Fire()
        {
            while (waiting.TryDequeue(out var fire)) fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.FromSeconds(50) && dueTime < TimeSpan.FromSeconds(60)) waiting.Enqueue(() => callback(state));
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private async Task<ScriptedChannel> ServeAsync(Func<Outgoing, Task<Delivery>> send, TimeProvider? clock = null,
        Func<CancellationToken, Task>? before = null)
    {
        var channel = new ScriptedChannel(async o =>
        {
            lock (sent) sent.Add(o);
            return await send(o);
        })
        { Before = before };
        site = await SiteFixture.StartAsync(
            replace: services => services.AddSingleton<IChannel>(channel).AddSingleton(clock ?? TimeProvider.System));
        await site.StartAsync(Cancel);
        return channel;
    }

    private Task SayAsync(string id, MessageKind kind, string text) => site.SayAsync(
        new(ScriptedChannel.ChannelName, "c", id, kind, new(ScriptedChannel.ChannelName, "T1/U1"), text, DateTimeOffset.UnixEpoch, "c")
        { About = kind == MessageKind.Edit ? "m1" : null });
}
