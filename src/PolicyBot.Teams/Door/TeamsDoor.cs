using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Connector;

namespace PolicyBot.Teams.Door;

/// <summary>Everything behind the token: the activity's own checks, and what becomes of it.</summary>
internal sealed partial class TeamsDoor(
    TeamsOptions options, TokenGate gate, ServiceHosts hosts, MessageReader reader, Invokes invokes, IInbox inbox, Typing typing,
    Whereabouts whereabouts, TimeProvider time, ILogger<TeamsDoor> log, ISentReplies? sent = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(14);

    public TokenGate Gate => gate;

    public async Task<IResult> HandleAsync(Vouched vouched, JsonElement body, HttpResponse response)
    {
        if (Activity.Read(body) is not { } activity) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (!TokenGate.Covers(vouched, activity)) return Refused("token", StatusCodes.Status401Unauthorized);
        if (activity.ChannelId != "msteams") return Refused("channel", StatusCodes.Status403Forbidden);
        if (activity.Tenant is not { } tenant || !options.AllowsTenant(tenant)) return Refused("tenant", StatusCodes.Status403Forbidden);
        if (!hosts.Accepts(activity.ServiceUrl)) return Refused("service host", StatusCodes.Status403Forbidden);
        whereabouts.Take(activity);

        var invoked = activity.Type == "invoke" ? await invokes.HandleAsync(activity) : new(await MessageAsync(activity), 200, null);
        if (invoked.Message is { } message && await StoreAsync(message, activity) == Receipt.Busy)
        {
            response.Headers.RetryAfter = "2";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        return invoked.Body is { } said
            ? Results.Text(said.ToJsonString(), "application/json", statusCode: invoked.Status)
            : Results.StatusCode(invoked.Status);
    }

    /// <summary>In the contact's conversation, what is written below a question that was passed on answers it; a button that is pressed there,
    /// which some clients send as a message, does not.</summary>
    private async ValueTask<IncomingMessage?> MessageAsync(Activity activity)
    {
        var message = reader.Read(activity);
        if (message is not { Kind: MessageKind.Text, Text.Length: > 0 } || sent is null || activity.Type != "message"
            || CardData.Read(activity.Value) is not null || !reader.IsContact(activity)) return message;
        if ((MessageReader.ThreadOf(activity.Conversation).Root ?? activity.ReplyToId) is not { } root || root == activity.Id)
            return message;
        using var patience = new CancellationTokenSource(Patience, time);
        return await sent.TurnOfAsync(MessageReader.Channel, root, toContact: true, patience.Token) is { } turn
            ? reader.PersonReply(activity, message.Text, turn) : message;
    }

    /// <summary>Not tied to the request: Teams hangs up after fifteen seconds, and what is half stored then must be whole.</summary>
    private async ValueTask<Receipt> StoreAsync(IncomingMessage message, Activity activity)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        // Before it is stored, for its answer may leave as soon as it is.
        if (activity.IsPersonal && message.Kind == MessageKind.Text) typing.Show(activity.Reference);
        var receipt = Receipt.Busy;
        try
        {
            return receipt = await inbox.AcceptAsync(message, patience.Token);
        }
        finally
        {
            if (receipt != Receipt.Stored) typing.Answered(activity.Conversation);
        }
    }

    private IResult Refused(string what, int status)
    {
        NotAllowed(log, what);
        return Results.StatusCode(status);
    }

    [LoggerMessage(2, LogLevel.Warning, "an activity was refused: its {What} is not allowed")]
    private static partial void NotAllowed(ILogger log, string what);
}
