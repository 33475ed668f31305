using System.Globalization;
using System.Text.RegularExpressions;

namespace PolicyBot.Admin.PlainWords;

/// <summary>From when and up to when, said in English or Korean, relative to a day: "from Monday", "until 31 March", "12월 1일부터".</summary>
internal static partial class DayWords
{
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>The day after must be one, too.</summary>
    private const int LastYear = 9998;
    private const string KoreanWeekdays = "일월화수목금토";

    /// <summary>The first day and the first day after (exclusive), as rules have them; "until Friday" includes Friday. Null where nothing
    /// is said.</summary>
    /// <param name="dayBegins">Whether a day alone is the first ("block it tomorrow"); false: it may as well be the only one ("allow it
    /// tomorrow"), and is not understood.</param>
    /// <param name="read">Told of every part of the text that was understood: what names a day that does not exist, or one that is over,
    /// is not.</param>
    public static (DateOnly? From, DateOnly? End) Read(string text, DateOnly today, bool dayBegins, Action<Match> read)
    {
        DateOnly? from = null, end = null;
        var begun = -1;
        foreach (Match m in English().Matches(text))
        {
            var (said, word) = (m.Groups["day"].Value.ToLowerInvariant(), m.Groups["word"].Value.ToLowerInvariant());
            if (EnglishDay(said, today) is not { } day) continue;
            if (word is "until" or "till" or "through") Ends(m, EndOf(said, day));
            else if (word == "to" && begun >= 0 && text[begun..m.Index] is " ") Ends(m, EndOf(said, day));
            else if (word == "after") Begins(m, EndOf(said, day));
            else if (word != "to" && (dayBegins || word is not ("" or "on") || said is "now" or "immediately")) Begins(m, day);
        }
        foreach (Match m in Korean().Matches(text))
        {
            if (KoreanDay(m, today) is not { } day) continue;
            var near = m.Groups["near"].Value;
            if (m.Groups["word"].Value == "까지")
                Ends(m, EndOf(near.Length > 0 ? near : m.Groups["date"].Success || !m.Groups["month"].Success ? "" : "month", day));
            // 이후 begins with what is named.
            else if (dayBegins || m.Groups["word"].Success || near is "지금" or "즉시") Begins(m, day);
        }
        return (from, end);

        // A second beginning, or an end before the beginning, is not what was meant by the first.
        void Begins(Match m, DateOnly day)
        {
            if (day < today || from is not null && from != day || day >= end) return;
            (from, begun) = (day, m.Index + m.Length);
            read(m);
        }

        void Ends(Match m, DateOnly day)
        {
            if (end is not null || day <= (from ?? today)) return;
            end = day;
            read(m);
        }
    }

    /// <summary>The first day after what begins on that day: a week, a month, a year, or the day alone.</summary>
    private static DateOnly EndOf(string said, DateOnly day) => said.Replace(" ", "", StringComparison.Ordinal) switch
    {
        "nextweek" or "다음주" => day.AddDays(7),
        "nextmonth" or "다음달" or "month" => day.AddMonths(1),
        "nextyear" or "내년" => day.AddYears(1),
        _ when MonthOnly().IsMatch(said) => day.AddMonths(1),
        _ => day.AddDays(1),
    };

    private static DateOnly? EnglishDay(string said, DateOnly today)
    {
        if (DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso)) return iso.Year > LastYear ? null : iso;
        if (said is "today" or "now" or "immediately") return today;
        if (said == "tomorrow") return today.AddDays(1);
        if (said == "next week") return NextWeek(today);
        if (said == "next month") return new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        if (said == "next year") return new(today.Year + 1, 1, 1);
        var weekday = Array.FindIndex(Weekdays, w => said.EndsWith(w, StringComparison.Ordinal));
        if (weekday >= 0)
            return said.Split(' ')[0] switch
            {
                "next" => NextWeek(today).AddDays((weekday + 6) % 7),
                "this" => InThisWeek(weekday, today),
                _ => Coming(weekday, today),
            };
        var month = Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
            n => n.Length > 0 && said.Contains(n, StringComparison.OrdinalIgnoreCase)) + 1;
        if (month == 0) return null;
        var numbers = Number().Matches(said).Select(n => int.Parse(n.Value, CultureInfo.InvariantCulture)).ToList();
        int? year = numbers.Find(n => n > 31) is > 0 and var y ? y : null;
        return Dated(year, month, numbers.Find(n => n is > 0 and <= 31) is > 0 and var d ? d : null, today);
    }

    private static DateOnly? KoreanDay(Match m, DateOnly today)
    {
        int? Part(string name) => m.Groups[name].Success ? int.Parse(m.Groups[name].Value, CultureInfo.InvariantCulture) : null;
        if (m.Groups["iso"].Success) return EnglishDay(m.Groups["iso"].Value, today);
        if (Part("month") is { } month) return Dated(Part("year"), month, Part("date"), today);
        if (m.Groups["weekday"].Success)
        {
            var weekday = KoreanWeekdays.IndexOf(m.Groups["weekday"].Value[0], StringComparison.Ordinal);
            return m.Groups["week"].Success ? NextWeek(today).AddDays((weekday + 6) % 7)
                : m.Groups["this"].Success ? InThisWeek(weekday, today) : Coming(weekday, today);
        }
        return m.Groups["near"].Value.Replace(" ", "", StringComparison.Ordinal) switch
        {
            "오늘" or "지금" or "즉시" => today,
            "내일" => today.AddDays(1),
            "모레" => today.AddDays(2),
            "다음주" => NextWeek(today),
            "다음달" => new DateOnly(today.Year, today.Month, 1).AddMonths(1),
            _ => new(today.Year + 1, 1, 1),
        };
    }

    /// <summary>Without a day, the first of the month. Without a year, the next time that the day comes; this month is not over.</summary>
    private static DateOnly? Dated(int? year, int month, int? day, DateOnly today)
    {
        var at = year ?? (month < today.Month || month == today.Month && day < today.Day ? today.Year + 1 : today.Year);
        if (month is < 1 or > 12 || at is < 1 or > LastYear || day < 1 || day > DateTime.DaysInMonth(at, month)) return null;
        return new(at, month, day ?? 1);
    }

    private static DateOnly Coming(int weekday, DateOnly today) => today.AddDays((weekday - (int)today.DayOfWeek + 6) % 7 + 1);

    /// <summary>Of the week from Monday to Sunday; null: it is over.</summary>
    private static DateOnly? InThisWeek(int weekday, DateOnly today)
    {
        var day = NextWeek(today).AddDays((weekday + 6) % 7 - 7);
        return day < today ? null : day;
    }

    private static DateOnly NextWeek(DateOnly today) => Coming((int)DayOfWeek.Monday, today);

    private const string Months = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private const string Days =
        "(?<day>\\d{4}-\\d{2}-\\d{2}|today|now|immediately|tomorrow|(?:next |this |coming )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|next (?:week|month|year)"
        + "|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? " + Months + "(?:,? \\d{4})?|" + Months
        + " \\d{1,2}(?:st|nd|rd|th)?\\b(?:,? \\d{4})?|" + Months + "\\b(?: \\d{4}\\b)?)";

    /// <summary>Without a word before it, a day is the first: "block it tomorrow", "next Monday".</summary>
    [GeneratedRegex("\\b(?:(?<word>from|starting(?: from| on)?|beginning|as of|effective|on|until|till|through|to|(?:on (?:or|and) )?after) " + Days
        + "|(?<!for )(?<day>tomorrow|immediately|today|next (?:week|month|year)|(?:next |this |coming )(?:mon|tues|wednes|thurs|fri|satur|sun)day))\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex English();

    [GeneratedRegex(
        "(?<!\\b다음?\\s*)(?:(?<iso>\\d{4}-\\d{2}-\\d{2})|(?:(?<year>\\d{4})년\\s*)?(?<month>\\d{1,2})월(?:\\s*(?<date>\\d{1,2})일)?|(?:(?<week>다음\\s*주)\\s*|(?<this>이번\\s*주)\\s*)?(?<weekday>[일월화수목금토])요일|(?<near>오늘|지금|즉시|내일|모레|다음\\s*주|다음\\s*달|내년))\\s*(?<word>부터|까지|이후)"
        + "|(?<!\\b다음?\\s*)(?<near>오늘|지금|즉시|내일|모레|다음\\s*달)(?=[\\s,]|$)(?!\\s*(?:전|이전|안|내|동안|중)(?:에|까지|\\s|$))", RegexOptions.CultureInvariant)]
    private static partial Regex Korean();

    /// <summary>"December", "April 2027".</summary>
    [GeneratedRegex("^" + Months + "(?: \\d{4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthOnly();

    [GeneratedRegex("\\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
