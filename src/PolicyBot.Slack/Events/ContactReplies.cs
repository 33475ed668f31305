using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;

namespace PolicyBot.Slack.Events;

/// <summary>What is written below a note to the contact: for the asker, unless it is meant for somebody else.</summary>
internal sealed class ContactReplies(SentMessages sent, SlackVoice voice, SlackOptions options)
{
    /// <summary>The message as a person's reply; as it is where it is no such thing; null where nobody is to get it.</summary>
    /// <exception cref="IOException">Slack could not say what the thread is about; the event is to be delivered again.</exception>
    public async ValueTask<IncomingMessage?> ReadAsync(IncomingMessage message, JsonElement said, string? bot, CancellationToken cancel)
    {
        var written = said.At("message") ?? said;
        if (message.Kind is not (MessageKind.Text or MessageKind.Edit) || !MessageReader.IsBelow(said, written, options.ContactChannel))
            return message;
        var text = written.Text("text") ?? "";
        // A question to the bot, or one that an edit made something else of.
        if (said.Text("type") == "app_mention" || SlackText.Mentions(text, bot)
            || SlackText.Mentions(said.At("previous_message").Text("text") ?? "", bot))
            return message;
        var address = SlackAddress.Read(message.Address);
        if (await sent.ContactNoteAsync(address.Channel!, address.Thread!, cancel) is not { } note
            || SlackText.Addressed(text) is { } whom && whom != note.Asker) return null;
        if (message.Kind == MessageKind.Text && ((JsonElement?)written).At("files").Items().Any()) voice.Tell(address, "slack.files-stay");
        if (message.Text.Length == 0) return null;
        return message with
        {
            Kind = MessageKind.PersonReply,
            About = note.Turn,
            Choice = message.Kind == MessageKind.Edit ? IncomingMessage.Correction : null,
        };
    }
}
