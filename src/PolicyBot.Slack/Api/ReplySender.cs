using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Blocks;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>Sends a reply's messages, each once: what an earlier attempt brought through is found by its metadata and left alone.</summary>
internal sealed class ReplySender(SlackApi api, ChannelPace pace, PrivatePost post, SentMessages sent)
{
    private const int MostResponses = 3, MostBroken = 5_000;

    /// <summary>What a limit costs where Slack does not say how long it holds.</summary>
    private static readonly TimeSpan UnnamedWait = TimeSpan.FromSeconds(30);

    /// <summary>How many messages of a private reply went through, where not all did, and whether the next may have as well: they cannot be
    /// found again.</summary>
    private readonly RecentMap<(int Parts, bool Unsure)> broken = new(MostBroken);

    /// <summary>Errors after which another attempt is of no use.</summary>
    private static readonly HashSet<string> Unreadable = new(StringComparer.Ordinal)
    {
        "missing_scope", "not_in_channel", "channel_not_found", "thread_not_found", "no_permission",
    };

    public async Task<Delivery> SendAsync(Outgoing outgoing, SlackAddress to, string type, CancellationToken cancel)
    {
        if (to.Private) return await PrivatelyAsync(outgoing, to, cancel);
        var channel = to.Channel;
        if (channel is null)
        {
            var opened = await api.OpenDirectAsync(to.User, cancel);
            if (!opened.Ok) return Failure(opened) with { Uncertain = false, Gone = SlackDirectory.Left.Contains(opened.Error!) };
            channel = opened.Body.At("channel").Text("id");
        }
        if (channel is null) return Delivery.Retry("the direct chat could not be opened");
        if (Reference.Read(outgoing.Replaces) is { } before) channel = before.Channel;
        var number = outgoing.Number.ToString(CultureInfo.InvariantCulture);
        var asker = type == SentMessages.ContactType ? to.User : null;
        IReadOnlyDictionary<int, string> there = ImmutableDictionary<int, string>.Empty;
        var unseen = false;
        if (outgoing.Attempt > 1)
        {
            (var look, there) = await sent.FindAsync(channel, to.Thread, to.Oldest, type, outgoing.TurnId, number, cancel);
            if (look is { Ok: false } && !Unreadable.Contains(look.Error!)) return Failure(look);
            unseen = look is { Ok: false } && outgoing.Uncertain && outgoing.Replaces is null;
        }
        var messages = unseen ? SlackPayload.ReadAgain(outgoing.Payload, 0) : SlackPayload.Read(outgoing.Payload);
        var delivery = await PostAsync(messages, to with { Channel = channel }, Reference.Read(outgoing.Replaces),
            there, (json, part) => SentMessages.Metadata(json, type, outgoing.TurnId, part, number, asker), cancel);
        // Where the bot may not speak, whoever asked is answered alone.
        var speechless = delivery.Kind == DeliveryKind.Refused && type == SentMessages.ReplyType && channel is not ['D', ..]
            && PrivatePost.Elsewhere.Contains(delivery.Reason!);
        return speechless ? await PrivatelyAsync(outgoing, to with { Channel = channel, ResponseUrl = null }, cancel) : delivery;
    }

    /// <param name="metadata">Writes whose turn a part is.</param>
    private async Task<Delivery> PostAsync(
        ImmutableArray<ReadOnlyMemory<byte>> messages, SlackAddress to, Reference? before, IReadOnlyDictionary<int, string> there,
        Action<Utf8JsonWriter, int> metadata, CancellationToken cancel)
    {
        var times = new List<string>();
        for (var part = 0; part < messages.Length; part++)
        {
            if (there.TryGetValue(part, out var ts))
            {
                times.Add(ts);
                continue;
            }
            var (message, number) = (messages[part], part);
            void Name(Utf8JsonWriter json)
            {
                json.WriteString("channel"u8, to.Channel);
                metadata(json, number);
            }
            var result = part < before?.Times.Length ? await UpdateAsync(message, Name, to, before.Times[part], cancel)
                : await NewAsync(message, Name, to, cancel);
            if (!result.Ok) return Failure(result);
            if (result.Body.Text("ts") is { } at) times.Add(at);
        }
        // An amended answer that became shorter leaves no old part behind.
        foreach (var old in before?.Times.Skip(messages.Length) ?? [])
            await api.DeleteMessageAsync(to.Channel!, old, cancel);
        return Delivery.Sent(times.Count > 0 ? new Reference(to.Channel!, [.. times]).Write() : null);
    }

    /// <param name="name">Writes the channel and whose turn it is.</param>
    private async Task<SlackResult> UpdateAsync(ReadOnlyMemory<byte> message, Action<Utf8JsonWriter> name, SlackAddress to, string ts,
        CancellationToken cancel)
    {
        var update = SlackPayload.Body(message, json =>
        {
            name(json);
            json.WriteString("ts"u8, ts);
        });
        var updated = await api.UpdateMessageAsync(update, cancel);
        return updated.Error is "message_not_found" or "cant_update_message" or "edit_window_closed"
            ? await NewAsync(message, name, to, cancel) : updated;
    }

    private async Task<SlackResult> NewAsync(ReadOnlyMemory<byte> message, Action<Utf8JsonWriter> name, SlackAddress to,
        CancellationToken cancel)
    {
        await pace.WaitAsync(to.Channel!, cancel);
        var posted = await api.PostMessageAsync(SlackPayload.Body(message, json =>
        {
            name(json);
            if (to.Thread is { } thread) json.WriteString("thread_ts"u8, thread);
            json.WriteBoolean("unfurl_links"u8, false);
            json.WriteBoolean("unfurl_media"u8, false);
        }), cancel);
        if (to.Shared is null || posted.Error is not ("not_in_channel" or "channel_not_found") || to.ResponseUrl is not { } url)
            return posted;
        // Where the bot is no member, only the response URL of the pressed button can speak.
        return await api.RespondAsync(url, SlackPayload.Body(message, json =>
        {
            json.WriteString("response_type"u8, "in_channel"u8);
            json.WriteBoolean("replace_original"u8, false);
        }), cancel);
    }

    /// <summary>Where another process made the attempt before, its first messages may be there as well, and it begins anew, saying so.</summary>
    private async Task<Delivery> PrivatelyAsync(Outgoing outgoing, SlackAddress to, CancellationToken cancel)
    {
        var key = $"{outgoing.TurnId}/{outgoing.Number}";
        var again = broken.TryGetValue(key, out var before) ? before.Unsure : outgoing.Uncertain;
        var messages = again ? SlackPayload.ReadAgain(outgoing.Payload, before.Parts) : SlackPayload.Read(outgoing.Payload);
        for (var part = before.Parts; part < messages.Length; part++)
        {
            var result = await post.SendAsync(to, messages[part], respond: messages.Length <= MostResponses, cancel);
            if (result.Ok) continue;
            broken.Set(key, (part, result.Uncertain || again && part == before.Parts));
            return Failure(result) with { Uncertain = result.Uncertain || part > 0 };
        }
        broken.Remove(key);
        return Delivery.Sent(null);
    }

    private static Delivery Failure(SlackResult result) =>
        result.Limited ? Delivery.Wait(result.Error!, result.After ?? UnnamedWait)
            : result.Transient || result.TokenRefused ? Delivery.Retry(result.Error!, result.After) with { Uncertain = result.Uncertain }
            : Delivery.Refused(result.Error!);

    /// <summary>How a sent reply is found again.</summary>
    private sealed record Reference(string Channel, ImmutableArray<string> Times)
    {
        public string Write() => JsonSerializer.Serialize(this);

        public static Reference? Read(string? reference) => reference is null ? null : JsonSerializer.Deserialize<Reference>(reference);
    }
}
