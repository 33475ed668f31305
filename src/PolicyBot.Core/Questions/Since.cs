namespace PolicyBot.Core.Questions;

/// <summary>The day from which changes are asked for, as it was said: a date whose year may be left out, or the beginning of the day,
/// week, month or year so many before the present one; or a year or a month, with its end.</summary>
public readonly record struct Since
{
    private enum Unit : byte
    {
        Date, Day, Week, Month, Year, Within,
    }

    private readonly Unit _unit;
    private readonly int _year, _month, _day, _back;

    private Since(Unit unit, int year, int month, int day, int back) =>
        (_unit, _year, _month, _day, _back) = (unit, year, month, day, back);

    /// <summary>That day; without a year the last such day. Whatever is no date becomes the nearest that is one.</summary>
    public static Since Date(int? year, int month, int day) =>
        new(Unit.Date, year ?? 0, Math.Clamp(month, 1, 12), Math.Clamp(day, 1, 31), 0);

    /// <summary>The beginning of the day, week (a Monday), month or year; 0 back is the present one.</summary>
    public static Since Day(int back) => new(Unit.Day, 0, 0, 0, back);
    public static Since Week(int back) => new(Unit.Week, 0, 0, 0, back);
    public static Since Month(int back) => new(Unit.Month, 0, 0, 0, back);
    public static Since Year(int back) => new(Unit.Year, 0, 0, 0, back);

    /// <summary>"in 2025", "in June 2026": that year or month and no other.</summary>
    public static Since Within(int year, int? month = null) =>
        new(Unit.Within, year, month ?? 1, 1, 0) { Extent = month is null ? Extent.Year : Extent.Month };

    /// <summary>The last day that is asked about; null: none, up to the present one.</summary>
    public DateOnly? Until => _unit != Unit.Within ? null
        : Extent == Extent.Month ? new DateOnly(_year, _month, 1).AddMonths(1).AddDays(-1) : new(_year, 12, 31);

    /// <summary>The day that is meant when it is said on <paramref name="today"/>.</summary>
    public DateOnly On(DateOnly today) => _unit switch
    {
        Unit.Day => today.AddDays(-_back),
        Unit.Week => today.AddDays(-((int)today.DayOfWeek + 6) % 7 - 7 * _back),
        Unit.Month => new DateOnly(today.Year, today.Month, 1).AddMonths(-_back),
        Unit.Year => new(today.Year - _back, 1, 1),
        _ when _year > 0 => DayOf(_year),
        _ => DayOf(today.Year) is var thisYear && thisYear <= today ? thisYear : DayOf(today.Year - 1),
    };

    /// <summary>How much is meant from that day on.</summary>
    internal Extent Extent { get; init; }

    /// <summary>The last day that is meant when it is said of what is to come.</summary>
    public DateOnly Last(DateOnly today)
    {
        var first = Next(today);
        return Extent == Extent.Open ? DateOnly.MaxValue : (_unit, Extent) switch
        {
            (Unit.Week, _) => first.AddDays(6),
            (Unit.Month, _) or (_, Extent.Month) => first.AddMonths(1).AddDays(-1),
            (Unit.Year or Unit.Within, _) or (_, Extent.Year) => new(first.Year, 12, 31),
            _ => first,
        };
    }

    /// <summary>The day that is meant when it is said of what is to come.</summary>
    public DateOnly Next(DateOnly today) => _unit == Unit.Date && _year == 0
        ? DayOf(today.Year) is var thisYear && thisYear > today ? thisYear : DayOf(today.Year + 1) : On(today);

    private DateOnly DayOf(int year) => new(year, _month, Math.Min(_day, DateTime.DaysInMonth(year, _month)));
}

/// <summary>What is meant with a date: that day, its whole month or year, or all from then on, where a later end is named.</summary>
internal enum Extent : byte
{
    Day, Month, Year, Open,
}
