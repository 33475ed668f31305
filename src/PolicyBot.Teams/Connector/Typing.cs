using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Identity.Client;

namespace PolicyBot.Teams.Connector;

/// <summary>Shows in personal chats that an answer is being written, where it has not left within a moment: one that comes at once needs no
/// announcement. A courtesy: what does not get through is dropped, and
/// where more is asked than the bot keeps up with, the oldest.</summary>
internal sealed class Typing(ConnectorClient connector, ConversationLimits limits, TimeProvider time) : BackgroundService
{
    /// <summary>Shorter than people take to wonder.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Channel<Shown> waiting =
        Channel.CreateBounded<Shown>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentDictionary<string, Shown> unanswered = new(StringComparer.Ordinal);

    private sealed record Shown(ConversationReference Where, DateTimeOffset Due);

    public void Show(ConversationReference where)
    {
        var shown = new Shown(where, time.GetUtcNow() + Moment);
        if (unanswered.Count > 1_000) unanswered.Clear();
        unanswered[where.ConversationId] = shown;
        waiting.Writer.TryWrite(shown);
    }

    /// <summary>Something is on its way into the conversation.</summary>
    public void Answered(string conversation) => unanswered.TryRemove(conversation, out _);

    /// <summary>Null: stopping.</summary>
    private async Task<ConversationReference?> NextAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var next = await waiting.Reader.ReadAsync(cancel);
                if (!unanswered.TryGetValue(next.Where.ConversationId, out var last) || !ReferenceEquals(last, next)) continue;
                if (next.Due - time.GetUtcNow() is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, time, cancel);
                if (unanswered.TryRemove(KeyValuePair.Create(next.Where.ConversationId, next))) return next.Where;
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await NextAsync(stoppingToken) is { } where)
        {
            if (limits.Take(where.ConversationId) > TimeSpan.Zero) continue;
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            try
            {
                await connector.SendAsync(where.ServiceUrl, where.ConversationId, Outbound.Typing(where), either.Token);
            }
            catch (Exception e) when (e is HttpRequestException or MsalException or HostNotAllowedException or OperationCanceledException)
            {
                continue;
            }
        }
    }
}
