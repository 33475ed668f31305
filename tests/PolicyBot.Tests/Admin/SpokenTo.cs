using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Knowledge;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>The way of a message through the process, with a channel that remembers what it was given to send.</summary>
internal sealed class SpokenTo : IAsyncDisposable
{
    private readonly IHost running;
    private readonly Remembering channel;
    private int said;

    private SpokenTo(IHost running, BotHost host, Remembering channel) => (this.running, Host, this.channel) = (running, host, channel);

    public BotHost Host { get; }
    public AdminDesk Desk => running.Services.GetRequiredService<AdminDesk>();

    /// <summary>Address and text, in order.</summary>
    public IReadOnlyList<(string Address, string Text)> Sent => [.. channel.Sent];

    public static async Task<SpokenTo> OpenAsync(AdminOptions options, IEnumerable<KnowledgeDocument> knowledge)
    {
        var host = await BotHost.OpenAsync(new() { Connection = SiteFixture.NewFile() }, new(), TimeProvider.System,
            CancellationToken.None);
        await host.Revisions.PublishAsync([.. knowledge], new("test", [], "test"), null, CancellationToken.None);
        var channel = new Remembering();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTurns(host, null, options);
        builder.Services.AddSingleton<IChannel>(channel);
        var running = builder.Build();
        await running.StartAsync();
        return new(running, host, channel);
    }

    /// <summary>Says something from where that person writes, and returns what they were told.</summary>
    public async Task<string> SaysAsync(Person who, string text, MessageKind kind = MessageKind.Text, string? about = null,
        string? choice = null)
    {
        var id = $"m{Interlocked.Increment(ref said)}";
        var message = new IncomingMessage("slack", "c-" + who.Id, id, kind, who, text, DateTimeOffset.UnixEpoch, "at:"
            + who.Id)
        { About = about, Choice = choice };
        await running.Services.GetRequiredService<IInbox>().AcceptAsync(message, CancellationToken.None);
        for (var tries = 0; tries < 400; tries++, await Task.Delay(25))
        {
            await using var db = Host.Database.Open();
            if (await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.MessageId == id && t.Status == TurnStatus.Done) is { } turn)
                return await db.Contents.Where(c => c.Seq == turn.EntrySeq).Select(c => c.Answer).FirstOrDefaultAsync() ?? "";
        }
        throw new TimeoutException($"{text} was not answered");
    }

    public async Task SentAsync(int many)
    {
        for (var tries = 0; channel.Sent.Count < many && tries < 400; tries++) await Task.Delay(25);
        Assert.True(channel.Sent.Count >= many, $"{channel.Sent.Count} were sent");
    }

    public async ValueTask DisposeAsync()
    {
        await running.StopAsync();
        running.Dispose();
        Host.Key.Dispose();
    }

    private sealed class Remembering : IChannel
    {
        public ConcurrentQueue<(string, string)> Sent { get; } = [];
        public string Name => "slack";

        public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => new(person);

        public string Render(Reply reply) => reply.Notice?.Text ?? reply.Answer!.Text;

        public string Lane(string address) => address;

        public string Privately(string address, bool later) => later ? "private-" + address : address;

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
        {
            Sent.Enqueue((outgoing.Address, outgoing.Payload));
            return new(Delivery.Sent(outgoing.TurnId));
        }

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Refused("nobody"));
    }
}
