using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace PolicyBot.Tests.Slack;

/// <summary>Slack's Web API as far as the channel uses it, with faults on demand. Keeps what was posted, with its metadata.</summary>
internal sealed class StandInSlack : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpResponseMessage>>> faults = new();
    private int clock = 1000;

    public ConcurrentQueue<(string Method, JsonObject Body)> Calls { get; } = new();
    public List<JsonObject> Posted { get; } = [];
    public ConcurrentDictionary<string, JsonObject> Answers { get; } = new();

    /// <summary>The users of a user group.</summary>
    public Func<string, string[]>? Members { get; init; }

    /// <summary>The post is kept, and yet the caller hears nothing of it.</summary>
    public bool LoseNextResponse { get; set; }

    public IEnumerable<JsonObject> Bodies(string method) => Calls.Where(c => c.Method == method).Select(c => c.Body);

    public void Fail(string method, Func<HttpResponseMessage> how) => faults.GetOrAdd(method, _ => new()).Enqueue(how);
    public void FailWith(string method, string error) => Fail(method, () => Ok(new() { ["ok"] = false, ["error"] = error }));

    public void Limit(string method, int seconds) => Fail(method, () =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    });

    public async Task<JsonObject> WaitForAsync(string method)
    {
        for (var i = 0; i < 200; i++, await Task.Delay(25))
            if (Bodies(method).FirstOrDefault() is { } body) return body;
        throw new TimeoutException($"{method} was not called; called were {string.Join(", ", Calls.Select(c => c.Method))}");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.RequestUri!.Host == "hooks.slack.com" ? "response_url" : request.RequestUri.AbsolutePath["/api/".Length..];
        var text = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var body = request.Content?.Headers.ContentType?.MediaType == "application/json" ? (JsonObject)JsonNode.Parse(text)! : Form(text);
        Calls.Enqueue((method, body));
        if (faults.TryGetValue(method, out var queue) && queue.TryDequeue(out var fault)) return fault();
        var answer = Answer(method, body);
        if (!LoseNextResponse || method != "chat.postMessage") return Ok(answer);
        LoseNextResponse = false;
        throw new HttpRequestException("the connection broke");
    }

    private JsonObject Answer(string method, JsonObject body)
    {
        if (Answers.TryGetValue(method, out var fixedAnswer)) return (JsonObject)fixedAnswer.DeepClone();
        switch (method)
        {
            case "chat.postMessage":
                var post = (JsonObject)body.DeepClone();
                lock (Posted)
                {
                    post["ts"] = $"{++clock}.000000";
                    Posted.Add(post);
                }
                return new() { ["ok"] = true, ["channel"] = post["channel"]!.DeepClone(), ["ts"] = post["ts"]!.DeepClone() };
            case "auth.test":
                return new() { ["ok"] = true, ["user_id"] = "UBOT" };
            case "chat.update":
                return new() { ["ok"] = true, ["ts"] = body["ts"]!.DeepClone() };
            case "usergroups.users.list" when Members is not null:
                return new()
                {
                    ["ok"] = true,
                    ["users"] = new JsonArray([.. Members((string)body["usergroup"]!).Select(u => (JsonNode)u)])
                };
            case "conversations.open":
                return new() { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = "D9" } };
            case "conversations.history" or "conversations.replies":
                lock (Posted)
                {
                    var thread = (string?)body["ts"];
                    var found = Posted.Where(p => (string?)p["channel"] == (string?)body["channel"]
                        && (thread is null || (string?)p["thread_ts"] == thread || (string?)p["ts"] == thread));
                    return new() { ["ok"] = true, ["messages"] = new JsonArray([.. found.Select(p => p.DeepClone())]) };
                }
            default:
                return new() { ["ok"] = true };
        }
    }

    private static JsonObject Form(string text)
    {
        var fields = HttpUtility.ParseQueryString(text);
        var body = new JsonObject();
        foreach (var name in fields.AllKeys) if (name is not null) body[name] = fields[name];
        return body;
    }

    private static HttpResponseMessage Ok(JsonObject body) =>
        new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    public static string Ts(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}.000100");
}
