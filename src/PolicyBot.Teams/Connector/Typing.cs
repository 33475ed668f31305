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
    private readonly Dictionary<string, Shown> unanswered = new(StringComparer.Ordinal);

    private sealed record Shown(ConversationReference Where, DateTimeOffset Due);

    public void Show(ConversationReference where)
    {
        var shown = new Shown(where, time.GetUtcNow() + Moment);
        lock (unanswered)
        {
            if (unanswered.Count > 1_000) unanswered.Clear();
            unanswered[where.ConversationId] = shown;
        }
        waiting.Writer.TryWrite(shown);
    }

    /// <summary>Something is on its way into the conversation.</summary>
    public void Answered(string conversation)
    {
        lock (unanswered) unanswered.Remove(conversation);
    }

    /// <param name="over">It is not awaited any longer from now on.</param>
    private bool IsAwaited(Shown shown, bool over)
    {
        var conversation = shown.Where.ConversationId;
        lock (unanswered)
            return unanswered.TryGetValue(conversation, out var last) && ReferenceEquals(last, shown)
                && (!over || unanswered.Remove(conversation));
    }

    /// <summary>Null: stopping.</summary>
    private async Task<ConversationReference?> NextAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var next = await waiting.Reader.ReadAsync(cancel);
                if (!IsAwaited(next, over: false)) continue;
                if (next.Due - time.GetUtcNow() is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, time, cancel);
                if (IsAwaited(next, over: true)) return next.Where;
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
