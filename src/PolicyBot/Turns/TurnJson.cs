using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Turns;

/// <summary>What a turn keeps of its circumstances, as JSON. What an older version did not write yet is read as its default.</summary>
internal static class TurnJson
{
    // By reflection: generated code leaves an absent list without its initial value.
    private static readonly JsonSerializerOptions Options =
        new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() } };

    /// <summary>What is left of a conversation where no follow-up can come.</summary>
    public const string NothingToCarryOn = "{}";

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Null: a fresh conversation.</summary>
    public static Conversation ToConversation(string? json) =>
        json is null ? Conversation.Fresh : JsonSerializer.Deserialize<Conversation>(json, Options)!;
    public static Asker ToAsker(string? json) => json is null ? Asker.Nobody : JsonSerializer.Deserialize<Asker>(json, Options)!;
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
    public static Person? ToPerson(string? json) => json is null ? null : JsonSerializer.Deserialize<Person>(json, Options);
}
