using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Questions of people of whom the directory does not say, and never said, in which groups they are.</summary>
public sealed class UntoldGroupsTests
{
    private const string Question = "May I use GitHub Copilot Business for coding with public information?";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Asked every three seconds: twenty times in a minute, for which Slack says nothing to whoever asked too much.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task A_question_is_answered_once_the_directory_says_so(int untold)
    {
        var (turn, said) = await AskAsync(MessageKind.Text, new(Standing.GroupsUntold, untold), new());
        Assert.Equal(TurnStatus.Done, turn.Status);
        Assert.Contains("\"contractors\"", turn.Asker, StringComparison.Ordinal);
        Assert.Contains("6.6", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_never_does_the_asker_is_told_that_it_failed_and_no_verdict()
    {
        var (turn, said) = await AskAsync(MessageKind.Text, new(Standing.GroupsUntold, int.MaxValue), new());
        Assert.Equal(TurnStatus.Parked, turn.Status);
        Assert.StartsWith("I could not answer this", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, TurnStatus.Parked)]
    [InlineData(false, TurnStatus.Done)]
    public async Task An_address_that_is_untold_matters_where_the_settings_name_members(bool named, TurnStatus status)
    {
        var (turn, _) = await AskAsync(MessageKind.Text, new(Standing.AddressUntold, int.MaxValue),
            named ? new() { Members = ["contractors kim@example.com"] } : new());
        Assert.Equal(status, turn.Status);
    }

    [Fact]
    public async Task What_needs_no_verdict_waits_for_no_directory()
    {
        var (turn, _) = await AskAsync(MessageKind.Deletion, new(Standing.GroupsUntold, int.MaxValue), new());
        Assert.Equal(TurnStatus.Done, turn.Status);
    }

    [Fact]
    public async Task What_is_to_be_shown_to_all_waits_too_and_where_that_fails_who_pressed_is_told_alone_and_may_press_again()
    {
        var channel = new ForgetfulChannel(Standing.GroupsUntold, 0);
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        using var running = Running(host, channel, new());
        await running.StartAsync(Cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(Said("m1", MessageKind.Text) with { Private = true, Language = "ko", Text = Question + " kim@example.com" }, Cancel);
        var turn = await EndedAsync(host.Database, 1);
        channel.Forgets = int.MaxValue;
        var press = Said("share/1", MessageKind.Share) with { About = turn.TurnId, Text = "" };
        await inbox.AcceptAsync(press, Cancel);
        var failed = await EndedAsync(host.Database, 2);
        channel.Forgets = 0;
        Assert.Equal(Receipt.Stored, await inbox.AcceptAsync(press, Cancel));
        var shared = await EndedAsync(host.Database, 3);
        Assert.Equal(Receipt.Duplicate, await inbox.AcceptAsync(press, Cancel));
        for (var tries = 0; tries < 200 && channel.Sent.Count < 3; tries++) await Task.Delay(50, Cancel);
        await running.StopAsync(Cancel);
        Assert.Equal((TurnStatus.Parked, TurnStatus.Done), (failed.Status, shared.Status));
        // As the answer is made again from what is stored: in the language that the asker chose.
        Assert.NotNull(turn.Masked);
        Assert.Equal(("ko", turn.Masked), (shared.Language, shared.Masked));
        Assert.Equal(["{}", "{} alone", "{}"], channel.Sent);
    }

    private static IncomingMessage Said(string id, MessageKind kind) => new("slack", "c", id, kind, new("slack", "T1/U1"),
        Question, DateTimeOffset.UnixEpoch, "{}")
    { About = "m0" };

    private static IHost Running(BotHost host, ForgetfulChannel channel, AdminOptions admin)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTurns(host with { Time = new HurriedClock() }, SiteFixture.Day, admin);
        builder.Services.AddSingleton<IChannel>(channel);
        return builder.Build();
    }

    /// <summary>The last of so many, when all have ended.</summary>
    private static async Task<TurnRow> EndedAsync(Database database, int turns)
    {
        for (var tries = 0; tries < 600; tries++, await Task.Delay(50, Cancel))
        {
            await using var db = database.Open();
            var ended = await db.Turns.AsNoTracking().Where(t => t.Status == TurnStatus.Done || t.Status == TurnStatus.Parked).OrderBy(t => t.Id).ToListAsync(Cancel);
            if (ended.Count == turns) return ended[^1];
        }
        throw new TimeoutException("nothing came of it in half a minute");
    }

    private static async Task<(TurnRow Turn, string? Said)> AskAsync(MessageKind kind, ForgetfulChannel channel, AdminOptions admin)
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        using var running = Running(host, channel, admin);
        await running.StartAsync(Cancel);
        await running.Services.GetRequiredService<IInbox>().AcceptAsync(Said("m1", kind), Cancel);
        var turn = await EndedAsync(host.Database, 1);
        await running.StopAsync(Cancel);
        await using var db = host.Database.Open();
        return (turn, await db.Contents.Where(c => c.Seq == turn.EntrySeq).Select(c => c.Answer).FirstOrDefaultAsync(Cancel));
    }

    /// <summary>Somebody is a contractor, which it does not say at first.</summary>
    private sealed class ForgetfulChannel(Standing standing, int times) : IChannel
    {
        private int asked;

        public int Forgets { get; set; } = times;

        public ConcurrentQueue<string> Sent { get; } = [];

        public string Name => "slack";

        public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) =>
            new(Interlocked.Increment(ref asked) <= Forgets ? person with { Standing = standing } : person with { Groups = ["contractors"] });

        public string Render(Reply reply) => reply.To.MessageId;

        public string Lane(string address) => address;

        public string Privately(string address, bool later) => address + " alone";

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
        {
            Sent.Enqueue(outgoing.Address);
            return new(Delivery.Sent("r"));
        }

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Sent("r"));
    }
    /// <summary>A minute of it takes a second.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private readonly DateTimeOffset begun = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => begun + (System.GetUtcNow() - begun) * 60;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

        private static TimeSpan Hurried(TimeSpan time) => time > TimeSpan.Zero ? time / 60 : time;
    }
}
