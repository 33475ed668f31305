using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Slack;

/// <summary>Where a reply goes: <see cref="Core.Channels.IncomingMessage.Address"/> of this channel.</summary>
/// <param name="Channel">Null: the user's direct chat with the bot.</param>
/// <param name="Thread">The thread's parent; null outside threads.</param>
/// <param name="Oldest">Timestamp of the message replied to: no reply is older.</param>
/// <param name="Private">Seen by the user alone.</param>
/// <param name="ResponseUrl">Of a command, shortcut or private message: good for five posts in thirty minutes.</param>
/// <param name="Shared">Not null where what was answered privately is to be shown to all: the turn of that answer.</param>
/// <param name="Until">Unix seconds after which the response URL is of no use.</param>
internal sealed record SlackAddress(
    string Team, string? Channel, string User, string? Thread = null, string? Oldest = null, bool Private = false,
    string? ResponseUrl = null,
    string? Shared = null, long Until = 0)
{
    public string Write() => JsonSerializer.Serialize(this, AddressJson.Default.SlackAddress);

    public static SlackAddress Read(string address) =>
        JsonSerializer.Deserialize(address, AddressJson.Default.SlackAddress)
            ?? throw new ArgumentException("the address is no address of a Slack message");

    /// <summary>False for most addresses, which are not read for it.</summary>
    public static bool MayBeShared(string address) => address.Contains("\"shared\"", StringComparison.Ordinal);

    /// <summary>Follow-ups belong together: a thread, or what one person and the bot say to each other alone. That goes on in the direct
    /// chat where a private answer could not be shown elsewhere, and the App Home does not know the direct chat's id.</summary>
    [JsonIgnore]
    public string Conversation => Channel is null or ['D', ..] || Private
        ? Private || Thread is null ? $"{Team}/@{User}" : $"{Team}/@{User}/{Thread}"
        : Thread is null ? $"{Team}/{Channel}"
        : $"{Team}/{Channel}/{Thread}";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SlackAddress))]
internal sealed partial class AddressJson : JsonSerializerContext;
