using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PolicyBot.Tests.Teams;

/// <summary>A request as the stand-in got it.</summary>
internal sealed record Seen(string Method, string Path, string? Authorization, JsonObject? Body);

/// <summary>What the stand-in answers next.</summary>
internal sealed record Scripted(int Status, string Body, string? RetryAfter = null, string? Location = null)
{
    public static Scripted Error(int status, string code) => new(status, $$$"""{"error":{"code":"{{{code}}}","message":"no"}}""");
}

/// <summary>The other side of the wire: the Connector's REST API, and the service that publishes signing keys.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private int sent;

    public ConcurrentQueue<Seen> Requests { get; } = new();
    public ConcurrentQueue<Scripted> Next { get; } = new();
    public JsonArray Keys { get; set; } = [];

    /// <summary>What the roster says of the member whom a request asks for; null: the same of everybody.</summary>
    public Func<string, string>? Member { get; set; }
    public int KeyReads { get; private set; }

    /// <summary>What a machine's own identity was asked for: the query, and the header that only the machine knows.</summary>
    public ConcurrentQueue<(string Query, string? Secret)> IdentityReads { get; } = new();

    /// <summary>Messages are taken, and not answered until this ends; null: at once.</summary>
    public Task? Holding { get; set; }
    public string Origin => app.Urls.First();
    public string MetadataUrl => Origin + "/v1/.well-known/openidconfiguration";
    public IEnumerable<Seen> Activities =>
        Requests.Where(r => r.Path.Contains("/activities", StringComparison.Ordinal) && r.Body?["type"]?.GetValue<string>() == "message");

    private StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/v1/.well-known/openidconfiguration", () => Results.Text(new JsonObject
        {
            ["issuer"] = "https://api.botframework.com",
            ["jwks_uri"] = Origin + "/keys",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }.ToJsonString(), "application/json"));
        app.MapGet("/keys", () =>
        {
            KeyReads++;
            return Results.Text(new JsonObject { ["keys"] = Keys.DeepClone() }.ToJsonString(), "application/json");
        });
        app.MapGet("/identity", (HttpContext context) =>
        {
            IdentityReads.Enqueue((context.Request.QueryString.Value ?? "", context.Request.Headers["X-IDENTITY-HEADER"]));
            var until = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
            return Results.Text($$"""{"access_token":"the-machines-token","token_type":"Bearer","resource":"r","expires_on":"{{until}}"}""",
                "application/json");
        });
        app.MapFallback(async context => await (await AnswerAsync(context)).ExecuteAsync(context));
    }

    public static async Task<StandIn> StartAsync()
    {
        var standIn = new StandIn();
        await standIn.app.StartAsync();
        return standIn;
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        Requests.Enqueue(new(context.Request.Method, target, context.Request.Headers.Authorization, body));
        if (body?["type"]?.GetValue<string>() == "typing") return Results.Text("""{"id":"t"}""", "application/json");
        if (Holding is { } held && body?["type"]?.GetValue<string>() == "message")
            await held.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Next.TryDequeue(out var scripted))
        {
            if (scripted.RetryAfter is not null) context.Response.Headers.RetryAfter = scripted.RetryAfter;
            if (scripted.Location is not null) context.Response.Headers.Location = scripted.Location;
            return Results.Text(scripted.Body, "application/json", statusCode: scripted.Status);
        }
        return context.Request.Method == "GET"
            ? Results.Text(Member?.Invoke(target)
                ?? $$"""{"id":"29:user","objectId":"00000000-0000-0000-0000-0000000000aa","name":"Ada","email":"ada@example.com","tenantId":"{{TeamsHost.Tenant}}"}""",
                "application/json")
            : Results.Text($$"""{"id":"sent-{{Interlocked.Increment(ref sent)}}"}""", "application/json", statusCode: 201);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
