using System.Text.Json.Nodes;
using Microsoft.Identity.Client;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams;

/// <summary>Teams as a way to people, by the Bot Connector.</summary>
internal sealed class TeamsChannel(TeamsOptions options, ServiceHosts hosts, ConnectorClient connector, ConversationLimits limits, People.Directory directory, TimeProvider time) : IChannel
{
    /// <summary>A wait that is worth it; for a longer one the sender does other things meanwhile.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1.5);

    private const string GovernmentCommunityCloud = "https://smba.infra.gcc.teams.microsoft.com/teams";

    public string Name => MessageReader.Channel;

    public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => directory.IdentifyAsync(person, cancel);

    public string Render(Reply reply) => TeamsRenderer.Payload(reply);

    public string Privately(string address, bool later)
    {
        if (ConversationReference.Read(address) is not { } where) return address;
        return (where with { Targeted = where.Targeted || where.ConversationType is "channel" or "groupChat", ReplyTo = later ? null : where.ReplyTo }).ToJson();
    }

    public string Lane(string address) => ConversationReference.Read(address)?.ConversationId ?? address;

    public async ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
    {
        if (ConversationReference.Read(outgoing.Address) is not { } where) return Delivery.Refused("the address is none of Teams");
        if (SentPayload.Read(outgoing.Payload) is not { } payload) return Delivery.Refused("the payload is none of Teams");
        return await DeliverAsync(where, payload.Activity, payload.Short, outgoing, cancel);
    }

    public async ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel)
    {
        if (options.ContactConversation.Length == 0) return Delivery.Refused("`Teams:ContactConversation` is not set");
        if (SentPayload.Read(note.Payload) is not { } payload) return Delivery.Refused("the payload is none of Teams");
        var where = new ConversationReference(options.RootServiceUrl(), options.ContactConversation, null, options.TenantId, "28:" + options.AppId, null, "", null, null, null, null);
        return await DeliverAsync(where, payload.WithAnswerForm(note.TurnId), payload.Short, note with { Replaces = null }, cancel);
    }

    private async Task<Delivery> DeliverAsync(ConversationReference where, JsonObject activity, string text, Outgoing outgoing, CancellationToken cancel)
    {
        var harmless = outgoing.Replaces is not null;
        while (limits.Take(where.ConversationId) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > ShortWait) return Delivery.Retry("the conversation's limit is reached", wait);
            await Task.Delay(wait, time, cancel);
        }
        try
        {
            var response = await PostAsync(where, activity, outgoing.Replaces, cancel);
            if (response is { Status: 403, Code: "InvalidBotApiHost" } && hosts.Accepts(GovernmentCommunityCloud) && where.ServiceUrl != GovernmentCommunityCloud)
                response = await PostAsync(where with { ServiceUrl = GovernmentCommunityCloud }, activity, outgoing.Replaces, cancel);
            if (response.Status == 413) response = await PostAsync(where, TeamsRenderer.Text(text), outgoing.Replaces, cancel);
            if (response.Status == 404 && harmless) response = await PostAsync(where, activity, null, cancel);
            var delivery = Outcome.Of(response, outgoing.Attempt, harmless);
            return delivery.Kind == DeliveryKind.Sent && delivery.Reference is null ? Delivery.Sent(outgoing.Replaces) : delivery;
        }
        catch (HostNotAllowedException e)
        {
            return Delivery.Refused(e.Message);
        }
        catch (MsalException e)
        {
            return Delivery.Retry($"no token: {e.ErrorCode}", Outcome.Backoff(outgoing.Attempt));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return Delivery.Retry("no connection", Outcome.Backoff(outgoing.Attempt));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Outcome.Unanswered("no response", outgoing.Attempt, harmless);
        }
    }

    private Task<ConnectorResponse> PostAsync(ConversationReference where, JsonObject activity, string? replaces, CancellationToken cancel)
    {
        var addressed = Outbound.Addressed((JsonObject)activity.DeepClone(), where);
        return replaces is not null ? connector.EditAsync(where.ServiceUrl, where.ConversationId, replaces, where.Targeted, addressed, cancel)
            : where.Targeted ? connector.SendTargetedAsync(where.ServiceUrl, where.ConversationId, addressed, cancel)
            : where.ReplyTo is { } message ? connector.ReplyAsync(where.ServiceUrl, where.ConversationId, message, addressed, cancel)
            : connector.SendAsync(where.ServiceUrl, where.ConversationId, addressed, cancel);
    }
}
