using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PolicyBot.Commands;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Web;

/// <summary>`POST /api/ask` of the contract ("Over HTTP").</summary>
internal sealed class ApiEndpoint(Revisions revisions, LocalDoor door, InFlight inFlight, TimeProvider time)
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxIdCharacters = 200;

    // As the command line writes it: the same question gets the same bytes.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<IResult> AskAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return TypedResults.Problem("the content type must be application/json", statusCode: StatusCodes.Status415UnsupportedMediaType);
        if (await Body.ReadAsync(context.Request, MaxBytes, context.RequestAborted) is not { } body)
            return TypedResults.Problem("the body is larger than 64 KB", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (!TryRead(body, out var input, out var error))
            return TypedResults.Problem(error, statusCode: StatusCodes.Status400BadRequest);
        if (!inFlight.TryEnter()) return Busy(context);
        try
        {
            return await AnswerAsync(Doorway.Caller(context), input, context.RequestAborted) is { } answer ? Results.Bytes(answer, "application/json") : Busy(context);
        }
        catch (TimeoutException e)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(e.Message + "; ask again with the same id", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        finally
        {
            inFlight.Leave();
        }
    }

    private static ProblemHttpResult Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem("the question cannot be taken now; ask again in a second, with the same id", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private bool TryRead(byte[] body, out AskInput input, out string error)
    {
        input = null!;
        try
        {
            if (!AskInput.TryParse(Utf8.GetString(body), revisions.Current.Bot.Knowledge, out input, out error)) return false;
        }
        catch (DecoderFallbackException)
        {
            error = "the body is not UTF-8";
        }
        if (error.Length > 0) return false;
        if (input.Id.Length is 0 or > MaxIdCharacters || input.Conversation is { Length: 0 or > MaxIdCharacters })
            error = $"`id` and `conversation` must have 1 to {MaxIdCharacters} characters";
        return error.Length == 0;
    }

    /// <summary>Null where too much is waiting. A caller's ids are its own: the same id is the same turn, whatever else came with it.</summary>
    private async Task<byte[]?> AnswerAsync(string caller, AskInput input, CancellationToken cancel)
    {
        var asker = new Person(LocalDoor.Channel, caller) { Groups = input.Groups };
        var message = new IncomingMessage(LocalDoor.Channel, "api/" + caller, input.Id, MessageKind.Text, asker, input.Question, time.GetUtcNow(), "")
        {
            Thread = input.Conversation is { } conversation ? $"api/{caller}/{conversation}" : null,
            Alone = input.Conversation is null,
            Language = input.Language,
        };
        if (await door.AskAsync(message, cancel) is not { } result) return null;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Json))
        {
            if (result.Answer is { } answer) AnswerJson.Write(writer, input.Id, answer, TurnJson.ToAsker(result.Row.Asker));
            else WriteWithout(writer, input.Id, result);
        }
        return bytes.ToArray();
    }

    /// <summary>What a command said; or answered before, and erased since; or a turn that failed again and again.</summary>
    private static void WriteWithout(Utf8JsonWriter json, string id, TurnResult result)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (result is { Notice: { } notice, Row.Status: TurnStatus.Done }) json.WriteString("text", notice.Text);
        else json.WriteString("error", result.Notice?.Text ?? "this question was answered before, and its text is no longer kept");
        json.WriteEndObject();
    }
}
