using System.Collections.Immutable;
using System.Text.Json;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web;

/// <summary>One input object of the contract ("Many questions").</summary>
public sealed record ApiInput(string Id, string Question, string? Conversation, ImmutableArray<string> Groups, string? Language)
{
    /// <summary>Reads the object; null, and what is wrong with it in words for its writer, where it is not exactly as agreed.</summary>
    public static ApiInput? Read(ReadOnlyMemory<byte> json, KnowledgeBase knowledge, ImmutableArray<string> languages, out string error)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var reader = new Fields();
            var input = reader.Read(document.RootElement, knowledge, languages);
            error = reader.Error ?? "";
            return reader.Error is null ? input : null;
        }
        catch (JsonException e)
        {
            error = $"the body is not one JSON object: {e.Message}";
            return null;
        }
        catch (InvalidOperationException)
        {
            error = "the body holds a string that is not valid Unicode";
            return null;
        }
    }

    private sealed class Fields
    {
        public string? Error { get; private set; }

        public ApiInput? Read(JsonElement root, KnowledgeBase knowledge, ImmutableArray<string> languages)
        {
            if (root.ValueKind != JsonValueKind.Object) return Fail("the body must be a JSON object");
            string? id = null, question = null, conversation = null, language = null;
            ImmutableArray<string> groups = [];
            foreach (var field in root.EnumerateObject())
            {
                switch (field.Name)
                {
                    case "id": id = Text(field); break;
                    case "question": question = Text(field); break;
                    case "conversation": conversation = OptionalText(field); break;
                    case "language": language = OptionalText(field); break;
                    case "groups": groups = Groups(field.Value, knowledge); break;
                    default:
                        return Fail($"unknown key `{VisibleText.Of(field.Name)}`; known are id, question, conversation, groups and language");
                }
                if (Error is not null) return null;
            }
            if (id is null) return Fail("`id` is missing");
            if (id.Length is 0 or > 200) return Fail("`id` must have 1 to 200 characters");
            if (question is null) return Fail("`question` is missing");
            if (conversation is { Length: 0 or > 200 }) return Fail("`conversation` must have 1 to 200 characters");
            if (language is not null && !languages.Contains(language))
                return Fail($"unknown language `{VisibleText.Of(language)}`; known are {string.Join(", ", languages)}");
            return new(id, question, conversation, groups, language);
        }

        private string? Text(JsonProperty field)
        {
            if (field.Value.ValueKind == JsonValueKind.String) return field.Value.GetString();
            Fail($"`{field.Name}` must be a string");
            return null;
        }

        private string? OptionalText(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Null ? null : Text(field);

        private ImmutableArray<string> Groups(JsonElement value, KnowledgeBase knowledge)
        {
            if (value.ValueKind == JsonValueKind.Null) return [];
            if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(g => g.ValueKind != JsonValueKind.String))
            {
                Fail("`groups` must be a list of strings");
                return [];
            }
            ImmutableArray<string> groups = [.. value.EnumerateArray().Select(g => g.GetString()!)];
            var unknown = groups.FirstOrDefault(g => g != Group.Everyone && !knowledge.Groups.ContainsKey(g));
            if (unknown is not null)
                Fail($"unknown group `{VisibleText.Of(unknown)}`; known are {string.Join(", ", knowledge.Set.Groups.Select(g => g.Id))}");
            return groups;
        }

        private ApiInput? Fail(string error)
        {
            Error ??= error;
            return null;
        }
    }
}
