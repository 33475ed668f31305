using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Messages of every kind through a channel that is slow, fails and succeeds.</summary>
internal static class ChannelTour
{
    private const string Name = "slack";

    /// <summary>Whom the channel takes long to find.</summary>
    private const string Unknown = "T1/U9";

    public static async Task RunAsync(string file, CancellationToken cancel)
    {
        var host = await SiteFixture.OpenAsync(file);
        using var key = host.Key;
        await LeaveBehindAsync(host.Database, cancel);
        var channel = new MoodyChannel();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTurns(host, SiteFixture.Day, new());
        builder.Services.AddSingleton<IChannel>(channel);
        using var running = builder.Build();
        await running.StartAsync(cancel);
        var inbox = running.Services.GetRequiredService<IInbox>();

        // Taken back while it waits, from another thread than its own.
        await inbox.AcceptAsync(Said("slow", MessageKind.Text, "can I use DeepSeek?") with { Sender = new(Name, Unknown) }, cancel);
        await inbox.AcceptAsync(Said("d0", MessageKind.Deletion, "") with { About = "slow", Thread = "elsewhere" }, cancel);
        await UntilAsync(host.Database, "slow", TurnStatus.Withdrawn);
        // In flight for longer than a third of a lease.
        await Task.Delay(TurnWorker.Lease / 2, cancel);
        channel.Release();

        // Not delivered yet when it is edited, delivered when it is deleted.
        await inbox.AcceptAsync(Said("m1", MessageKind.Text, "retry: can I use DeepSeek?"), cancel);
        await UntilAsync(host.Database, "m1", TurnStatus.Done);
        await inbox.AcceptAsync(Said("m2", MessageKind.Edit, "can I use ChatGPT?") with { About = "m1" }, cancel);
        await UntilAsync(host.Database, "m2", TurnStatus.Done);
        await inbox.AcceptAsync(Said("m3", MessageKind.Deletion, "") with { About = "m1" }, cancel);
        await inbox.AcceptAsync(Said("m4", MessageKind.Text, "who banned DeepSeek?") with { Private = true }, cancel);
        await UntilAsync(host.Database, "m4", TurnStatus.Done);
        await using var db = host.Database.Open();
        var turn = await db.Turns.Where(t => t.MessageId == "m4").Select(t => t.TurnId).FirstAsync(cancel);
        await inbox.AcceptAsync(Said("m5", MessageKind.Feedback, "") with { About = turn, Choice = "helpful" }, cancel);
        await inbox.AcceptAsync(Said("m6", MessageKind.AskPerson, "please") with { About = turn }, cancel);
        await inbox.AcceptAsync(Said("m7", MessageKind.PersonReply, "yes") with { About = turn }, cancel);
        await inbox.AcceptAsync(Said("m8", MessageKind.Share, "") with { About = turn }, cancel);
        await UntilAsync(host.Database, "m8", TurnStatus.Done);
        // The note to the contact is refused, and its sender told, behind a reply that takes its time.
        for (var i = 0; i < 300 && await db.Replies.AnyAsync(r => r.Status == ReplyStatus.Waiting, cancel); i++)
            await Task.Delay(50, cancel);
        await running.Services.GetRequiredService<ISentReplies>().TurnOfAsync(Name, "r", toContact: true, cancel);
        var again = new LaterAnswer(host.Database, host.Revisions, running.Services.GetRequiredService<TurnReplay>(), new(host.Languages));
        Assert.Equal("m4", await again.RenderAsync(new() { TurnId = turn, Channel = Name }, channel, cancel));
        Assert.True(await db.Turns.AllAsync(t => t.MessageId != "left" || t.Status == TurnStatus.Done, cancel));
        Assert.True(await db.Replies.AllAsync(r => r.Payload != "left" || r.Status == ReplyStatus.Parked, cancel));
        await ReachAsync(host.Database, channel, cancel);
        await new TurnLeases(host.Database, new(), TimeProvider.System).HandBackAsync([1], cancel);
        await running.StopAsync(cancel);
    }

    /// <summary>An address that is renewed, and one whose conversation the bot was taken out of.</summary>
    private static async Task ReachAsync(Database database, IChannel channel, CancellationToken cancel)
    {
        await using (var db = database.Open())
        {
            foreach (var lane in (string[])["kept", "lost"])
                db.Reaches.Add(new() { Person = lane, Channel = Name, Address = lane, Language = "en", Groups = "" });
            await db.SaveChangesAsync(cancel);
        }
        using var keeper = new ReachKeeper(database, [channel], TimeProvider.System, NullLogger<ReachKeeper>.Instance);
        keeper.Seen(Name, "kept");
        keeper.Gone(Name, "lost");
        await keeper.WriteAsync(cancel);
    }

    private static IncomingMessage Said(string id, MessageKind kind, string text) =>
        new(Name, "c", id, kind, new(Name, "T1/U1") { Name = "Kim" }, text, DateTimeOffset.UnixEpoch, "{}");

    /// <summary>A message and a reply whose process is gone.</summary>
    private static async Task LeaveBehindAsync(Database database, CancellationToken cancel)
    {
        await using var db = database.Open();
        db.Turns.Add(new()
        {
            TurnId = "left",
            Channel = Name,
            Conversation = "c",
            MessageId = "left",
            Thread = Name + "/c",
            Text = "copilot?",
            LeasedBy = "gone"
        });
        db.Replies.Add(new() { TurnId = "left", Channel = Name, Payload = "left", Address = "{}", LeasedBy = "gone" });
        await db.SaveChangesAsync(cancel);
    }

    private static async Task UntilAsync(Database database, string message, TurnStatus status)
    {
        for (var i = 0; i < 300; i++)
        {
            await using (var db = database.Open())
                if (await db.Turns.AnyAsync(t => t.MessageId == message && t.Status == status)) return;
            await Task.Delay(50);
        }
        Assert.Fail($"message {message} is not {status} after 15 seconds");
    }

    private sealed class MoodyChannel : IChannel
    {
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => ChannelTour.Name;

        public void Release() => released.TrySetResult();

        public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
        {
            if (person.Id == Unknown) await released.Task.WaitAsync(cancel);
            return person;
        }

        public string Render(Reply reply) => reply.To.MessageId;

        public bool ReachesContact => true;

        public string Lane(string address) => address;

        public string? Renewed(string stored, string newer) => stored + " anew";

        public string Privately(string address, bool later) => address;

        public async ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
        {
            // The next reply has then waited so long that it is looked at once more.
            if (outgoing.Payload == "m4") await Task.Delay(2_000, cancel);
            return outgoing.Payload == "m1" ? Delivery.Retry("busy") : outgoing.Payload == "m2"
                ? Delivery.Sent("r")
                : Delivery.Refused("gone") with { Gone = true };
        }

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Refused("nobody there"));
    }
}
