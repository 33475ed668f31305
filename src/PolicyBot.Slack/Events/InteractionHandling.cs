using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Blocks;

namespace PolicyBot.Slack.Events;

/// <summary>Buttons, shortcuts and dialogs (https://docs.slack.dev/interactivity/handling-user-interaction).
/// Null: there was nothing to store.</summary>
internal sealed class InteractionHandling(IInbox inbox, SlackVoice voice, SlackOptions options, TimeProvider time)
{
    public async Task<Receipt?> HandleAsync(JsonElement payload, Interaction by, CancellationToken cancel)
    {
        var message = payload.Text("type") switch
        {
            "block_actions" => payload.At("actions").First() is { } action ? Pressed(payload, action, by) : null,
            "view_submission" => payload.At("view") is { } view ? Submitted(view, by) : null,
            "message_action" when payload.Text("callback_id") == ActionIds.Shortcut => About(payload, by),
            "shortcut" when payload.Text("callback_id") == ActionIds.GlobalShortcut => OpenAsk(by),
            _ => null,
        };
        if (message is null) return null;
        return await inbox.AcceptAsync(message with { SentAt = time.GetUtcNow() }, cancel);
    }

    private IncomingMessage? Pressed(JsonElement payload, JsonElement action, Interaction by)
    {
        var value = action.Text("value") ?? action.At("selected_option").Text("value") ?? "";
        switch (ActionIds.Kind(action.Text("action_id") ?? ""))
        {
            case ActionIds.Ask:
                return by.Message(MessageKind.Text, value);
            case ActionIds.Share when Read<TurnValue>(value) is { T.Length: > 0 and <= 40 } turn:
                // However often it is pressed, it is shown once.
                return by.Message(MessageKind.Share, "", by.Address with { Private = false, Oldest = null, Shared = turn.T }) with
                {
                    About = turn.T,
                    MessageId = $"share/{turn.T}",
                };
            case ActionIds.Share:
                voice.Tell(by.Address, "slack.failed");
                return null;
            case ActionIds.Helpful when Read<TurnValue>(value) is { } turn:
                return by.Message(MessageKind.Feedback, "") with { About = turn.T, Choice = "helpful" };
            case ActionIds.NotHelpful when Read<TurnValue>(value) is { } turn:
                voice.Open(by, names => Dialogs.Feedback(new(by.Address, turn.L, turn.T), names), turn.L);
                return by.Message(MessageKind.Feedback, "") with { About = turn.T, Choice = "not-helpful" };
            case ActionIds.Person when Read<TurnValue>(value) is { } turn:
                voice.Open(by, names => Dialogs.Person(new(by.Address, turn.L, turn.T), names, turn.C), turn.L);
                return null;
            case ActionIds.Form when Read<CommandForm>(value) is { } form:
                voice.Open(by, names => Dialogs.Form(new(by.Address, options.Language), names, form));
                return null;
            case ActionIds.Send:
                return by.Message(MessageKind.Text, Interaction.Command(value, payload.At("state").At("values")));
            case ActionIds.AskDialog:
                return OpenAsk(by);
            default:
                return null;
        }
    }

    private static IncomingMessage? Submitted(JsonElement view, Interaction by)
    {
        if (view.Text("private_metadata") is not { } kept || Read<DialogMemory>(kept) is not { A: { } address } memory) return null;
        // The metadata comes back from Slack, signed with the request, but who submits is told by the request alone.
        address = address with { Team = by.Team, User = by.User };
        var values = view.At("state").At("values");
        var typed = Interaction.TextOf(values) ?? "";
        return view.Text("callback_id") switch
        {
            ActionIds.Ask when typed.Length > 0 => by.Message(MessageKind.Text, typed, address),
            ActionIds.NotHelpful when typed.Length > 0 && memory.T is { } turn =>
                by.Message(MessageKind.Feedback, typed, address) with { About = turn, Choice = "not-helpful" },
            ActionIds.Person when memory.T is { } turn => by.Message(MessageKind.AskPerson, typed, address) with { About = turn },
            ActionIds.Form when memory.Command is { } command => by.Message(MessageKind.Text,
                Interaction.Command(command, values), address),
            _ => null,
        };
    }

    private IncomingMessage? About(JsonElement payload, Interaction by)
    {
        if (payload.At("message") is { } message && SlackText.Plain(MessageText.Of(message), null) is { Length: > 0 } text)
            return by.Message(MessageKind.Text, text) with { Choice = IncomingMessage.Quoted };
        voice.Tell(by.Address, "slack.no-text");
        return null;
    }

    private IncomingMessage? OpenAsk(Interaction by)
    {
        voice.Open(by, names => Dialogs.Ask(new(new(by.Team, null, by.User), options.Language), names));
        return null;
    }

    /// <summary>A button's value is our own, but an old version may have written it.</summary>
    private static T? Read<T>(string json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
