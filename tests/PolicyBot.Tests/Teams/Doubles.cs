using System.Collections.Concurrent;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Teams;

/// <summary>An inbox in memory, which several hosts may share.</summary>
internal sealed class MemoryInbox : IInbox
{
    private readonly ConcurrentDictionary<(string, string, string), IncomingMessage> stored = new();

    public Receipt? Always { get; set; }
    public IReadOnlyCollection<IncomingMessage> Stored => [.. stored.Values];
    public IncomingMessage Only => Assert.Single(stored.Values);

    public ValueTask<Receipt> AcceptAsync(IncomingMessage message, CancellationToken cancel) => ValueTask.FromResult(
        Always ?? (stored.TryAdd((message.Channel, message.Conversation, message.MessageId), message)
            ? Receipt.Stored
            : Receipt.Duplicate));
}

/// <summary>Knows one sent reply, and one note to the contact.</summary>
internal sealed class OneSentReply : ISentReplies
{
    public ValueTask<string?> TurnOfAsync(string channel, string reference, bool toContact, CancellationToken cancel) =>
        ValueTask.FromResult(reference == (toContact ? "note-1" : "sent-1") ? "turn-1" : null);
}

/// <summary>Answers everything at once with the same sample.</summary>
internal sealed class QuickSample : IQuickAnswers
{
    public ConcurrentQueue<IncomingMessage> Asked { get; } = new();

    public ValueTask<Reply?> AnswerAsync(IncomingMessage message, CancellationToken cancel)
    {
        Asked.Enqueue(message);
        return ValueTask.FromResult<Reply?>(SampleReplies.Answered() with { To = message });
    }
}
