using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web;

/// <summary>What the page's form sends. A button that asks (`say`) wins over what stands in the text field.</summary>
public sealed record PageForm(string Text, string? Conversation, Choices Choices, string? Token)
{
    public const int MaxCharacters = 4_000;
    public const int MaxBytes = 256 * 1024;
    public const string TokenField = "token";

    /// <summary>Reads the form, for whose fields anything may have been sent: unknown groups and languages count as not chosen.
    /// Null where the body is too large or no form.</summary>
    public static async Task<PageForm?> ReadAsync(HttpRequest request, KnowledgeBase knowledge, ImmutableArray<string> languages)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        if (await Body.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted) is not { } body) return null;
        Dictionary<string, StringValues> fields;
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body)) { KeyLengthLimit = 100, ValueLengthLimit = MaxBytes, ValueCountLimit = 200 };
            fields = reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return null;
        }
        // The antiforgery check looks for its field among the request's.
        request.Form = new FormCollection(fields);
        string? First(string name) => fields.TryGetValue(name, out var values) ? values[0] : null;
        ImmutableArray<string> groups = fields.TryGetValue("groups", out var chosen)
            ? [.. chosen.OfType<string>().Where(knowledge.Groups.ContainsKey).Distinct(StringComparer.Ordinal)]
            : [];
        var language = First("language") is { } l && languages.Contains(l) ? l : null;
        var text = First("say") is { Length: > 0 } said ? said : First("text") ?? "";
        return new(text.ReplaceLineEndings("\n"), First("conversation"), new Choices(groups, language), First(TokenField));
    }
}
