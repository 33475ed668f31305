using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web;

/// <summary>What the page's form sends. A button that asks (`say`) wins over what stands in the text field.</summary>
public sealed record PageForm(string Text, string? Conversation, Choices Choices, string? Token)
{
    public const int MaxCharacters = 4_000;
    public const int MaxBytes = 256 * 1024;
    public const string TokenField = "token";

    /// <summary>`fill.PREFIX`, a button's name: its value is a command, and the fields `PREFIX.NAME` are the command's options.</summary>
    public const string FillField = "fill";

    /// <summary>Reads the form, for whose fields anything may have been sent: unknown groups and languages count as not chosen.
    /// Null where the body is too large or no form.</summary>
    public static async Task<PageForm?> ReadAsync(HttpRequest request, KnowledgeBase knowledge, ImmutableArray<string> languages)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        if (await Body.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted) is not { } body) return null;
        Dictionary<string, StringValues> fields;
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body))
            {
                KeyLengthLimit = 100,
                ValueLengthLimit = MaxBytes,
                ValueCountLimit = 1_000
            };
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
        var text = First("say") is { Length: > 0 } said ? said : Filled(fields) ?? First("text") ?? "";
        return new(text.ReplaceLineEndings("\n"), First("conversation"), new Choices(groups, language), First(TokenField));
    }

    /// <summary>A notice's form as the command that it stands for; null: none was sent.</summary>
    private static string? Filled(Dictionary<string, StringValues> fields)
    {
        const string button = FillField + ".";
        if (fields.FirstOrDefault(f => f.Key.StartsWith(button, StringComparison.Ordinal)) is not
            {
                Key: { } name,
                Value: [{ Length: > 0 } command, ..]
            }) return null;
        var prefix = name[button.Length..] + ".";
        return command + string.Concat(fields.Where(f =>
            f.Key.StartsWith(prefix, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(f.Value[0]))
            .Select(f => $" --{f.Key[prefix.Length..]} {CommandWords.Quote(f.Value[0]!.Trim())}"));
    }
}
