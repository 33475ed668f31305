using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;

namespace PolicyBot.Teams.Door;

/// <summary>What an invoke comes to: a message for the inbox, if any, and what is said on the open request once it is stored.</summary>
internal sealed record Invoked(IncomingMessage? Message, int Status, JsonObject? Body)
{
    public static Invoked Unknown { get; } = new(null, StatusCodes.Status501NotImplemented, null);
}

/// <summary>Activities that are answered on the HTTP response itself.</summary>
internal sealed partial class Invokes(MessageReader reader, IQuickAnswers? quick, ISentReplies? sent, TimeProvider time)
{
    /// <summary>Teams gives up after fifteen seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public ValueTask<Invoked> HandleAsync(Activity activity) => activity.Name switch
    {
        "adaptiveCard/action" => ValueTask.FromResult(Pressed(activity)),
        "message/submitAction" => FeedbackAsync(activity),
        "composeExtension/query" when quick is not null => SearchAsync(activity),
        "composeExtension/fetchTask" when quick is not null => AboutMessageAsync(activity),
        _ => ValueTask.FromResult(Invoked.Unknown),
    };

    private Invoked Pressed(Activity activity)
    {
        var data = CardData.Read(activity.Value.At("action").At("data"));
        return data is not null && reader.OfButton(activity, data) is { } message ? new(message, 200, CardReplies.Said(data.Done ?? ""))
            : new(null, 200, CardReplies.Refused());
    }

    /// <summary>Thumbs up or down. The reply is exactly an empty object: Teams refuses null and anything more.</summary>
    private async ValueTask<Invoked> FeedbackAsync(Activity activity)
    {
        if (activity.Value.Text("actionName") != "feedback") return Invoked.Unknown;
        var given = activity.Value.At("actionValue");
        var helpful = given.Text("reaction") switch { "like" => true, "dislike" => false, _ => (bool?)null };
        using var patience = new CancellationTokenSource(Patience, time);
        var turn = sent is not null && activity.ReplyToId is { } reply
            ? await sent.TurnOfAsync(MessageReader.Channel, reply, toContact: false, patience.Token) : null;
        var message = helpful is { } choice && turn is not null
            ? reader.Feedback(activity, turn, choice, Reason(given.Text("feedback")))
            : null;
        return new(message, 200, []);
    }

    /// <summary>Teams sends the reason as JSON within a string.</summary>
    private static string Reason(string? feedback)
    {
        if (string.IsNullOrEmpty(feedback)) return "";
        try
        {
            using var read = JsonDocument.Parse(feedback);
            return (read.RootElement.Text("feedbackText") ?? "").Trim();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    private async ValueTask<Invoked> SearchAsync(Activity activity)
    {
        var text = activity.Value.Items("parameters").FirstOrDefault(p => p.Text("name") == "question").Text("value")?.Trim() ?? "";
        var reply = text.Length == 0 ? null : await AnswerAsync(activity, text);
        return new(null, 200, CardReplies.SearchResult(reply is null ? null : TeamsRenderer.Card(reply, false),
            reply?.Answer?.Title ?? reply?.Notice?.Title ?? "", Summary(reply)));
    }

    private async ValueTask<Invoked> AboutMessageAsync(Activity activity)
    {
        var message = activity.Value.At("messagePayload").At("body");
        var text = message.Text("content") ?? "";
        if (message.Text("contentType") != "text") text = WebUtility.HtmlDecode(Tags().Replace(text, " "));
        var reply = await AnswerAsync(activity, text.Trim());
        return reply is null ? new(null, StatusCodes.Status503ServiceUnavailable, null)
            : new(null, 200, CardReplies.Dialog(TeamsRenderer.Card(reply, false), reply.Answer?.Title ?? reply.Notice?.Title ?? ""));
    }

    private async ValueTask<Reply?> AnswerAsync(Activity activity, string text)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await quick!.AnswerAsync(reader.Message(activity, activity.Id, MessageKind.Text, text), patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static string Summary(Reply? reply) =>
        reply?.Answer?.Sentences.Select(s => s.Text).FirstOrDefault() ?? reply?.Notice?.Paragraphs.FirstOrDefault() ?? "";

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
