using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Messages that their author takes back before they are answered.</summary>
public sealed class WithdrawnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_personal_is_left_of_one_but_how_its_channel_names_it()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        var channel = new SlowChannel();
        using var running = Running(host, channel);
        await running.StartAsync(Cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(Said("m1", MessageKind.Text, "can I use DeepSeek?", "T1/U9"), Cancel);
        await inbox.AcceptAsync(Said("m2", MessageKind.Deletion, "", "T1/U1") with { About = "m1", Thread = "elsewhere" }, Cancel);
        var turn = await WithdrawnAsync(host.Database);
        Assert.Equal((null, null, null, null, null), (turn.Person, turn.Sender, turn.Text, turn.Address, turn.Asker));
        // Sent again, as channels do, it is known.
        Assert.Equal(Receipt.Duplicate, await inbox.AcceptAsync(Said("m1", MessageKind.Text, "can I use DeepSeek?", "T1/U9"), Cancel));
        channel.Release();
        await running.StopAsync(Cancel);

        await using var db = host.Database.Open();
        var entry = LeafCodec.Decode(await db.Entries.Where(e => e.Kind == "deletion").Select(e => e.Leaf).SingleAsync(Cancel));
        Assert.Equal(turn.TurnId, entry.About);
        Assert.Null((await new LogReader(host.Database).VerifyAsync(key.Verifier, [], null, Cancel)).Problem);
    }

    [Fact]
    public async Task A_message_that_is_deleted_or_edited_before_it_is_answered_is_not_answered()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        var channel = new SlowChannel();
        using var running = Running(host, channel);
        await running.StartAsync(Cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(Said("m1", MessageKind.Text, "can I use DeepSeek?", "T1/U9"), Cancel);
        await inbox.AcceptAsync(Said("m1/deleted", MessageKind.Deletion, "", "T1/U9") with { About = "m1" }, Cancel);
        await inbox.AcceptAsync(Said("m2", MessageKind.Text, "can I use DeepSeek?", "T1/U9"), Cancel);
        await inbox.AcceptAsync(Said("m2/edit/1", MessageKind.Edit, "can I use ChatGPT?", "T1/U9") with { About = "m2" }, Cancel);
        // Nobody waits for the one that is withdrawn.
        await using (var db = host.Database.Open())
            Assert.Equal(["m1", "m2"], await db.Turns.Where(t => t.Status == TurnStatus.Withdrawn && t.Person == null && t.Text == null)
                .Select(t => t.MessageId).Order().ToListAsync(Cancel));
        channel.Release();
        await AnsweredAsync(host.Database, "m2/edit/1");
        await running.StopAsync(Cancel);
        Assert.Equal(["m2/edit/1"], channel.Sent);
        await using var after = host.Database.Open();
        Assert.Equal("can I use ChatGPT?",
            await after.Entries.Where(e => e.Kind == "answer").Join(after.Contents, e => e.Seq, c => c.Seq, (e, c) => c.Question).SingleAsync(Cancel));
        Assert.Equal(1, await after.Entries.CountAsync(e => e.Kind == "deletion", Cancel));
        Assert.False(await after.Contents.AnyAsync(c => c.Question!.Contains("DeepSeek"), Cancel));
        Assert.Null((await new LogReader(host.Database).VerifyAsync(key.Verifier, [], null, Cancel)).Problem);
    }

    [Fact]
    public async Task A_message_that_comes_after_its_own_deletion_or_edit_is_not_answered()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        var channel = new SlowChannel();
        channel.Release();
        using var running = Running(host, channel);
        await running.StartAsync(Cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(Said("m1/deleted", MessageKind.Deletion, "", "T1/U1") with { About = "m1" }, Cancel);
        Assert.Equal(Receipt.Duplicate, await inbox.AcceptAsync(Said("m1", MessageKind.Text, "can I use DeepSeek?", "T1/U1"), Cancel));
        // Nor a wording from before it was deleted.
        Assert.Equal(Receipt.Duplicate,
            await inbox.AcceptAsync(Said("m1/edit/1", MessageKind.Edit, "can I use DeepSeek now?", "T1/U1") with { About = "m1" }, Cancel));
        await inbox.AcceptAsync(Said("m2/edit/1", MessageKind.Edit, "can I use ChatGPT?", "T1/U1") with { About = "m2" }, Cancel);
        Assert.Equal(Receipt.Duplicate, await inbox.AcceptAsync(Said("m2", MessageKind.Text, "can I use DeepSeek?", "T1/U1"), Cancel));
        await AnsweredAsync(host.Database, "m2/edit/1");
        // One that was taken back and put there again, as Teams lets people do, is newer than its deletion.
        await inbox.AcceptAsync(Said("m1:2", MessageKind.Edit, "can I use Claude?", "T1/U1") with
        { About = "m1", SentAt = DateTimeOffset.UnixEpoch.AddMinutes(1) }, Cancel);
        await AnsweredAsync(host.Database, "m1:2");
        await running.StopAsync(Cancel);
        Assert.Equal(["m2/edit/1", "m1:2"], channel.Sent);
        await using var after = host.Database.Open();
        Assert.False(await after.Contents.AnyAsync(c => c.Question!.Contains("DeepSeek"), Cancel));
    }

    [Fact]
    public async Task A_command_that_is_worded_anew_is_carried_out_as_it_was()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        var channel = new SlowChannel();
        using var running = Running(host, channel);
        await running.StartAsync(Cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();
        await inbox.AcceptAsync(Said("m1", MessageKind.Text, "role list", "T1/U9"), Cancel);
        await inbox.AcceptAsync(Said("m1/edit/1", MessageKind.Edit, "role list please", "T1/U9") with { About = "m1" }, Cancel);
        channel.Release();
        await AnsweredAsync(host.Database, "m1");
        await running.StopAsync(Cancel);
    }

    private static IHost Running(BotHost host, IChannel channel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTurns(host, SiteFixture.Day, new());
        builder.Services.AddSingleton(channel);
        return builder.Build();
    }

    private static async Task AnsweredAsync(Database database, string message)
    {
        for (var i = 0; i < 300; i++)
        {
            await using (var db = database.Open())
                if (await db.Turns.AnyAsync(t => t.MessageId == message && t.Status == TurnStatus.Done, Cancel)
                    && !await db.Replies.AnyAsync(r => r.Status == ReplyStatus.Waiting, Cancel)) return;
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException($"{message} is not answered after 15 seconds");
    }

    [Fact]
    public async Task An_erasure_reaches_those_that_an_earlier_version_left_as_they_were_and_takes_back_what_waits()
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        await using (var db = host.Database.Open())
        {
            foreach (var (id, status) in new[] { ("m1", TurnStatus.Withdrawn), ("m2", TurnStatus.Waiting) })
                db.Turns.Add(new()
                {
                    TurnId = id,
                    Channel = "slack",
                    Conversation = "c",
                    MessageId = id,
                    Status = status,
                    Person = "T1/U9",
                    Sender = """{"Channel":"slack","Id":"T1/U9","Name":"Kim","Email":"kim@x.example"}""",
                    Address = "{}"
                });
            await db.SaveChangesAsync(Cancel);
        }
        var lifecycle = new LogLifecycle(host.Database, host.Book, host.Time);
        Assert.Equal(2, (await lifecycle.PreviewErasureAsync(new(Person: "T1/U9"), Cancel)).Beside);
        Assert.Equal(2, (await lifecycle.EraseAsync(new(Person: "T1/U9"), new("dpo", "request 7", "GDPR art. 17"))).Beside);
        await using var after = host.Database.Open();
        Assert.All(await after.Turns.ToListAsync(Cancel),
            t => Assert.Equal((TurnStatus.Withdrawn, null, null, null), (t.Status, t.Person, t.Sender, t.Address)));
    }

    private static IncomingMessage Said(string id, MessageKind kind, string text, string who) =>
        new("slack", "c", id, kind, new("slack", who) { Name = "Kim", Email = "kim@x.example" }, text, DateTimeOffset.UnixEpoch, "{}");

    private static async Task<TurnRow> WithdrawnAsync(Database database)
    {
        for (var i = 0; i < 300; i++)
        {
            await using (var db = database.Open())
                if (await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.Status == TurnStatus.Withdrawn, Cancel) is { } turn) return turn;
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException("the message is not withdrawn after 15 seconds");
    }

    /// <summary>Takes long to find one person.</summary>
    private sealed class SlowChannel : IChannel
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "slack";

        public System.Collections.Concurrent.ConcurrentQueue<string> Sent { get; } = [];

        public void Release() => released.TrySetResult();

        public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
        {
            if (person.Id == "T1/U9") await released.Task.WaitAsync(cancel);
            return person;
        }

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
}
