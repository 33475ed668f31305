using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Slack.Api;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Tests.Slack;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>One site with every door open: the page, the JSON endpoint, Slack
/// and Teams, with stand-ins at the other end of the last two.</summary>
internal sealed class AllDoors : IAsyncDisposable
{
    private readonly WebApplication site;
    private readonly BotHost host;
    private readonly StandIn connector;
    private readonly TokenMint mint;
    private readonly string database;

    private AllDoors(WebApplication site, BotHost host, string database, StandIn connector, StandInSlack slack, TokenMint mint)
    {
        (this.site, this.host, this.database, this.connector, this.mint, Slack) = (site, host, database, connector, mint, slack);
        connector.Keys = [TokenMint.Jwk(mint.Key, "k1", "msteams")];
        Client = new() { BaseAddress = new(site.Urls.First()) };
    }

    public const string TeamsContact = "19:contact@thread.tacv2";

    public HttpClient Client { get; }
    public StandInSlack Slack { get; }
    public IEnumerable<JsonObject> TeamsReplies =>
        connector.Requests.Where(r => r.Method is "POST" or "PUT" && r.Body?["type"]?.GetValue<string>() == "message").Select(r => r.Body!);

    /// <summary>Asks as somebody of exactly these groups. <paramref name="admin"/>: who changes the policy; they are named by
    /// <see cref="SlackKey"/> and <see cref="TeamsKey"/>.</summary>
    /// <param name="beside">Another replica: the same database, and the same at the other end.</param>
    public static async Task<AllDoors> OpenAsync(string knowledge, DateOnly day, IEnumerable<string[]> askers, AdminOptions? admin = null,
        AllDoors? beside = null)
    {
        var database = beside?.database ?? SiteFixture.NewFile();
        var host = await BotHost.OpenAsync(new() { Connection = database }, new(), TimeProvider.System, CancellationToken.None);
        Assert.Empty(await host.ImportAsync(knowledge, "test", "test", CancellationToken.None));
        string[] groups = [.. askers.SelectMany(a => a).Distinct().Order(StringComparer.Ordinal)];
        var connector = beside?.connector ?? await StandIn.StartAsync();
        connector.Member = target =>
            new JsonObject
            {
                ["email"] = Uri.UnescapeDataString(target.Split('/')[^1]).Split(':')[^1].ToLowerInvariant()
                + "@x.example",
                ["tenantId"] = TeamsHost.Tenant,
            }.ToJsonString();
        var slack = beside?.Slack
            ?? new StandInSlack
            {
                Members = group =>
                [.. askers.Where(a => a.Contains(groups[int.Parse(group[1..], null)])).Select(User).Distinct()]
            };
        var options = new SiteOptions(new("http://127.0.0.1:0"), ["en", "ko"])
        {
            Day = day,
            Admin = admin ?? new(),
            Slack = SlackHost.Options with { Groups = groups.Select((g, i) => (g, i)).ToDictionary(g => $"S{g.i}", g => g.g) },
            Teams = new()
            {
                AppId = TeamsHost.AppId,
                TenantId = TeamsHost.Tenant,
                ClientSecret = "test-only",
                MetadataUrl = connector.MetadataUrl,
                AllowedServiceHosts = [connector.Origin],
                ServiceUrl = connector.Origin + "/teams",
                ContactConversation = TeamsContact,
                Groups = askers.Where(a => a.Length > 0).DistinctBy(ObjectId).ToDictionary(ObjectId, a => a),
            },
        };
        var site = Site.Build(host, options, services =>
        {
            services.AddHttpClient(SlackApi.ClientName).ConfigurePrimaryHttpMessageHandler(() => slack);
            services.AddHttpClient(TeamsServices.LoginClient).ConfigurePrimaryHttpMessageHandler(() => new LoginStub());
        });
        await site.StartAsync();
        return new(site, host, database, connector, slack, beside?.mint ?? new(TeamsHost.AppId, TimeProvider.System));
    }

    public static string SlackKey(string[] asker) => $"slack:t1/{User(asker).ToLowerInvariant()}";

    public static string TeamsKey(string[] asker) => $"{User(asker).ToLowerInvariant()}@x.example";

    /// <summary>In a channel, where others read along.</summary>
    public Task SlackMentionAsync(string text, string ts, string[] asker)
    {
        var said = SlackSamples.Mention(text, ts);
        said["user"] = User(asker);
        return SlackEventAsync(said, ts);
    }

    /// <summary>In the direct chat.</summary>
    public Task SlackAsync(string text, string ts, string[] asker)
    {
        var said = SlackSamples.Direct(Typed(text), ts, User(asker));
        said["channel"] = "D" + ts.Split('.')[0];
        return SlackEventAsync(said, ts);
    }

    /// <summary>In a thread of a channel of its own, or as its beginning.</summary>
    public Task SlackThreadAsync(string text, string ts, string thread, string[] asker)
    {
        var said = SlackSamples.Mention(Typed(text), ts, thread == ts ? null : thread);
        (said["user"], said["channel"]) = (User(asker), "C" + thread.Split('.')[0]);
        return SlackEventAsync(said, ts);
    }

    /// <summary>The slash command, in that channel. Its message id is `command/` and the trigger.</summary>
    public Task SlackCommandAsync(string text, string trigger, string channel, string[] asker)
    {
        var command = SlackSamples.Command(Typed(text));
        (command["user_id"], command["trigger_id"], command["channel_id"]) = (User(asker), trigger, channel);
        return SlackPostAsync("commands", new StringContent(SlackSamples.Form(command), Encoding.UTF8, SlackSamples.FormType));
    }

    /// <summary>As Slack escapes what people type.</summary>
    private static string Typed(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    public Task SlackEventAsync(JsonObject said, string ts) =>
        SlackPostAsync("events", SiteFixture.Json(SlackSamples.Event(said, id: "Ev" + ts).ToJsonString()));

    /// <summary>A pressed button, a dialog that is sent.</summary>
    public Task SlackInteractAsync(JsonObject payload, string[] asker)
    {
        payload["user"] = new JsonObject { ["id"] = User(asker), ["team_id"] = "T1" };
        return SlackPostAsync("interactions",
            new StringContent(SlackSamples.Form(new() { ["payload"] = payload.ToJsonString() }), Encoding.UTF8, SlackSamples.FormType));
    }

    private async Task SlackPostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/" + path) { Content = content };
        foreach (var (name, value) in SlackHost.Signed(Encoding.UTF8.GetBytes(await request.Content.ReadAsStringAsync())))
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <param name="type">`channel`: others read along.</param>
    public Task TeamsAsync(string text, string id, string conversation, string[] asker, string type = "personal") =>
        TeamsAsync(TeamsActivity(text, id, "a:" + conversation, asker, type));

    public JsonObject TeamsActivity(string text, string id, string conversation, string[] asker, string type = "personal") => new()
    {
        ["type"] = "message",
        ["id"] = id,
        ["timestamp"] = "2026-11-23T09:00:00Z",
        ["channelId"] = "msteams",
        ["serviceUrl"] = connector.Origin + "/teams",
        ["text"] = text,
        ["textFormat"] = "plain",
        ["from"] = new JsonObject { ["id"] = "29:" + User(asker), ["name"] = "Ada", ["aadObjectId"] = ObjectId(asker) },
        ["recipient"] = new JsonObject { ["id"] = "28:" + TeamsHost.AppId, ["name"] = "PolicyBot" },
        ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = type, ["tenantId"] = TeamsHost.Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsHost.Tenant } },
    };

    public async Task<string> TeamsAsync(JsonObject activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            "/api/messages")
        { Content = SiteFixture.Json(activity.ToJsonString()) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + mint.Sign(mint.Claims(connector.Origin + "/teams")));
        using var response = await Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>What the log says was answered to a message, once it is there.</summary>
    public async Task<LogEntry> EntryAsync(string channel, string conversationEnd, string? messageId)
    {
        for (var tries = 0; tries < 600; tries++, await Task.Delay(50))
        {
            await using var db = host.Database.Open();
            var leaf = await db.Turns.Where(t =>
                t.Channel == channel && t.Conversation.EndsWith(conversationEnd) && (messageId == null || t.MessageId == messageId)
                    && t.Status == TurnStatus.Done)
                .OrderByDescending(t => t.Id).Join(db.Entries, t => t.EntrySeq, e => e.Seq, (t, e) => e.Leaf).FirstOrDefaultAsync();
            if (leaf is not null) return LeafCodec.Decode(leaf);
        }
        throw new TimeoutException($"{channel} {conversationEnd} {messageId} was not answered");
    }

    /// <summary>As above, in words.</summary>
    public async Task<string> SaidAsync(string channel, string messageId)
    {
        var entry = await EntryAsync(channel, "", messageId);
        await using var db = host.Database.Open();
        return await db.Contents.Where(c => c.Seq == entry.Seq).Select(c => c.Answer).SingleAsync() ?? "";
    }

    /// <summary>Until no reply waits to be sent.</summary>
    public async Task QuietAsync()
    {
        for (var tries = 0; tries < 600; tries++, await Task.Delay(100))
        {
            await using var db = host.Database.Open();
            if (!await db.Replies.AnyAsync(r => r.Status == ReplyStatus.Waiting)
                && !await db.Turns.AnyAsync(t => t.Status == TurnStatus.Waiting)) return;
        }
        throw new TimeoutException("replies still wait");
    }

    /// <summary>What was sent into a conversation of Teams, once there is as much of it.</summary>
    public async Task<Seen[]> TeamsSentAsync(string conversation, int count)
    {
        for (var tries = 0; ; tries++, await Task.Delay(50))
        {
            Seen[] sent = [.. connector.Activities.Where(r => (string?)r.Body!["conversation"]!["id"] == conversation)];
            if (sent.Length >= count) return sent;
            if (tries > 400) throw new TimeoutException($"{sent.Length} messages in {conversation}");
        }
    }

    /// <summary>What was posted into a channel of Slack, once there is as much of it.</summary>
    public async Task<JsonObject[]> SlackSentAsync(string channel, int count)
    {
        for (var tries = 0; ; tries++, await Task.Delay(50))
        {
            JsonObject[] posted;
            lock (Slack.Posted) posted = [.. Slack.Posted.Where(p => (string?)p["channel"] == channel)];
            if (posted.Length >= count) return posted;
            if (tries > 400) throw new TimeoutException($"{posted.Length} messages in {channel}");
        }
    }

    /// <summary>What was sent to Teams for one person alone, where others could have read it.</summary>
    public IEnumerable<JsonObject> TeamsTargeted =>
        connector.Requests.Where(r => r.Path.Contains("isTargetedActivity=true", StringComparison.Ordinal)).Select(r => r.Body!);

    /// <summary>One Slack user and one Entra user for each set of groups.</summary>
    private static string User(string[] groups) => "U" + Convert.ToHexString(Encoding.UTF8.GetBytes(string.Join('+', groups)));

    private static string ObjectId(string[] groups) =>
        new Guid(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('+', groups)))[..16]).ToString();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await site.DisposeAsync();
        await connector.DisposeAsync();
    }
}
