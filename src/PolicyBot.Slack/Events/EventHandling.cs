using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;

namespace PolicyBot.Slack.Events;

/// <summary>The Events API (https://docs.slack.dev/apis/events-api). Types
/// and workspaces that are not known are acknowledged and ignored.</summary>
internal sealed partial class EventHandling(
    IInbox inbox, ContactReplies replies, SlackSelf self, Colleagues colleagues, SlackVoice voice, SlackOptions options, SlackHealth health, TimeProvider time,
    ILogger<EventHandling> log)
{
    /// <summary>Of the three seconds that Slack waits for its acknowledgement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Outcome> HandleAsync(JsonElement wrapper, CancellationToken cancel)
    {
        var origin = Origin.Of(wrapper);
        if (wrapper.Text("type") == "app_rate_limited")
        {
            Limited();
            return Outcome.Done;
        }
        if (wrapper.At("event") is not { } said || origin.Team is not { } team || !options.Serves(team, origin.Enterprise))
            return Outcome.Done;
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
                health.AppGone("the app was removed from the workspace, or its tokens were revoked");
                break;
        }
        return Outcome.Done;
    }

    private async Task<Outcome> MessageAsync(JsonElement said, Origin origin, CancellationToken cancel)
    {
        // Without knowing its own user the bot could answer itself: Slack is asked to deliver the event again.
        if (origin.BotUser is null)
        {
            var (known, own) = await InTimeAsync(self.UserAsync, cancel);
            if (!known) return Outcome.Busy;
            origin = origin with { BotUser = own };
        }
        if (MessageReader.Read(said, origin, options.ContactChannel, time.GetUtcNow()) is not { } message) return Outcome.Done;
        if (origin.IsStranger(said.At("message") ?? said, options) && !await IsColleagueAsync(message, cancel))
        {
            if (message.Kind == MessageKind.Text) voice.Tell(SlackAddress.Read(message.Address), "slack.stranger");
            return Outcome.Done;
        }
        if (await InTimeAsync(c => replies.ReadAsync(message, said, origin.BotUser, c), cancel) is not { } meant) return Outcome.Done;
        return await inbox.AcceptAsync(meant, cancel) == Receipt.Busy ? Outcome.Busy : Outcome.Done;
    }

    /// <summary>An event names the workspace that its author comes from, which may be another one of the same Grid organisation.</summary>
    /// <exception cref="IOException">Slack does not say; the event is to be delivered again.</exception>
    private async ValueTask<bool> IsColleagueAsync(IncomingMessage message, CancellationToken cancel) => options.Enterprises.Count > 0
        && (await colleagues.IsOneAsync(SlackAddress.Read(message.Address).User, cancel)
            ?? throw new IOException("Slack does not say whose colleague the author is"));

    /// <summary>What Slack itself must say before the event can be stored;
    /// where it takes too long, the event is to be delivered again.</summary>
    private async Task<T> InTimeAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("Slack did not say in time what is needed to read an event");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack withholds events of this workspace: more than 30,000 an hour")]
    private partial void Limited();
}
