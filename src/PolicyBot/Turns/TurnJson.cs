using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Turns;

/// <summary>What a turn keeps of its circumstances, as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(Asker))]
[JsonSerializable(typeof(Person))]
internal sealed partial class TurnJson : JsonSerializerContext
{
    public static string Of(Conversation conversation) => JsonSerializer.Serialize(conversation, Default.Conversation);
    public static string Of(Asker asker) => JsonSerializer.Serialize(asker, Default.Asker);
    public static string Of(Person person) => JsonSerializer.Serialize(person, Default.Person);

    /// <summary>Null: a fresh conversation.</summary>
    public static Conversation ToConversation(string? json) => json is null ? Core.Questions.Conversation.Fresh : JsonSerializer.Deserialize(json, Default.Conversation)!;
    public static Asker ToAsker(string? json) => json is null ? Core.Policies.Asker.Nobody : JsonSerializer.Deserialize(json, Default.Asker)!;
    public static Person? ToPerson(string? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.Person);
}
