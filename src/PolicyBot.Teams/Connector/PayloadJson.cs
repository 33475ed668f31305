using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PolicyBot.Teams.Connector;

/// <summary>JSON in which every script is written as itself: a size that people can reckon.</summary>
internal static class PayloadJson
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The same, for what is written piece by piece by code that is known to write JSON.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = Options.Encoder, SkipValidation = true };
}
