using System.Globalization;
using PolicyBot.Log;

namespace PolicyBot.Web.Review;

/// <summary>What was written into a form about a hold or an erasure. Days are UTC; both are included.</summary>
/// <param name="Unread">A day that is none.</param>
public sealed record RetentionForm(string? Person, string? Conversation, string? Tool, DateOnly? From, DateOnly? To, string? Reason,
    string? Authority, bool Unread)
{
    private const int LeastReason = 4;

    public static RetentionForm Of(HttpContext context)
    {
        string? Field(string name) => ReviewForms.Field(context, name);
        var (from, to) = (Field("from"), Field("to"));
        var (first, last) = (Day(from), Day(to));
        return new(Field("person"), Field("conversation"), Field("tool"), first, last, Field("reason"), Field("authority"),
            (from is not null && first is null) || (to is not null && last is null) || first > last);
    }

    /// <summary>The end of the last day is the start of the next.</summary>
    public LogFilter Filter =>
        new(Person, Conversation, Tool, Start(From), To is { } day && day < DateOnly.MaxValue ? Start(day.AddDays(1)) : null);

    public bool HasReason => Reason is { Length: >= LeastReason };

    /// <summary>The fields to carry on to the confirmation.</summary>
    public IEnumerable<(string Name, string Value)> Fields => new (string, string?)[]
    {
        ("person", Person), ("conversation", Conversation), ("tool", Tool), ("from", Written(From)), ("to", Written(To)),
        ("reason", Reason), ("authority", Authority),
    }.Where(f => f.Item2 is not null).Select(f => (f.Item1, f.Item2!));

    private static DateTimeOffset? Start(DateOnly? day) => day is { } on ? new(on, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
