using System.Collections.Concurrent;
using PolicyBot.Core.Channels;

namespace PolicyBot.Tests.Slack;

/// <summary>An inbox in memory, unique as the contract says; several hosts may share one.</summary>
internal sealed class MemoryInbox : IInbox
{
    private readonly ConcurrentDictionary<(string, string, string), IncomingMessage> stored = new();

    public ConcurrentQueue<Receipt> Receipts { get; } = new();
    public bool Busy { get; set; }
    public bool Broken { get; set; }
    public IReadOnlyList<IncomingMessage> Stored => [.. stored.Values];
    public IncomingMessage Only => Xunit.Assert.Single(stored.Values);

    public async ValueTask<Receipt> AcceptAsync(IncomingMessage message, CancellationToken cancel)
    {
        await Task.Yield();
        if (Broken) throw new InvalidOperationException("the database is gone");
        if (message.Conversation.Length > 400 || message.MessageId.Length > 200) throw new ArgumentException("an id is too long");
        var receipt = Busy ? Receipt.Busy
            : stored.TryAdd((message.Channel, message.Conversation, message.MessageId), message) ? Receipt.Stored : Receipt.Duplicate;
        Receipts.Enqueue(receipt);
        return receipt;
    }
}
