using System.Collections.Immutable;
using System.Text.Json;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Commands;

/// <summary>One line of `decide`: a closed case as its author spelled it. Null is none.</summary>
public sealed record DecideInput(
    string Id, string Tool, string? Edition, string? Data, string? Device, string? Purpose, ImmutableArray<string> Groups)
{
    private static readonly string[] Keys = ["id", "tool", "edition", "data", "device", "purpose", "groups"];

    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="FormatException">It is no case; the message says why.</exception>
    public static DecideInput Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("not a JSON object");
        var seen = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            var key = Text(() => property.Name, "a key");
            if (!Keys.Contains(key, StringComparer.Ordinal)) throw new FormatException(Unknown("key", key, Keys));
            if (!seen.TryAdd(key, property.Value)) throw new FormatException($"key '{key}' occurs twice");
        }
        return new(Required("id"), Required("tool"), Optional("edition"), Optional("data"), Optional("device"),
            Optional("purpose"), Groups());

        string Required(string key) => Optional(key) ?? throw new FormatException($"'{key}' is missing");

        string? Optional(string key)
        {
            if (!seen.TryGetValue(key, out var value) || value.ValueKind == JsonValueKind.Null) return null;
            return value.ValueKind == JsonValueKind.String
                ? Text(() => value.GetString()!, $"'{key}'")
                : throw new FormatException($"'{key}' is not a string");
        }

        ImmutableArray<string> Groups()
        {
            if (!seen.TryGetValue("groups", out var value) || value.ValueKind == JsonValueKind.Null) return [];
            if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(g => g.ValueKind != JsonValueKind.String))
                throw new FormatException("'groups' is not a list of strings");
            return [.. value.EnumerateArray().Select(g => Text(() => g.GetString()!, "'groups'"))];
        }
    }

    /// <summary>The first id that the knowledge does not have, with the closest valid spelling; null where all is well.</summary>
    public string? Problem(KnowledgeBase kb)
    {
        if (!kb.Tools.TryGetValue(Tool, out var tool)) return Unknown("tool", Tool, kb.Tools.Keys);
        if (Edition is not null)
        {
            if (!kb.EditionOwners.TryGetValue(Edition, out var owner)) return Unknown("edition", Edition, tool.Editions.Select(e => e.Id));
            if (owner.Tool.Id != Tool) return $"edition '{Edition}' belongs to '{owner.Tool.Id}', not to '{Tool}'";
        }
        return Missing("data", Data, kb.Data.Keys) ?? Missing("device", Device, kb.Devices.Keys)
            ?? Missing("purpose", Purpose, kb.Purposes.Keys)
            ?? Groups.Select(g => Missing("group", g, kb.Groups.Keys.Append(Group.Everyone))).FirstOrDefault(p => p is not null);
    }

    private static string? Missing(string what, string? id, IEnumerable<string> known) =>
        id is null || known.Contains(id, StringComparer.Ordinal) ? null : Unknown(what, id, known);

    private static string Unknown(string what, string id, IEnumerable<string> known)
    {
        var shown = id.Length > 100 ? id[..100] + "..." : id;
        return ClosestName.Of(id, known) is { } closest
            ? $"unknown {what} '{shown}'; did you mean '{closest}'?"
            : $"unknown {what} '{shown}'";
    }

    /// <summary>JSON may escape half a surrogate pair, which is no text.</summary>
    private static string Text(Func<string> read, string what)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"{what} is not valid text");
        }
    }
}
