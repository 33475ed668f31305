using System.Collections.Concurrent;
using PolicyBot.Core.Channels;

namespace PolicyBot.Tests.Turns;

/// <summary>Does with what is sent as a test says. A payload is what is said: an answer's message id, or a notice's text.</summary>
internal sealed class ScriptedChannel(Func<Outgoing, Task<Delivery>> send) : IChannel
{
    public const string ChannelName = "slack", Alone = " alone";

    public string Name => ChannelName;
    public bool ReachesContact { get; init; }
    public Func<Outgoing, Task<Delivery>> ToContact { get; init; } = _ => Task.FromResult(Delivery.Refused("nobody there"));

    /// <summary>What each attempt waits for.</summary>
    public Func<CancellationToken, Task>? Before { get; init; }

    /// <summary>Every attempt: payload and address.</summary>
    public ConcurrentQueue<(string Payload, string Address)> Tried { get; } = new();

    public ConcurrentQueue<Reply> Rendered { get; } = new();

    public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => new(person);

    public string Render(Reply reply)
    {
        Rendered.Enqueue(reply);
        return reply.Answer is null ? reply.Notice!.Text : reply.To.MessageId;
    }

    public string Lane(string address) => address;

    public string Privately(string address, bool later) => address + Alone;

    public async ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
    {
        Tried.Enqueue((outgoing.Payload, outgoing.Address));
        if (Before is not null) await Before(cancel);
        return await send(outgoing);
    }

    public async ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => await ToContact(note);
}
