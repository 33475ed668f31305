using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PolicyBot.Core.Channels;

/// <summary>What a message asks of the bot.</summary>
public enum MessageKind
{
    /// <summary>A text to answer: typed, or the text behind a pressed button.</summary>
    Text,

    /// <summary>A new wording of the message named by <see cref="IncomingMessage.About"/>: its answer is amended.</summary>
    Edit,

    /// <summary>The message named by <see cref="IncomingMessage.About"/> was deleted: it is not answered any more.</summary>
    Deletion,

    /// <summary>`helpful` or `not-helpful` in <see cref="IncomingMessage.Choice"/>, on the turn named by
    /// <see cref="IncomingMessage.About"/>; the text is the reason, if one was given.</summary>
    Feedback,

    /// <summary>The asker wants a person to answer the turn named by <see cref="IncomingMessage.About"/>, and agrees that the question is
    /// passed on. The text is what the asker adds.</summary>
    AskPerson,

    /// <summary>A person answers a question that was passed on. <see cref="IncomingMessage.About"/> is the turn asked about.</summary>
    PersonReply,

    /// <summary>What the turn named by <see cref="IncomingMessage.About"/> told the sender alone is to be said where this message was
    /// sent, for all to see.</summary>
    Share,
}

/// <summary>Somebody as a channel knows them. Rights come from the organisation's own records, never from here.</summary>
/// <param name="Id">The channel's stable id: a Slack user (`T1/U2`), an Entra object id, a loopback caller.</param>
public sealed record Person(string Channel, string Id)
{
    public string? Name { get; init; }
    public string? Email { get; init; }
    /// <summary>BCP 47, as the channel tells it.</summary>
    public string? Locale { get; init; }
    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }
    /// <summary>Organisation groups (knowledge/POLICY.md), from the channel's configured mapping.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>As <see cref="IChannel.IdentifyAsync(Person, CancellationToken)"/> found it; of the moment, and never stored.</summary>
    [JsonIgnore]
    public Standing Standing { get; init; }
}

/// <summary>A message as a door received it. (<paramref name="Channel"/>, <paramref name="Conversation"/>, <paramref name="MessageId"/>)
/// is unique: the same message delivered twice, by whatever way, carries the same three.</summary>
/// <param name="Conversation">Where follow-ups belong together: a direct chat, a thread. At most 400 characters.</param>
/// <param name="MessageId">At most 200 characters.</param>
/// <param name="Address">What the channel needs to reply, in a form of its own (JSON); nobody else reads it.</param>
public sealed record IncomingMessage(
    string Channel, string Conversation, string MessageId, MessageKind Kind, Person Sender, string Text,
    DateTimeOffset SentAt, string Address)
{
    /// <summary>Edit, Deletion: the message id meant. Feedback, AskPerson,
    /// PersonReply, Share: the turn's id (<see cref="Reply.TurnId"/>).</summary>
    public string? About { get; init; }

    /// <summary>Feedback: `helpful` or `not-helpful`. PersonReply: <see cref="Correction"/> where it takes the place of one before. Text:
    /// <see cref="Quoted"/> where it is a question whatever it says.</summary>
    public string? Choice { get; init; }

    public const string Correction = "correction";

    /// <summary>Another person's words, or words that are still being typed: they are answered, and never carried out.</summary>
    public const string Quoted = "quoted";

    /// <summary>ISO 639-1: the language that the asker chose; null: that of the question.</summary>
    public string? Language { get; init; }

    /// <summary>Where follow-ups belong together, where that is not the conversation in which message ids are unique; null: there.
    /// At most 400 characters.</summary>
    public string? Thread { get; init; }

    /// <summary>The thread was begun on a message that stands elsewhere: its
    /// first question carries on from there. Null: it begins afresh.</summary>
    public Branch? Branch { get; init; }

    /// <summary>No follow-up can come: nothing is carried over to or from this message.</summary>
    public bool Alone { get; init; }

    /// <summary>The reply is to be seen by the asker alone.</summary>
    public bool Private { get; init; }
}

/// <summary>Where a thread was begun.</summary>
/// <param name="Conversation">The conversation that the thread's first message belongs to.</param>
/// <param name="At">When that message was sent: what was said later does not count.</param>
public sealed record Branch(string Conversation, DateTimeOffset At);

/// <summary>What became of a message at the inbox.</summary>
public enum Receipt
{
    /// <summary>Stored: it will be answered, whatever happens to this process. The door may acknowledge.</summary>
    Stored,

    /// <summary>Stored before. The door acknowledges; nothing is answered twice.</summary>
    Duplicate,

    /// <summary>It was not taken: too much is waiting, or the database takes nothing now.
    /// The door says so (503, Retry-After) and the channel delivers again.</summary>
    Busy,
}

/// <summary>Where doors leave messages.</summary>
public interface IInbox
{
    /// <summary>Returns once the message is durable. Throws where it cannot be stored; the door then answers 500 and the channel
    /// delivers again.</summary>
    ValueTask<Receipt> AcceptAsync(IncomingMessage message, CancellationToken cancel);
}
