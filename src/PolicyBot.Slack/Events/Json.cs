using System.Globalization;
using System.Text.Json;

namespace PolicyBot.Slack.Events;

/// <summary>Looks into JSON of unknown shape: what is absent or of another type reads as null.</summary>
internal static class Json
{
    public static JsonElement? At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value : null;

    public static string? Text(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.String } value ? Read(value) : null;

    /// <summary>Half of a surrogate pair, escaped, is JSON and yet no text.</summary>
    private static string? Read(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(this JsonElement? element, string name) => element?.Text(name);

    public static JsonElement? At(this JsonElement? element, string name) => element?.At(name);

    public static bool Is(this JsonElement? element, string name) => element.At(name) is { ValueKind: JsonValueKind.True };

    public static bool IsTrue(this JsonElement? element) => element is { ValueKind: JsonValueKind.True };

    public static JsonElement? First(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 ? array[0] : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>`1531420618.000200` to a time; null where it is none.</summary>
    public static DateTimeOffset? Time(string? ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and < 253402300799m
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}
