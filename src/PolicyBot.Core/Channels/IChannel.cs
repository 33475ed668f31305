namespace PolicyBot.Core.Channels;

/// <summary>A reply on its way out.</summary>
/// <param name="Payload">What <see cref="IChannel.Render"/> made of the reply; stored in the transaction that completed the turn.</param>
/// <param name="Address">That of the message replied to.</param>
/// <param name="Attempt">Counts from 1. Above 1 an earlier attempt may have arrived: the channel looks before it sends again.</param>
/// <param name="Replaces">What the channel returned as <see cref="Delivery.Reference"/>
/// for the answer that this one amends; else null.</param>
public sealed record Outgoing(string TurnId, string Payload, string Address, int Attempt, string? Replaces)
{
    /// <summary>An earlier attempt may have arrived and nobody heard of it: the process was killed, or no response came. A channel that
    /// cannot look says so in what it sends.</summary>
    public bool Uncertain { get; init; }

    /// <summary>The reply's number: the same at every attempt, and another one for a second note about the same turn.</summary>
    public long Number { get; init; }
}

public enum DeliveryKind
{
    Sent, Retry, Refused,
}

/// <summary>What became of an attempt to deliver.</summary>
/// <param name="Reference">Sent: how the channel finds the sent message again.</param>
/// <param name="After">Retry: not before this time has passed; null leaves it to the sender's backoff.</param>
/// <param name="Reason">Retry, Refused: for operators; holds no token and no text of a message.</param>
public sealed record Delivery(DeliveryKind Kind, string? Reference = null, TimeSpan? After = null, string? Reason = null)
{
    /// <summary>Retry: it may have arrived all the same.</summary>
    public bool Uncertain { get; init; }

    /// <summary>Retry: nothing is wrong with the reply, the channel takes nothing of this lane for now. The attempt does not count, and what
    /// else is to go there waits as long.</summary>
    public bool Limited { get; init; }

    /// <summary>Refused: nobody is at that address any more, and the host forgets it.</summary>
    public bool Gone { get; init; }

    public static Delivery Sent(string? reference) => new(DeliveryKind.Sent, reference);
    public static Delivery Retry(string reason, TimeSpan? after = null) => new(DeliveryKind.Retry, After: after, Reason: reason);
    /// <summary>To be tried again, though it may have arrived.</summary>
    public static Delivery Unsure(string reason, TimeSpan? after = null) => Retry(reason, after) with { Uncertain = true };
    /// <summary>The channel's own limit is reached.</summary>
    public static Delivery Wait(string reason, TimeSpan after) => Retry(reason, after) with { Limited = true };
    /// <summary>Trying again is of no use: the conversation is gone, the bot was removed.</summary>
    public static Delivery Refused(string reason) => new(DeliveryKind.Refused, Reason: reason);
}

/// <summary>A way to people. Implemented once a channel; the host calls it from its worker and its sender, on any replica.</summary>
public interface IChannel
{
    /// <summary>`slack`, `teams`, `local`: <see cref="IncomingMessage.Channel"/>.</summary>
    string Name { get; }

    /// <summary>The sender with what the channel's directory adds: e-mail, locale, groups. Cached; where the directory does not answer,
    /// what it said last, and where it has said nothing lately the person as given, with a <see cref="Person.Standing"/> that says so.</summary>
    ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel);

    /// <summary>Likewise, of somebody who wrote from that address: a directory may know people by where they write.</summary>
    ValueTask<Person> IdentifyAsync(Person person, string address, CancellationToken cancel) => IdentifyAsync(person, cancel);

    /// <summary>The person of that e-mail address, with their groups, as the
    /// directory has them now; null: it has none, or does not say.</summary>
    ValueTask<Person?> ByAddressAsync(string email, CancellationToken cancel) => new((Person?)null);

    /// <summary>Pure: the same reply gives the same payload, a JSON text.</summary>
    string Render(Reply reply);

    /// <summary>Where the person at that address alone sees what is sent. <paramref name="later"/>: on its own, not as a reply to what
    /// they sent. An address that is none of the channel's comes back as it is.</summary>
    string Privately(string address, bool later);

    /// <summary>Replies to addresses of one lane are sent one after the other:
    /// a chat, a channel. No more than names it; never throws.</summary>
    string Lane(string address);

    /// <summary>A stored address with what a newer one of its lane tells anew; null: there is nothing new. Never throws.</summary>
    string? Renewed(string stored, string newer) => null;

    /// <summary>Throws only for cancellation.</summary>
    ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel);

    /// <summary><see cref="SendToContactAsync"/> has somewhere to go; where not, nobody is offered it.</summary>
    bool ReachesContact => false;

    /// <summary>Passes a question on to the organisation's contact. <paramref name="note"/> is a rendered reply whose notice holds the
    /// question and who asks; the contact's answer comes back as <see cref="MessageKind.PersonReply"/> about the same turn.</summary>
    ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel);
}
