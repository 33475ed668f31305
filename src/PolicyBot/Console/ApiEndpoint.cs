using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Commands;
using PolicyBot.Core.Policies;

namespace PolicyBot.Web;

/// <summary>`POST /api/ask` of the contract ("Over HTTP").</summary>
public sealed class ApiEndpoint(Bot bot, SiteOptions options, ConversationStore conversations, InFlight inFlight, OrganisationDay day)
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxIdCharacters = 200;

    // As the command line writes it: the same question gets the same bytes.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly BoundedCache<(string Caller, string Id), Lazy<byte[]>> firstAnswers = new(options.MaxFirstAnswers);

    public async Task<IResult> AskAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            return TypedResults.Problem("the content type must be application/json", statusCode: StatusCodes.Status415UnsupportedMediaType);
        if (await Body.ReadAsync(context.Request, MaxBytes, context.RequestAborted) is not { } body)
            return TypedResults.Problem("the body is larger than 64 KB", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (!TryRead(body, out var input, out var error))
            return TypedResults.Problem(error, statusCode: StatusCodes.Status400BadRequest);
        if (!inFlight.TryEnter())
        {
            context.Response.Headers.RetryAfter = "1";
            return TypedResults.Problem("too many questions at once; ask again in a second", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        try
        {
            return Results.Bytes(FirstAnswer(Doorway.Caller(context), input), "application/json");
        }
        finally
        {
            inFlight.Leave();
        }
    }

    private bool TryRead(byte[] body, out AskInput input, out string error)
    {
        input = null!;
        try
        {
            if (!AskInput.TryParse(Utf8.GetString(body), bot.Knowledge, out input, out error)) return false;
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

    /// <summary>The answer to an id is made once, even when it is asked twice at the same moment; a failure is not kept.</summary>
    private byte[] FirstAnswer(string caller, AskInput input)
    {
        var key = (caller, input.Id);
        var answer = firstAnswers.GetOrAdd(key, () => new Lazy<byte[]>(() => Answer(caller, input)));
        try
        {
            return answer.Value;
        }
        finally
        {
            if (!answer.IsValueCreated) firstAnswers.Remove(key);
        }
    }

    private byte[] Answer(string caller, AskInput input)
    {
        var exchange = conversations.OfCaller(caller, input.Conversation)
            .Ask(input.Question, new Choices(input.Groups, input.Language), day.Today, bot);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Json))
            AnswerJson.Write(writer, input.Id, exchange.Answer, new Asker(null, input.Groups, []));
        return bytes.ToArray();
    }
}
