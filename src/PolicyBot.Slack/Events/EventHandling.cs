using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;

namespace PolicyBot.Slack.Events;

/// <summary>The Events API (https://docs.slack.dev/apis/events-api). Types and workspaces that are not known are acknowledged and ignored.</summary>
internal sealed partial class EventHandling(
    IInbox inbox, SentMessages sent, SlackSelf self, SlackVoice voice, SlackOptions options, SlackHealth health, TimeProvider time,
    ILogger<EventHandling> log)
{
    public async Task<Outcome> HandleAsync(JsonElement wrapper, CancellationToken cancel)
    {
        var origin = Origin.Of(wrapper);
        if (wrapper.Text("type") == "app_rate_limited")
        {
            Limited();
            return Outcome.Done;
        }
        if (wrapper.At("event") is not { } said || origin.Team is not { } team || !options.Serves(team, origin.Enterprise)) return Outcome.Done;
        switch (said.Text("type"))
        {
            case "message" or "app_mention":
                return await MessageAsync(said, origin, cancel);
            case "app_home_opened" when said.Text("tab") is "home" && said.Text("user") is { } user:
                voice.PublishHome(team, user);
                break;
            case "assistant_thread_started" when said.At("assistant_thread") is { } thread
                && thread.Text("user_id") is { } user && thread.Text("channel_id") is { } channel && thread.Text("thread_ts") is { } ts:
                voice.SuggestPrompts(team, user, channel, ts);
                break;
            case "app_uninstalled" or "tokens_revoked":
                health.Down("the app was removed from the workspace, or its tokens were revoked");
                break;
        }
        return Outcome.Done;
    }

    private async Task<Outcome> MessageAsync(JsonElement said, Origin origin, CancellationToken cancel)
    {
        // Removed before, installed again.
        if (!options.UsesSocket) health.Up();
        // Without knowing its own user the bot could answer itself: Slack is asked to deliver the event again.
        if (origin.BotUser is null)
        {
            var (known, own) = await self.UserAsync(cancel);
            if (!known) return Outcome.Busy;
            origin = origin with { BotUser = own };
        }
        if (MessageReader.Read(said, origin, options.ContactChannel, time.GetUtcNow()) is not { } message) return Outcome.Done;
        var address = SlackAddress.Read(message.Address);
        if (origin.IsStranger(said.At("message") ?? said, options))
        {
            if (message.Kind == MessageKind.Text) voice.Tell(address, "slack.stranger");
            return Outcome.Done;
        }
        if (message.Kind == MessageKind.Text && address.Channel == options.ContactChannel && address.Thread is { } thread && thread != message.MessageId)
        {
            if (await sent.ContactTurnAsync(address.Channel!, thread, cancel) is { } turn)
                message = message with { Kind = MessageKind.PersonReply, About = turn };
            else if (said.Text("type") != "app_mention" && !SlackText.Mentions(said.Text("text") ?? "", origin.BotUser)) return Outcome.Done;
        }
        return await inbox.AcceptAsync(message, cancel) == Receipt.Busy ? Outcome.Busy : Outcome.Done;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack withholds events of this workspace: more than 30,000 an hour")]
    private partial void Limited();
}
