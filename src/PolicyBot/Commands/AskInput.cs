using System.Collections.Immutable;
using System.Text.Json;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Commands;

/// <summary>One question as a machine asks it (CONTRACT.md, "Many questions").</summary>
public sealed record AskInput(string Id, string Question, string? Conversation, ImmutableArray<string> Groups, string? Language)
{
    /// <summary>Refuses what is not such an object, with what is wrong in <paramref name="error"/>.</summary>
    public static bool TryParse(string json, KnowledgeBase kb, out AskInput input, out string error)
    {
        input = null!;
        error = "";
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            return TryRead(document.RootElement, kb, out input, out error);
        }
        catch (JsonException e)
        {
            error = $"not a JSON object ({e.Message.Split('.')[0].ToLowerInvariant()})";
            return false;
        }
        catch (InvalidOperationException)
        {
            error = "a text holds half of a surrogate pair";
            return false;
        }
    }

    private static bool TryRead(JsonElement root, KnowledgeBase kb, out AskInput input, out string error)
    {
        input = null!;
        error = "";
        if (root.ValueKind != JsonValueKind.Object) return Fail("not a JSON object", out error);
        string? id = null, question = null, conversation = null, language = null;
        var groups = ImmutableArray.CreateBuilder<string>();
        foreach (var property in root.EnumerateObject())
        {
            var value = property.Value;
            if (property.Name == "groups")
            {
                if (value.ValueKind == JsonValueKind.Null) continue;
                if (value.ValueKind != JsonValueKind.Array) return Fail("`groups` is not a list", out error);
                foreach (var g in value.EnumerateArray())
                {
                    if (g.ValueKind != JsonValueKind.String) return Fail("`groups` holds something that is not text", out error);
                    var group = g.GetString()!;
                    if (group != Group.Everyone && !kb.Groups.ContainsKey(group)) return Fail(UnknownGroup(group, kb), out error);
                    if (group != Group.Everyone && !groups.Contains(group)) groups.Add(group);
                }
                continue;
            }
            if (property.Name is not ("id" or "question" or "conversation" or "language"))
                return Fail($"unknown key `{property.Name}`", out error);
            if (value.ValueKind == JsonValueKind.Null && property.Name is "conversation" or "language") continue;
            if (value.ValueKind != JsonValueKind.String) return Fail($"`{property.Name}` is not text", out error);
            var text = value.GetString()!;
            switch (property.Name)
            {
                case "id": id = text; break;
                case "question": question = text; break;
                case "conversation": conversation = text; break;
                default: language = text; break;
            }
        }
        if (id is null) return Fail("`id` is missing", out error);
        if (question is null) return Fail("`question` is missing", out error);
        if (language is not (null or "en" or "ko")) return Fail($"unknown language `{language}`: en or ko", out error);
        input = new(id, question, conversation, groups.ToImmutable(), language);
        return true;
    }

    /// <summary>What to say of a group that the policy does not have.</summary>
    public static string UnknownGroup(string group, KnowledgeBase kb) =>
        $"unknown group `{group}`" + (ClosestName.Of(group, kb.Groups.Keys) is { } near ? $"; did you mean `{near}`?" : "");

    private static bool Fail(string message, out string error)
    {
        error = message;
        return false;
    }
}
