using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>That an answer is being written, shown while it is.</summary>
public sealed class TypingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Typing_is_shown_in_personal_chats_alone()
    {
        await using var host = await TeamsHost.StartAsync();
        var group = host.Message("x", "g1");
        group["conversation"]!["conversationType"] = "groupChat";
        await host.StatusAsync(group);
        await host.StatusAsync(host.Message());
        for (var i = 0; i < 100 && host.Other.Requests.IsEmpty; i++) await Task.Delay(50, Cancel);
        var seen = Assert.Single(host.Other.Requests);
        Assert.Equal("/teams/v3/conversations/a%3Achat/activities", seen.Path);
        Assert.Equal(("typing", "Bearer the-bots-token"), (seen.Body!["type"]!.GetValue<string>(), seen.Authorization));
    }

    [Fact]
    public async Task An_answer_that_leaves_at_once_is_not_announced()
    {
        var clock = new HeldClock();
        await using var host = await TeamsHost.StartAsync(replace: s => s.AddSingleton<TimeProvider>(clock));
        await host.StatusAsync(host.Message());
        await ConnectorTests.SendAsync(host);
        var later = host.Message(id: "m2");
        later["conversation"]!["id"] = "a:later";
        await host.StatusAsync(later);
        // They are shown in the order of their messages: what was to be shown of the first has been.
        for (var i = 0; i < 200 && host.Other.Requests.Count < 2; i++, await Task.Delay(25, Cancel)) clock.Release();
        Assert.Equal(["message a:chat", "typing a:later"],
            host.Other.Requests.Select(r => $"{r.Body!["type"]} {r.Body["conversation"]!["id"]}"));
    }

    /// <summary>Whoever waits for a moment waits until it is released.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly ConcurrentDictionary<Held, bool> waiting = new();

        public void Release()
        {
            foreach (var held in waiting.Keys) held.Fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var held = new Held(this, callback, state);
            if (dueTime >= TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(1)) waiting[held] = true;
            return held;
        }

        private sealed class Held(HeldClock clock, TimerCallback callback, object? state) : ITimer
        {
            public void Fire()
            {
                if (clock.waiting.TryRemove(this, out _)) callback(state);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => clock.waiting.TryRemove(this, out _);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
