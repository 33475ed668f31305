using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Identity.Client;

namespace PolicyBot.Teams.Connector;

/// <summary>Shows in personal chats that an answer is being written. A courtesy: what does not get through is dropped.</summary>
internal sealed class Typing(ConnectorClient connector, ConversationLimits limits, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Channel<ConversationReference> waiting =
        Channel.CreateBounded<ConversationReference>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Show(ConversationReference where) => waiting.Writer.TryWrite(where);

    /// <summary>Null: stopping.</summary>
    private async Task<ConversationReference?> NextAsync(CancellationToken cancel)
    {
        try
        {
            return await waiting.Reader.ReadAsync(cancel);
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
                await connector.SendAsync(where.ServiceUrl, where.ConversationId, Outbound.Addressed(new JsonObject { ["type"] = "typing" }, where), either.Token);
            }
            catch (Exception e) when (e is HttpRequestException or MsalException or HostNotAllowedException or OperationCanceledException)
            {
                continue;
            }
        }
    }
}
