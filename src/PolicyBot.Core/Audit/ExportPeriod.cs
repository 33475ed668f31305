using System.Globalization;

namespace PolicyBot.Core.Audit;

/// <summary>The times that an export is of, from one to before another; null: without a bound. Times never go back along a log, so what is of
/// such times is a run of entries, and the entries on either side of it show that none is missing.</summary>
public readonly record struct ExportPeriod(DateTimeOffset? From, DateTimeOffset? To)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public bool IsBefore(DateTimeOffset time) => From is { } from && time < from;
    public bool IsAfter(DateTimeOffset time) => To is { } to && time >= to;
    public bool Contains(DateTimeOffset time) => !IsBefore(time) && !IsAfter(time);

    /// <summary>A bound as a manifest's filter holds it: UTC, empty where there is none.</summary>
    public static string Write(DateTimeOffset? bound) => bound?.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture) ?? "";

    /// <exception cref="FormatException">The filter is none of times and a format alone: what it lets through, a run does not show.</exception>
    public static ExportPeriod Of(IReadOnlyDictionary<string, string> filter)
    {
        if (filter.Keys.FirstOrDefault(k => k is not ("from" or "to" or "format")) is { } unknown)
            throw new FormatException($"no export is filtered by `{unknown}`");
        return new(Read(filter, "from"), Read(filter, "to"));
    }

    private static DateTimeOffset? Read(IReadOnlyDictionary<string, string> filter, string name) => filter.GetValueOrDefault(name) switch
    {
        null => throw new FormatException($"the filter does not say `{name}`"),
        "" => null,
        var text => DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var bound)
            ? bound
            : throw new FormatException($"`{text}` is no time of a filter"),
    };
}
