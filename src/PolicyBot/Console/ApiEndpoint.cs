using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Commands;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
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

    /// <summary>Where a thread writes its answers, one after another; given up after one that is unusually long.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? written;
    private const int UsualBytes = 8 * 1024, UnusualBytes = 16 * UsualBytes;

    public async Task AskAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            await RefuseAsync(context, "the content type must be application/json", StatusCodes.Status415UnsupportedMediaType);
        else if (await Body.ReadAsync(context.Request, MaxBytes, context.RequestAborted) is not { } body)
            await RefuseAsync(context, "the body is larger than 64 KB", StatusCodes.Status413PayloadTooLarge);
        else if (!TryRead(body, out var input, out var error))
            await RefuseAsync(context, error, StatusCodes.Status400BadRequest);
        else if (!inFlight.TryEnter())
            await BusyAsync(context);
        else
            await AnswerAsync(context, input);
    }

    private async Task AnswerAsync(HttpContext context, AskInput input)
    {
        TurnResult? result;
        try
        {
            result = await AskAsync(Doorway.Caller(context), input, context.RequestAborted);
        }
        catch (TimeoutException e)
        {
            context.Response.Headers.RetryAfter = "5";
            await RefuseAsync(context, e.Message + "; ask again with the same id", StatusCodes.Status503ServiceUnavailable);
            return;
        }
        finally
        {
            inFlight.Leave();
        }
        if (result is null)
        {
            await BusyAsync(context);
            return;
        }
        Write(context.Response, input.Id, result);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static void Write(HttpResponse response, string id, TurnResult result)
    {
        var bytes = written ??= new(UsualBytes);
        bytes.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(bytes, Json))
        {
            if (result is { Remembered: { } remembered }) WriteRemembered(writer, bytes, id, remembered);
            else if (result.Answer is { } answer) AnswerJson.Write(writer, id, answer, TurnJson.ToAsker(result.Row.Asker));
            else WriteWithout(writer, id, result);
        }
        response.ContentType = "application/json";
        response.ContentLength = bytes.WrittenCount;
        // Copied, for the next answer is written over it.
        response.BodyWriter.Write(bytes.WrittenSpan);
        if (bytes.Capacity > UnusualBytes) written = null;
    }

    /// <summary>All but the id is written once.</summary>
    private static void WriteRemembered(Utf8JsonWriter json, ArrayBufferWriter<byte> bytes, string id, RememberedAnswer remembered)
    {
        AnswerJson.WriteId(json, id);
        json.Flush();
        if (remembered.Json is { } rest)
        {
            bytes.Write(rest);
            return;
        }
        var begun = bytes.WrittenCount;
        AnswerJson.WriteRest(json, remembered.Answer, Asker.Nobody with { Groups = remembered.Groups });
        json.Flush();
        remembered.Json = bytes.WrittenSpan[begun..].ToArray();
    }

    private static Task RefuseAsync(HttpContext context, string problem, int status) =>
        TypedResults.Problem(problem, statusCode: status).ExecuteAsync(context);

    private static Task BusyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return RefuseAsync(context, "the question cannot be taken now; ask again in a second, with the same id",
            StatusCodes.Status503ServiceUnavailable);
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
        // Databases compare texts as if blanks at their end were not there.
        else if (input.Id[^1] == ' ' || input.Conversation is [.., ' ']) error = "`id` and `conversation` must not end with a blank";
        return error.Length == 0;
    }

    /// <summary>Null where too much is waiting. A caller's ids are its own:
    /// the same id is the same turn, whatever else came with it.</summary>
    private async Task<TurnResult?> AskAsync(string caller, AskInput input, CancellationToken cancel)
    {
        var asker = new Person(LocalDoor.Channel, caller) { Groups = input.Groups };
        var message = new IncomingMessage(LocalDoor.Channel, "api/" + caller, input.Id, MessageKind.Text, asker, input.Question,
            time.GetUtcNow(), "")
        {
            Thread = input.Conversation is { } conversation ? $"api/{caller}/{conversation}" : null,
            Alone = input.Conversation is null,
            Language = input.Language,
        };
        return await door.AskAsync(message, cancel);
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
