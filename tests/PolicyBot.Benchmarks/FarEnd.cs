using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PolicyBot.Benchmarks;

/// <summary>What answers at the other end of both channels: Slack's Web API, the Bot Connector, the metadata of its signing key and the
/// identity of the machine. Counts the conversations that got a reply. It shares the cores with what is measured, so it looks at the one
/// field that it needs and answers with bytes that are ready.</summary>
internal sealed class FarEnd : IAsyncDisposable
{
    public const string MetadataPath = "/v1/.well-known/openidconfiguration", IdentityPath = "/identity",
        AppId = "00000000-0000-0000-0000-0000000000a1", Tenant = "00000000-0000-0000-0000-0000000000b1";

    private static readonly byte[] User =
        """{"ok":true,"user":{"id":"U1","tz":"Europe/Paris","profile":{"real_name":"Ada","email":"ada@example.com"}}}"""u8.ToArray(),
        Posted = """{"ok":true,"channel":"D1","ts":"1.000100"}"""u8.ToArray(), Sent = """{"id":"sent"}"""u8.ToArray(),
        Member = Encoding.UTF8.GetBytes(
            $$"""{"id":"29:user","objectId":"00000000-0000-0000-0000-0000000000aa","name":"Ada","email":"ada@example.com","tenantId":"{{Tenant}}"}""");

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, int> replies = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private int expected, answered;
    private TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FarEnd()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
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
        (expected, answered) = (conversations, 0);
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
            ["aud"] = AppId,
            ["serviceurl"] = Origin + "/teams",
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        }));
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/api/chat.postMessage") await PostedAsync(context);
        else if (path.StartsWith("/api/", StringComparison.Ordinal)) await SayAsync(context, User);
        else if (path.StartsWith("/teams/", StringComparison.Ordinal)) await ConnectorAsync(context, path);
        else await SayAsync(context, Encoding.UTF8.GetBytes(path switch
        {
            MetadataPath => $$"""{"issuer":"https://api.botframework.com","jwks_uri":"{{Origin}}/keys","id_token_signing_alg_values_supported":["RS256"]}""",
            IdentityPath => $$"""{"access_token":"bench","token_type":"Bearer","resource":"r","expires_on":"{{TimeProvider.System.GetUtcNow().AddHours(2).ToUnixTimeSeconds()}}"}""",
            _ => Keys(),
        }));
    }

    private async Task PostedAsync(HttpContext context)
    {
        Note(await FieldAsync(context.Request, "channel"));
        await SayAsync(context, Posted);
    }

    /// <summary>`/teams/v3/conversations/id/activities...`; that somebody is typing is no reply.</summary>
    private async Task ConnectorAsync(HttpContext context, string path)
    {
        if (context.Request.Method == "GET")
        {
            await SayAsync(context, Member);
            return;
        }
        if (await FieldAsync(context.Request, "type") == "message") Note(path.Split('/')[4]);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await SayAsync(context, Sent);
    }

    private static async ValueTask SayAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json);
    }

    private static async ValueTask<string> FieldAsync(HttpRequest request, string name)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (!read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var value = Field(read.Buffer, name);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return value;
        }
    }

    /// <summary>A field of the outermost object.</summary>
    private static string Field(ReadOnlySequence<byte> body, string name)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.ValueTextEquals(name))
            {
                json.Read();
                return json.GetString() ?? "";
            }
            json.Skip();
        }
        return "";
    }

    private void Note(string conversation)
    {
        if (replies.AddOrUpdate(conversation, 1, (_, n) => n + 1) == 1 && Interlocked.Increment(ref answered) == expected)
            reached.TrySetResult();
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
