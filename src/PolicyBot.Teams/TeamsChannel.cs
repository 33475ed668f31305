using Microsoft.Identity.Client;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams;

/// <summary>Teams as a way to people, by the Bot Connector.</summary>
internal sealed class TeamsChannel(
    TeamsOptions options, ConnectorClient connector, ConversationLimits limits, ServiceUrls urls, People.KnownPeople people,
    People.Directory directory,
    Typing typing, TimeProvider time) : IChannel
{
    /// <summary>A wait that is worth it; for a longer one the sender does other things meanwhile.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1.5);

    public string Name => MessageReader.Channel;

    public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => directory.IdentifyAsync(person, cancel);

    /// <summary>Whoever takes over a turn has not seen where it came from, and whoever has the app in a team alone is found there alone.</summary>
    public ValueTask<Person> IdentifyAsync(Person person, string address, CancellationToken cancel)
    {
        if (people.Find(person.Id) is null && ConversationReference.Read(address) is { } where
            && person.Id == (where.UserObjectId ?? where.UserId))
            people.Recall(person.Id, where);
        return directory.IdentifyAsync(person, cancel);
    }

    public ValueTask<Person?> ByAddressAsync(string email, CancellationToken cancel) => new(directory.Find(email));

    public string Render(Reply reply) => TeamsRenderer.Payload(reply);

    public string Privately(string address, bool later)
    {
        if (ConversationReference.Read(address) is not { } where) return address;
        return (where with
        {
            Targeted = !where.IsPersonal,
            Lasting = later,
            ReplyTo = later ? null : where.ReplyTo
        }).ToJson();
    }

    public string? Renewed(string stored, string newer) =>
        ConversationReference.Read(stored) is { } old && ConversationReference.Read(newer) is { } now
        && now.ServiceUrl != old.ServiceUrl ? (old with { ServiceUrl = now.ServiceUrl }).ToJson() : null;

    public string Lane(string address) => ConversationReference.ConversationOf(address) ?? address;

    public async ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
    {
        if (ConversationReference.Read(outgoing.Address) is not { } where) return Delivery.Refused("the address is none of Teams");
        if (SentPayload.Read(outgoing.Payload) is not { } payload) return Delivery.Refused("the payload is none of Teams");
        typing.Answered(where.ConversationId);
        var delivery = await DeliverAsync(urls.Newest(where), payload, outgoing, cancel);
        if (delivery.Gone) people.Forget(where.UserObjectId ?? where.UserId);
        return delivery;
    }

    public bool ReachesContact => options.ContactConversation.Length > 0;

    public async ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel)
    {
        if (options.ContactConversation.Length == 0) return Delivery.Refused("`Teams:ContactConversation` is not set");
        if (SentPayload.Read(note.Payload) is not { } payload) return Delivery.Refused("the payload is none of Teams");
        var where = new ConversationReference(options.RootServiceUrl(), options.ContactConversation, null, options.TenantId,
            "28:" + options.AppId, null, "", null, null, null, null);
        return await DeliverAsync(urls.Newest(where), payload.WithAnswerForm(note.TurnId), note with { Replaces = null }, cancel);
    }

    /// <summary>What Teams does not show to one person alone where they wrote, for not every conversation can, goes to the chat with
    /// them.</summary>
    private async Task<Delivery> DeliverAsync(ConversationReference where, SentPayload payload, Outgoing outgoing, CancellationToken cancel)
    {
        // An edit may be repeated. A new message may not: the Connector takes no key by which it would know one that it has, and does not
        // tell what is in a conversation. What may be there already says so when it comes again.
        var harmless = outgoing.Replaces is not null;
        var whole = payload;
        if (outgoing.Uncertain && !harmless) payload = payload.Again();
        while (limits.Take(where.ConversationId) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > ShortWait) return Delivery.Wait("the conversation's limit is reached", wait);
            await Task.Delay(wait, time, cancel);
        }
        try
        {
            if (where.Targeted && !harmless && (where.Lasting || !ShowsToOne))
            {
                harmless = true;
                var opened = await ChatAsync(where, cancel);
                if (opened.Succeeded || !ShowsToOne || opened.Status is not (400 or 403 or 404))
                    return await InChatAsync(where, opened, whole, outgoing, cancel);
                harmless = false;
            }
            var response = await PostAsync(where, payload, outgoing.Replaces, cancel);
            if (response.Status == 404 && harmless)
            {
                harmless = false;
                response = await PostAsync(where, outgoing.Uncertain ? payload.Again() : payload, null, cancel);
            }
            if (where.Targeted && response.Status is 400 or 403 && !Outcome.IsClosed(response))
            {
                // Opening a chat says nothing to anybody.
                harmless = true;
                return await InChatAsync(where, await ChatAsync(where, cancel), whole, outgoing, cancel);
            }
            var delivery = Outcome.Of(response, outgoing.Attempt, harmless, outgoing.Uncertain);
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
        catch (HttpRequestException e)
            when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return Delivery.Retry("no connection", Outcome.Backoff(outgoing.Attempt));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Outcome.Unanswered("no response", outgoing.Attempt, harmless, outgoing.Uncertain);
        }
    }

    /// <summary>Messages for one person in a conversation of several vanish after a day, and not every cloud knows them: one that does not
    /// would show them to all (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/targeted-messages).</summary>
    private bool ShowsToOne => options.Cloud != TeamsCloud.UsGov;

    private Task<ConnectorResponse> ChatAsync(ConversationReference where, CancellationToken cancel) =>
        connector.ChatWithAsync(where.ServiceUrl, where.TenantId, where.BotId, where.UserId, cancel);

    /// <param name="opened">What opening the chat came to.</param>
    private async Task<Delivery> InChatAsync(ConversationReference where, ConnectorResponse opened, SentPayload payload, Outgoing outgoing,
        CancellationToken cancel) =>
        !opened.Succeeded ? Outcome.Of(opened, outgoing.Attempt, harmless: true, outgoing.Uncertain)
        // The chat's limit is not that of the lane, which is the conversation where they wrote.
        : opened.Id is { } chat ? await DeliverAsync(where.InChat(chat), payload, outgoing with { Replaces = null }, cancel) with { Limited = false }
        : Delivery.Refused("no chat with the person");

    /// <summary>As a card; in plain text where that is too large.</summary>
    private async Task<ConnectorResponse> PostAsync(ConversationReference where, SentPayload payload, string? replaces,
        CancellationToken cancel)
    {
        var response = await PostAsync(where, payload.To(where), replaces, cancel);
        return response.Status == 413 ? await PostAsync(where, payload.Shortened().To(where), replaces, cancel) : response;
    }

    private Task<ConnectorResponse> PostAsync(ConversationReference where, ReadOnlyMemory<byte> activity, string? replaces,
        CancellationToken cancel) =>
        replaces is not null ? connector.EditAsync(where.ServiceUrl, where.ConversationId, replaces, where.Targeted, activity, cancel)
        : where.Targeted ? connector.SendTargetedAsync(where.ServiceUrl, where.ConversationId, activity, cancel)
        : where.ReplyTo is { } message ? connector.ReplyAsync(where.ServiceUrl, where.ConversationId, message, activity, cancel)
        : connector.SendAsync(where.ServiceUrl, where.ConversationId, activity, cancel);
}
