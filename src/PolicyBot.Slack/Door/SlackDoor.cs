using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Door;

/// <summary>HTTP requests from Slack: verified on the raw bytes, stored, then acknowledged. 401 for what is not Slack's, 400 for what
/// cannot be read, 413 for more than 1 MB, 503 where too much is waiting, 500 where it could not be stored.</summary>
internal sealed partial class SlackDoor(SlackInbound inbound, SlackOptions options, TimeProvider time, ILogger<SlackDoor> log)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = RawBody.Most + 1;
        byte[]? body;
        try
        {
            body = await RawBody.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            return Results.StatusCode(e.StatusCode);
        }
        catch (IOException)
        {
            return Results.BadRequest();
        }
        if (body is null) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var type = context.Request.ContentType;
        if (RequestPayload.IsSslCheck(body, type)) return Results.Ok();
        if (!Verifies(context.Request, body)) return Refused();
        if (RequestPayload.Read(body, type) is not { } request) return Results.BadRequest();
        if (request.Payload.Text("type") == "url_verification") return Results.Text(request.Payload.Text("challenge") ?? "");
        return await AcceptAsync(context, request);
    }

    private async Task<IResult> AcceptAsync(HttpContext context, RequestPayload request)
    {
        Outcome outcome;
        try
        {
            outcome = await inbound.HandleAsync(request.Kind, request.Payload, context.RequestAborted);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotStored(request.Kind, e.GetType().Name);
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }
        if (!outcome.Accepted)
        {
            context.Response.Headers.RetryAfter = "30";
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        return outcome.Body is { } body ? Results.Text(body.ToJsonString(), "application/json") : Results.Ok();
    }

    private bool Verifies(HttpRequest request, byte[] body)
    {
        var signatures = request.Headers[SlackSignature.SignatureHeader];
        var timestamps = request.Headers[SlackSignature.TimestampHeader];
        return signatures.Count == 1 && timestamps.Count == 1
            && SlackSignature.Verifies(signatures[0], timestamps[0], body, options.SigningSecrets, time.GetUtcNow());
    }

    private IResult Refused()
    {
        NotSigned();
        return Results.Unauthorized();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack: a request whose signature or timestamp is not right was refused")]
    private partial void NotSigned();

    [LoggerMessage(Level = LogLevel.Error, Message = "Slack: a message of kind {Kind} could not be stored: {Error}")]
    private partial void NotStored(string kind, string error);
}
