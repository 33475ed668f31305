using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PolicyBot.Benchmarks;

/// <summary>What answers at the other end of both channels: Slack's Web API, the Bot Connector, and the metadata of its signing key. Counts
/// the conversations that got a reply.</summary>
internal sealed class FarEnd : IAsyncDisposable
{
    public const string MetadataPath = "/v1/.well-known/openidconfiguration";

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, int> replies = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private int expected;
    private TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FarEnd()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        app = builder.Build();
        app.UseRouting();
        app.MapGet(MetadataPath, (RequestDelegate)(c => c.Response.WriteAsync(
            $$"""{"issuer":"https://api.botframework.com","jwks_uri":"{{Origin}}/keys","id_token_signing_alg_values_supported":["RS256"]}""")));
        app.MapGet("/keys", (RequestDelegate)(c => c.Response.WriteAsync(Keys())));
        app.MapPost("/api/{method}", (RequestDelegate)SlackAsync);
        app.MapFallback((RequestDelegate)ConnectorAsync);
    }

    public string Origin => app.Urls.First();

    public static async Task<FarEnd> StartAsync()
    {
        var end = new FarEnd();
        await end.app.StartAsync();
        return end;
    }

    /// <summary>Ends once so many conversations have got a reply that had none.</summary>
    public Task ExpectAsync(int conversations)
    {
        replies.Clear();
        expected = conversations;
        reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return reached.Task;
    }

    /// <summary>Replies beyond one to each conversation.</summary>
    public int Excess => replies.Values.Sum() - replies.Count;

    /// <summary>A token as the Connector signs it; good for an hour.</summary>
    public string Token()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signed = Part("""{"alg":"RS256","typ":"JWT","kid":"k1"}""") + "." + Part(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = AllDoorsSite.AppId,
            ["serviceurl"] = Origin + "/teams",
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        }));
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private async Task SlackAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if ((string)context.Request.RouteValues["method"]! != "chat.postMessage")
        {
            await context.Response.WriteAsync("""{"ok":true,"user":{"id":"U1","tz":"Europe/Paris","profile":{"real_name":"Ada","email":"ada@example.com"}}}""");
            return;
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Note(body.RootElement.GetProperty("channel").GetString()!);
        await context.Response.WriteAsync("""{"ok":true,"channel":"D1","ts":"1.000100"}""");
    }

    private async Task ConnectorAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Method == "GET")
        {
            await context.Response.WriteAsync("""{"id":"29:user","objectId":"00000000-0000-0000-0000-0000000000aa","name":"Ada","email":"ada@example.com"}""");
            return;
        }
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        // `/teams/v3/conversations/<id>/activities...`; that somebody is typing is no reply.
        if (body.RootElement.GetProperty("type").GetString() == "message") Note(context.Request.Path.Value!.Split('/')[4]);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsync("""{"id":"sent"}""");
    }

    private void Note(string conversation)
    {
        if (replies.AddOrUpdate(conversation, 1, (_, n) => n + 1) == 1 && replies.Count >= expected) reached.TrySetResult();
    }

    private string Keys()
    {
        var open = key.ExportParameters(false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"k1","n":"{{Base64Url.EncodeToString(open.Modulus)}}","e":"{{Base64Url.EncodeToString(open.Exponent)}}","endorsements":["msteams"]}]}""";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }
}
