using System.Security.Cryptography;
using System.Text;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;

namespace PolicyBot.Teams.Door;

/// <summary>An activity as the message that it is to the bot. The message
/// id is the activity's, so that what Teams sends twice is one.</summary>
internal sealed class MessageReader(TeamsOptions options, Welcomes welcomes, TimeProvider time)
{
    public const string Channel = "teams";

    /// <summary>Null: nothing to answer.</summary>
    public IncomingMessage? Read(Activity activity) => activity.From.Id == activity.Recipient.Id ? null : activity.Type switch
    {
        "message" when CardData.Read(activity.Value) is { } pressed => OfButton(activity, pressed),
        "message" => Message(activity, activity.Id, MessageKind.Text, TextOf(activity)),
        "messageUpdate" => Edit(activity),
        "messageDelete" => Message(activity, activity.Id + ":deleted", MessageKind.Deletion, "") with { About = activity.Id },
        "installationUpdate" when activity.Body.Text("action") is "add" => Welcome(activity),
        "conversationUpdate" when Joins(activity) => Welcome(activity),
        _ => null,
    };

    /// <summary>What pressing a button of a card says; null where it says nothing.</summary>
    public IncomingMessage? OfButton(Activity activity, CardData pressed) => pressed.Verb switch
    {
        CardVerb.Ask or CardVerb.Choose or CardVerb.Command => pressed.Text.Length == 0
            ? null
            : Message(activity, activity.Id, MessageKind.Text, pressed.Text),
        CardVerb.Person when IsTurn(pressed.Turn) => Message(activity, activity.Id, MessageKind.AskPerson, pressed.Text) with
        { About = pressed.Turn },
        CardVerb.Reply when IsTurn(pressed.Turn) && pressed.Text.Length > 0
            && IsContact(activity) => PersonReply(activity, pressed.Text, pressed.Turn!),
        _ => null,
    };

    public IncomingMessage PersonReply(Activity activity, string text, string turn) =>
        Message(activity, activity.Id, MessageKind.PersonReply, text) with { About = turn };

    public IncomingMessage Feedback(Activity activity, string turn, bool helpful, string reason) =>
        Message(activity, activity.Id, MessageKind.Feedback, reason) with { About = turn, Choice = helpful ? "helpful" : "not-helpful" };

    public IncomingMessage Message(Activity activity, string id, MessageKind kind, string text) =>
        new(Channel, activity.Conversation, id, kind, Sender(activity), text, activity.Timestamp ?? time.GetUtcNow(),
            activity.Address)
        { Private = activity.IsTargeted };

    /// <summary>In the conversation where the organisation's contact answers.</summary>
    public bool IsContact(Activity activity) => options.ContactConversation.Length > 0
        && string.Equals(ThreadOf(activity.Conversation).Conversation, ThreadOf(options.ContactConversation).Conversation,
            StringComparison.Ordinal);

    /// <summary>A channel's conversation id without its thread, and the thread's first message.</summary>
    public static (string Conversation, string? Root) ThreadOf(string id)
    {
        const string mark = ";messageid=";
        var at = id.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (id, null) : (id[..at], id[(at + mark.Length)..]);
    }

    private static string TextOf(Activity activity) =>
        Mentions.Strip(activity.Body.Text("text") ?? "", activity.Body.Items("entities"), activity.Recipient.Id);

    /// <summary>An edited message keeps its id, so its version is named by when and what it was edited to.</summary>
    private IncomingMessage Edit(Activity activity)
    {
        var text = TextOf(activity);
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(activity.Body.Text("timestamp") + "\n" + text))
            .AsSpan(0, 8));
        return Message(activity, $"{activity.Id}:{version}", MessageKind.Edit, text) with { About = activity.Id };
    }

    /// <summary>A conversation is welcomed once, however many activities say
    /// that the bot came: they are one message, a request for help.</summary>
    private IncomingMessage Welcome(Activity activity) =>
        Message(activity, welcomes.IdOf(activity, time.GetUtcNow()), MessageKind.Text, Help(activity.Locale));

    private static string Help(string? locale) => locale?.StartsWith("ko", StringComparison.OrdinalIgnoreCase) == true ? "도움말" : "help";

    private static bool Joins(Activity activity) => activity.Body.Items("membersAdded").Any(m => m.Text("id") is { } id
        && (id == activity.Recipient.Id || activity.IsPersonal));

    private static bool IsTurn(string? turn) => turn is { Length: > 0 and <= 40 };

    private static Person Sender(Activity activity) => new(Channel, activity.From.ObjectId ?? activity.From.Id)
    {
        Name = activity.From.Name,
        Locale = activity.Locale is { } locale && IsTag(locale) ? locale : null,
        TimeZone = activity.TimeZone,
    };

    private static bool IsTag(string locale) => locale.Length <= 35 && locale.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
