using System.Text.Json.Nodes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Execution;

/// <summary>A remark as it is stored, so that it can be told in another language later: what was typed is a string, everything else its
/// pattern with its values. A string is also what drafts of older versions hold.</summary>
internal static class RemarkJson
{
    public static JsonNode? Of(Remark? remark) => remark is null ? null
        : remark is { Pattern: "{0}", Values: [string typed] } ? JsonValue.Create(typed)
        : new JsonObject
        {
            ["Pattern"] = remark.Pattern,
            ["Values"] = new JsonArray([.. remark.Values.Select(v => v is Remark inner ? Of(inner) : JsonValue.Create((string)v))]),
        };

    public static Remark? Read(JsonNode? stored) => stored switch
    {
        null => null,
        JsonObject remark => Remark.Stored((string)remark["Pattern"]!,
            remark["Values"]!.AsArray().Select(v => v is JsonObject ? Read(v)! : (object)(string)v!)),
        _ => Remark.AsTyped((string)stored!),
    };
}
