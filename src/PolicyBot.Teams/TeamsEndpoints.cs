using System.Text.Json;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams;

/// <summary>The door `/api/messages`: 401 without a valid token, 403 for a tenant or a service host that is not allowed, 503 while too
/// much is waiting; else the activity is acknowledged once it is stored.</summary>
public static class TeamsEndpoints
{
    public const string Path = "/api/messages";

    private const int LargestBody = 512 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static IEndpointConventionBuilder MapTeams(this IEndpointRouteBuilder routes) => routes.MapPost(Path, async context =>
        await (await ReceiveAsync(context, context.RequestServices.GetRequiredService<TeamsDoor>())).ExecuteAsync(context));

    private static async Task<IResult> ReceiveAsync(HttpContext context, TeamsDoor door)
    {
        var header = context.Request.Headers.Authorization;
        Vouched? vouched;
        try
        {
            vouched = await door.Gate.ValidateAsync(header.Count == 1 ? header[0] : null, context.RequestAborted);
        }
        catch (KeysUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        if (vouched is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }
        if (context.Request.ContentLength > LargestBody) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        JsonDocument body;
        try
        {
            body = await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted);
        }
        // The latter where a name holds half of a surrogate pair, which is found out while names are compared.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return Results.StatusCode(e.StatusCode);
        }
        using (body)
            return await door.HandleAsync(vouched, body.RootElement, context.Response);
    }
}
