using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>What a replica leaves to others, and what it gives up.</summary>
public sealed class OtherReplicasTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_without_a_channel_leaves_its_turns_and_replies_to_one_that_has_it()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        await LeftAsync(host.Database, "slack", "m1");
        await LeftAsync(host.Database, "teams", "m2");
        await LeftAsync(host.Database, "teams-quick", "m3");
        var teams = new NamedChannel("teams");
        using (var running = Running(host, teams))
        {
            await running.StartAsync(Cancel);
            await UntilAsync(host.Database, "m2", TurnStatus.Done);
            await UntilAsync(host.Database, "m3", TurnStatus.Done);
            await UntilAsync(() => teams.Sent.Contains("left m2"));
            await running.StopAsync(Cancel);
        }
        await using (var db = host.Database.Open())
        {
            Assert.Equal(TurnStatus.Waiting, await db.Turns.Where(t => t.MessageId == "m1").Select(t => t.Status).SingleAsync(Cancel));
            Assert.Equal((ReplyStatus.Waiting, 0), await db.Replies.Where(r => r.Channel == "slack")
                .Select(r => new ValueTuple<ReplyStatus, int>(r.Status, r.Attempt)).SingleAsync(Cancel));
        }
        var slack = new NamedChannel("slack");
        using var other = Running(host, slack);
        await other.StartAsync(Cancel);
        await UntilAsync(host.Database, "m1", TurnStatus.Done);
        await UntilAsync(() => slack.Sent.Contains("left m1") && slack.Sent.Contains("m1"));
        await other.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_turn_that_can_never_be_stored_is_parked_and_keeps_nobody_waiting()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        await using (var db = host.Database.Open())
            await db.Database.ExecuteSqlRawAsync("""
                CREATE TRIGGER "Never" BEFORE INSERT ON "Entries" WHEN NEW."Verdict" = 'prohibited' BEGIN SELECT RAISE(ABORT, 'too long'); END
                """, Cancel);
        var channel = new NamedChannel("slack");
        using var running = Running(host, channel);
        await running.StartAsync(Cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(Said("m1", "can I use DeepSeek?"), Cancel);
        await inbox.AcceptAsync(Said("m2", "who banned DeepSeek?"), Cancel);
        await UntilAsync(host.Database, "m2", TurnStatus.Done);
        await UntilAsync(host.Database, "m1", TurnStatus.Parked);
        // On the open request too, where a transaction stores both.
        var quick = await running.Services.GetRequiredService<LocalDoor>().AskAsync(
            Said("q1", "can I use DeepSeek?") with { Channel = "local", Alone = true }, Cancel);
        Assert.Equal((TurnStatus.Parked, true), (quick!.Row.Status, quick.Notice is not null));
        await UntilAsync(() => channel.Sent.Contains("m1") && channel.Sent.Contains("m2"));
        await running.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(TurnWorker.MostHolders, "gone", 1, TurnStatus.Parked)]
    [InlineData(TurnWorker.MostHolders - 2, "gone", 1, TurnStatus.Done)]
    // Handed back by a process that was stopped.
    [InlineData(TurnWorker.MostHolders - 1, "gone", 0, TurnStatus.Done)]
    public async Task A_turn_that_many_processes_ended_with_is_parked(int attempts, string holder, long until, TurnStatus expected)
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        await LeftAsync(host.Database, "slack", "m1", attempts, holder, until);
        using var running = Running(host, new NamedChannel("slack"));
        await running.StartAsync(Cancel);
        await UntilAsync(host.Database, "m1", expected);
        await running.StopAsync(Cancel);
    }

    [Fact]
    public async Task What_a_living_process_gives_up_it_hands_back_and_is_not_counted_as_one_that_ended_with_it()
    {
        var file = SiteFixture.NewFile();
        var host = await SiteFixture.OpenAsync(file);
        using var key = host.Key;
        await LeftAsync(host.Database, "slack", "m1", TurnWorker.MostHolders - 1, until: 0);
        var ailing = host with { Database = new Database(new() { Connection = file }, new NothingStored()) };
        using var first = Running(ailing, new NamedChannel("slack"));
        await first.StartAsync(Cancel);
        await UntilAsync(() => Held(host.Database) is { By: not "gone" });
        await UntilAsync(() => Held(host.Database) is { Until: 0 });
        using var second = Running(host, new NamedChannel("slack"));
        await second.StartAsync(Cancel);
        await UntilAsync(host.Database, "m1", TurnStatus.Done);
        await second.StopAsync(Cancel);
        await first.StopAsync(Cancel);
    }

    [Fact]
    public async Task The_longest_ids_fit_where_they_are_stored()
    {
        await using var db = new TSql.ServerlessSqlServer().Database.Open();
        var id = 120;
        Assert.True(db.Model.FindEntityType(typeof(LogTagRow))!.FindProperty(nameof(LogTagRow.Tag))!.GetMaxLength() >= "tool:".Length + id);
        Assert.True(db.Model.FindEntityType(typeof(ExceptionRow))!.FindProperty(nameof(ExceptionRow.Group))!.GetMaxLength() >= id);
    }

    private static IncomingMessage Said(string id, string text) =>
        new("slack", "c", id, MessageKind.Text, new("slack", "T1/U1"), text, DateTimeOffset.UnixEpoch, "{}");

    private static async Task LeftAsync(Database database, string channel, string id, int attempts = 0, string holder = "gone", long until = 0)
    {
        await using var db = database.Open();
        db.Turns.Add(new()
        {
            TurnId = id,
            Channel = channel,
            Conversation = "c",
            MessageId = id,
            Text = "can I use DeepSeek?",
            LeasedBy = holder,
            LeasedUntil = until,
            Attempts = attempts,
        });
        if (!channel.Contains('-')) db.Replies.Add(new() { TurnId = id, Channel = channel, Payload = "left " + id, Address = "{}" });
        await db.SaveChangesAsync(Cancel);
    }

    private static IHost Running(BotHost host, IChannel channel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTurns(host, SiteFixture.Day, new());
        builder.Services.AddSingleton(channel);
        return builder.Build();
    }

    private static (string? By, long Until) Held(Database database)
    {
        using var db = database.Open();
        return db.Turns.Select(t => new ValueTuple<string?, long>(t.LeasedBy, t.LeasedUntil)).Single();
    }

    private static Task UntilAsync(Database database, string message, TurnStatus status) => UntilAsync(() =>
    {
        using var db = database.Open();
        return db.Turns.Any(t => t.MessageId == message && t.Status == status);
    });

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 400; i++)
        {
            if (condition()) return;
            await Task.Delay(50, Cancel);
        }
        Assert.Fail("not after 20 seconds");
    }

    private sealed class NamedChannel(string name) : IChannel
    {
        public string Name => name;

        public System.Collections.Concurrent.ConcurrentQueue<string> Sent { get; } = [];

        public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => new(person);

        public string Render(Reply reply) => reply.To.MessageId;

        public string Lane(string address) => address;

        public string Privately(string address, bool later) => address;

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
        {
            Sent.Enqueue(outgoing.Payload);
            return new(Delivery.Sent("r"));
        }

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Sent("r"));
    }
    /// <summary>A database that reads and leases, and has no room for an entry.</summary>
    private sealed class NothingStored : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData,
            InterceptionResult result, CancellationToken cancellationToken = default) => throw new SqliteException("the disk is full", 13);
    }
}
