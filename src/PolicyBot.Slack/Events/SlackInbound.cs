using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;
using PolicyBot.Slack.Blocks;

namespace PolicyBot.Slack.Events;

/// <summary>One handling behind both transports: what Slack sent, verified, to the inbox. Returns once it is stored. Throws where an event
/// could not be stored, so that Slack delivers it again; commands and interactions are not delivered again, and so are answered.</summary>
internal sealed partial class SlackInbound(
    EventHandling events, InteractionHandling interactions, IInbox inbox, Colleagues colleagues, SlackVoice voice, SlackOptions options, SlackHealth health,
    TimeProvider time, ILogger<SlackInbound> log)
{
    public const string EventKind = "events_api", CommandKind = "slash_commands", InteractionKind = "interactive";

    /// <param name="kind">As Socket Mode names it; an unknown one is acknowledged and ignored.</param>
    public async Task<Outcome> HandleAsync(string kind, JsonElement payload, CancellationToken cancel)
    {
        health.Heard();
        switch (kind)
        {
            case EventKind: return await events.HandleAsync(payload, cancel);
            case CommandKind: return await CommandAsync(payload, cancel);
            case InteractionKind: return await InteractionAsync(payload, cancel);
            default: return Outcome.Done;
        }
    }

    private async Task<Outcome> CommandAsync(JsonElement payload, CancellationToken cancel)
    {
        if (!options.Serves(payload.Text("team_id"), payload.Text("enterprise_id"))) return Say("slack.stranger");
        if (CommandReader.Read(payload, time.GetUtcNow()) is not { } message) return Say("slack.failed");
        try
        {
            return await inbox.AcceptAsync(message, cancel) == Receipt.Busy ? Say("slack.busy") : Outcome.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotStored(CommandKind, e.GetType().Name);
            return Say("slack.failed");
        }
    }

    private async Task<Outcome> InteractionAsync(JsonElement payload, CancellationToken cancel)
    {
        if (Interaction.Read(payload, time.GetUtcNow()) is not { } by || !options.Serves(by.Team, Interaction.EnterpriseOf(payload)))
            return Outcome.Done;
        if (await IsColleagueAsync(payload, by, cancel) is not true and var colleague)
        {
            voice.Tell(by.Address, colleague is null ? "slack.failed" : "slack.stranger");
            return Outcome.Done;
        }
        Receipt? receipt = Receipt.Busy;
        var label = "slack.busy";
        try
        {
            receipt = await interactions.HandleAsync(payload, by, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotStored(InteractionKind, e.GetType().Name);
            label = "slack.failed";
        }
        if (receipt != Receipt.Busy) return Outcome.Done;
        if (payload.Text("type") == "view_submission" && Block(payload) is { } block)
            return new(true, new()
            {
                ["response_action"] = "errors",
                ["errors"] = new JsonObject { [block] = voice.Default.Label(label) }
            });
        voice.Tell(by.Address, label);
        return Outcome.Done;
    }

    /// <summary>False: somebody of another organisation, met in a channel shared by Slack Connect. Null: Slack did not say.</summary>
    private async ValueTask<bool?> IsColleagueAsync(JsonElement payload, Interaction by, CancellationToken cancel)
    {
        var home = payload.At("user").Text("team_id");
        if (home is not null && options.Serves(home, home)) return true;
        return options.Enterprises.Count > 0 ? await colleagues.IsOneAsync(by.User, cancel) : home is null || home == by.Team;
    }

    /// <summary>A field of the dialog, to stand beside an error.</summary>
    private static string? Block(JsonElement payload) =>
        payload.At("view").At("state").At("values") is { ValueKind: JsonValueKind.Object } values
            && values.EnumerateObject().FirstOrDefault() is { Name: { } name }
            ? name : null;

    private Outcome Say(string label) =>
        new(true, new() { ["response_type"] = "ephemeral", ["text"] = Mrkdwn.Escape(voice.Default.Label(label)) });

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack: a message of kind {Kind} could not be stored: {Error}")]
    private partial void NotStored(string kind, string error);
}
