using System.Collections.Immutable;
using System.Globalization;

namespace PolicyBot.Core.Knowledge;

/// <summary>Where an item stands: the file's path relative to the knowledge folder, with `/`, and its line, from 1.</summary>
public sealed record SourceLocation(string File, int Line)
{
    public override string ToString() => $"{File}:{Line.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>A text in one language for all, or one per language.</summary>
public sealed record LocalizedText(string Default, ImmutableSortedDictionary<string, string> ByLanguage)
{
    public LocalizedText(string text) : this(text, ImmutableSortedDictionary<string, string>.Empty) { }

    /// <summary>The text in that language (ISO 639-1), else the default one.</summary>
    public string In(string language) => ByLanguage.TryGetValue(language, out var text) ? text : Default;

    /// <summary>Every spelling there is, the default first, without repetition.</summary>
    public IEnumerable<string> All => ByLanguage.Values.Prepend(Default).Distinct(StringComparer.Ordinal);
}

/// <summary>A date of which only the year, or year and month, may be known (ISO 8601 reduced precision).</summary>
public readonly record struct PartialDate(int Year, int? Month = null, int? Day = null) : IComparable<PartialDate>
{
    /// <summary>Orders by what is known; a missing month or day counts as the first.</summary>
    public int CompareTo(PartialDate other) => Order.CompareTo(other.Order);

    /// <summary>A number that is higher the later the date is.</summary>
    public int Order => (Year * 16 + (Month ?? 1)) * 32 + (Day ?? 1);

    public static bool operator <(PartialDate a, PartialDate b) => a.CompareTo(b) < 0;
    public static bool operator >(PartialDate a, PartialDate b) => a.CompareTo(b) > 0;
    public static bool operator <=(PartialDate a, PartialDate b) => a.CompareTo(b) <= 0;
    public static bool operator >=(PartialDate a, PartialDate b) => a.CompareTo(b) >= 0;

    /// <summary>Reads `2025`, `2025-02` or `2025-02-05`; anything else, impossible days included, is refused.</summary>
    public static bool TryParse(string text, out PartialDate date)
    {
        date = default;
        if (text.Length == 10 && IsoDay.TryParse(text, out var day))
        {
            date = new(day.Year, day.Month, day.Day);
            return true;
        }
        if (text.Length == 7 && IsoDay.TryParse(text + "-01", out var month))
        {
            date = new(month.Year, month.Month);
            return true;
        }
        if (text.Length != 4 || !IsoDay.TryParse(text + "-01-01", out var year)) return false;
        date = new(year.Year);
        return true;
    }

    public override string ToString() => (Month, Day) switch
    {
        (int m, int d) => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{m:D2}-{d:D2}"),
        (int m, null) => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{m:D2}"),
        _ => Year.ToString("D4", CultureInfo.InvariantCulture),
    };
}
