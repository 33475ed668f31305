using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Blocks;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>Sends a reply's messages, each once: what an earlier attempt brought through is found by its metadata and left alone.</summary>
internal sealed class ReplySender(SlackApi api, ChannelPace pace, PrivatePost post, SentMessages sent)
{
    private const int MostResponses = 3;

    /// <summary>Errors after which another attempt is of no use.</summary>
    private static readonly HashSet<string> Unreadable = new(StringComparer.Ordinal)
    {
        "missing_scope", "not_in_channel", "channel_not_found", "thread_not_found", "no_permission",
    };

    public async Task<Delivery> SendAsync(Outgoing outgoing, SlackAddress to, string type, CancellationToken cancel)
    {
        // What one person alone sees cannot be found again.
        var messages = to.Private && outgoing.Uncertain ? SlackPayload.ReadAgain(outgoing.Payload) : SlackPayload.Read(outgoing.Payload);
        if (to.Private) return await PrivatelyAsync(messages, to, cancel);
        var channel = to.Channel ?? await DirectAsync(to.User, cancel);
        if (channel is null) return Delivery.Retry("the direct chat could not be opened");
        if (Reference.Read(outgoing.Replaces) is { } before) channel = before.Channel;
        IReadOnlyDictionary<int, string> there = ImmutableDictionary<int, string>.Empty;
        if (outgoing.Attempt > 1)
        {
            (var look, there) = await sent.FindAsync(channel, to.Thread, to.Oldest, type, outgoing.TurnId, cancel);
            if (look is { Ok: false } && !Unreadable.Contains(look.Error!)) return Failure(look);
        }
        return await PostAsync(messages, to with { Channel = channel }, Reference.Read(outgoing.Replaces), there, type, outgoing.TurnId, cancel);
    }

    private async Task<Delivery> PostAsync(
        ImmutableArray<JsonObject> messages, SlackAddress to, Reference? before, IReadOnlyDictionary<int, string> there, string type, string turn,
        CancellationToken cancel)
    {
        var times = new List<string>();
        for (var part = 0; part < messages.Length; part++)
        {
            if (there.TryGetValue(part, out var ts))
            {
                times.Add(ts);
                continue;
            }
            var message = messages[part];
            message["channel"] = to.Channel;
            message["metadata"] = SentMessages.Metadata(type, turn, part);
            var result = part < before?.Times.Length ? await UpdateAsync(message, to, before.Times[part], cancel) : await NewAsync(message, to, cancel);
            if (!result.Ok) return Failure(result);
            if (result.Body.Text("ts") is { } at) times.Add(at);
        }
        // An amended answer that became shorter leaves no old part behind.
        foreach (var old in before?.Times.Skip(messages.Length) ?? [])
            await api.WriteAsync("chat.delete", new() { ["channel"] = to.Channel, ["ts"] = old }, cancel);
        return Delivery.Sent(times.Count > 0 ? new Reference(to.Channel!, [.. times]).Write() : null);
    }

    private async Task<SlackResult> UpdateAsync(JsonObject message, SlackAddress to, string ts, CancellationToken cancel)
    {
        var update = (JsonObject)message.DeepClone();
        update["ts"] = ts;
        var updated = await api.WriteAsync("chat.update", update, cancel);
        return updated.Error is "message_not_found" or "cant_update_message" or "edit_window_closed" ? await NewAsync(message, to, cancel) : updated;
    }

    private async Task<SlackResult> NewAsync(JsonObject message, SlackAddress to, CancellationToken cancel)
    {
        if (to.Thread is { } thread) message["thread_ts"] = thread;
        message["unfurl_links"] = false;
        message["unfurl_media"] = false;
        await pace.WaitAsync(to.Channel!, cancel);
        var posted = await api.WriteAsync("chat.postMessage", message, cancel);
        if (to.Shared is null || posted.Error is not ("not_in_channel" or "channel_not_found") || to.ResponseUrl is not { } url) return posted;
        // Where the bot is no member, only the response URL of the pressed button can speak.
        var response = new JsonObject
        {
            ["response_type"] = "in_channel",
            ["replace_original"] = false,
            ["text"] = message["text"]!.DeepClone(),
            ["blocks"] = message["blocks"]!.DeepClone(),
        };
        return await api.RespondAsync(url, response, cancel);
    }

    private async Task<Delivery> PrivatelyAsync(ImmutableArray<JsonObject> messages, SlackAddress to, CancellationToken cancel)
    {
        foreach (var message in messages)
        {
            var result = await post.SendAsync(to, message, respond: messages.Length <= MostResponses, cancel);
            if (!result.Ok) return Failure(result);
        }
        return Delivery.Sent(null);
    }

    private async Task<string?> DirectAsync(string user, CancellationToken cancel) =>
        (await api.WriteAsync("conversations.open", new() { ["users"] = user }, cancel)).Body.At("channel").Text("id");

    private static Delivery Failure(SlackResult result) =>
        result.Transient ? Delivery.Retry(result.Error!, result.After) with { Uncertain = result.Uncertain } : Delivery.Refused(result.Error!);

    /// <summary>How a sent reply is found again.</summary>
    private sealed record Reference(string Channel, ImmutableArray<string> Times)
    {
        public string Write() => JsonSerializer.Serialize(this);

        public static Reference? Read(string? reference) => reference is null ? null : JsonSerializer.Deserialize<Reference>(reference);
    }
}
