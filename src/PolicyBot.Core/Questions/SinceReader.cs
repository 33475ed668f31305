namespace PolicyBot.Core.Questions;

/// <summary>Reads since when somebody wants to know what changed: "since September", "after 3 March 2026", "9월 이후", "올해"; or in which
/// year or month: "in 2025", "2025년에", "in June 2026".</summary>
public static partial class SinceReader
{
    /// <summary>Words that may stand between "since" and the month.</summary>
    private const int MostBetween = 3;

    /// <summary>Null where the text names no such day.</summary>
    /// <param name="days">"today" and "yesterday" are such days; else they only say when somebody asks.</param>
    public static Since? Of(NormalizedText text, Lexicon lexicon, bool days)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            if (!pack.Spaced && !text.HasHangul || !pack.Words.TryGetValue("months", out var months)) continue;
            if ((pack.Spaced ? Before(text, months, "since", lexicon, ahead: false)
                : After(text, months, "since-after", lexicon, ahead: false)) is { } day) return day;
        }
        if (WithinMonth(text, lexicon) is { } month) return month;
        if (Within(text, lexicon) is { } within) return within;
        if (Says("this-week")) return Since.Week(0);
        if (Says("last-week")) return Since.Week(1);
        if (Says("this-month")) return Since.Month(0);
        if (Says("last-month")) return Since.Month(1);
        if (Says("this-year")) return Since.Year(0);
        if (Says("last-year")) return Since.Year(1);
        if (!days) return null;
        return SaysDay("today") ? Since.Day(0) : SaysDay("yesterday") ? Since.Day(1) : null;

        // A word of its own, and not the end of the time that is asked about.
        bool SaysDay(string words)
        {
            for (var i = 0; i < text.Words.Length; i++)
            {
                var (start, end) = (text.Words[i].Start, text.Words[i].End);
                if (!text.Words[i].Hangul)
                {
                    if (lexicon.Words(words).Contains(text.Spelling(i)) && (i == 0 || !lexicon.Words("up-to-before").Contains(text.Spelling(i - 1))))
                        return true;
                }
                else if (lexicon.Words(words).Beginning(text.Letters.AsSpan(start, end - start)) is > 0 and var length
                    && !lexicon.Words("up-to-after").Begins(text.Letters.AsSpan(start + length))) return true;
            }
            return false;
        }

        bool Says(string words) => lexicon.Words(words).In(text.Letters).Start >= 0;
    }

    /// <summary>"since [the end of] [3] September [3] [2026]", "since 2026".</summary>
    private static Since? Before(NormalizedText text, IReadOnlyList<string> months, string list, Lexicon lexicon, bool ahead)
    {
        for (var i = 0; i < text.Words.Length; i++)
        {
            if (!lexicon.Words(list).Contains(text.Spelling(i))) continue;
            for (var j = i + 1; j < text.Words.Length && j <= i + 1 + MostBetween; j++)
            {
                var month = MonthOf(text.Spelling(j), months);
                if (month > 0)
                {
                    var (year, day) = (YearAt(text, j + 1) ?? YearAt(text, j + 2), DayAt(text, j + 1) ?? DayAt(text, j - 1));
                    // "from the client may I": no month.
                    if (j > i + 1 && year is null && day is null && lexicon.Words("also-months").Contains(text.Spelling(j))) continue;
                    if (ahead && year is null && IsPast(text, i, j, lexicon)) continue;
                    return Since.Date(year, month, day ?? 1) with
                    {
                        Extent = ExtentOf(text, j, day is null ? Extent.Month : Extent.Day, lexicon),
                    };
                }
                if (YearAt(text, j) is { } alone && MonthOf(j + 1 < text.Words.Length ? text.Spelling(j + 1) : "", months) == 0)
                    return Since.Date(alone, 1, 1) with { Extent = ExtentOf(text, j, Extent.Year, lexicon) };
            }
        }
        return null;
    }

    /// <summary>"in June 2026", "2026년 6월에".</summary>
    private static Since? WithinMonth(NormalizedText text, Lexicon lexicon)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            if (!pack.Words.TryGetValue("months", out var months)) continue;
            if (pack.Spaced)
            {
                for (var i = 1; i + 1 < text.Words.Length; i++)
                    if (lexicon.Words("within").Contains(text.Spelling(i - 1)) && MonthOf(text.Spelling(i), months) is > 0 and var month
                        && YearAt(text, i + 1) is { } year) return Since.Within(year, month);
            }
            else if (text.HasHangul)
                for (var month = months.Count; month > 0; month--)
                    if (text.Letters.IndexOf(months[month - 1], StringComparison.Ordinal) is > 0 and var at
                        && YearEnding(text.Letters, at, lexicon) is { } year
                        && lexicon.Words("within-after").Begins(text.Letters.AsSpan(at + months[month - 1].Length))) return Since.Within(year, month);
        }
        return null;
    }

    /// <summary>"in 2025", "during 2025", "2025년에".</summary>
    private static Since? Within(NormalizedText text, Lexicon lexicon)
    {
        for (var i = 1; i < text.Words.Length; i++)
            if (lexicon.Words("within").Contains(text.Spelling(i - 1)) && YearAt(text, i) is { } year) return Since.Within(year);
        var letters = text.Letters.AsSpan();
        for (var at = 0; at + 4 < letters.Length; at++)
            if (Counted(letters, at, lexicon.Words("year-unit")) is ( >= 1900 and <= 2200 and var year, var end)
                && lexicon.Words("within-after").Begins(letters[end..])) return Since.Within(year);
        return null;
    }

    /// <summary>"[2026년] 9월 [3일] [초] 이후", "2026년 이후".</summary>
    private static Since? After(NormalizedText text, IReadOnlyList<string> months, string list, Lexicon lexicon, bool ahead)
    {
        var letters = text.Letters.AsSpan();
        for (var month = months.Count; month > 0; month--)
        {
            var at = letters.IndexOf(months[month - 1]);
            if (at < 0 || at > 0 && char.IsAsciiDigit(letters[at - 1])) continue;
            var end = at + months[month - 1].Length;
            var (day, afterDay) = Counted(letters, end, lexicon.Words("day-unit"));
            if (!Follows(list, letters, afterDay, lexicon)) continue;
            var year = YearEnding(letters, at, lexicon);
            if (ahead && year is null && IsPast(letters, at, afterDay, lexicon)) continue;
            return Since.Date(year, month, day ?? 1) with
            {
                Extent = ExtentOf(letters, afterDay, day is null ? Extent.Month : Extent.Day, lexicon),
            };
        }
        for (var at = letters.IndexOfAnyInRange('1', '9'); at >= 0 && at + 4 < letters.Length; at++)
            if (Counted(letters, at, lexicon.Words("year-unit")) is ( >= 1900 and <= 2200 and var year, var end)
                && Follows(list, letters, end, lexicon))
                return Since.Date(year, 1, 1) with { Extent = ExtentOf(letters, end, Extent.Year, lexicon) };
        return null;
    }

    /// <summary>Within a letter ("9월 초 이후").</summary>
    private static bool Follows(string list, ReadOnlySpan<char> letters, int at, Lexicon lexicon)
    {
        for (var i = at; i < letters.Length && i <= at + 1; i++)
            if (lexicon.Words(list).Begins(letters[i..])) return true;
        return false;
    }

    /// <summary>The number that begins there, before that unit, and where both end; null and where it began if there is none.</summary>
    private static (int? Number, int End) Counted(ReadOnlySpan<char> letters, int at, WordList unit)
    {
        var end = at;
        while (end < letters.Length && end < at + 4 && char.IsAsciiDigit(letters[end])) end++;
        return end > at && unit.Beginning(letters[end..]) is > 0 and var length
            ? (int.Parse(letters[at..end], System.Globalization.CultureInfo.InvariantCulture), end + length) : (null, at);
    }

    private static int? YearEnding(ReadOnlySpan<char> letters, int end, Lexicon lexicon)
    {
        for (var start = Math.Max(0, end - 5); start < end; start++)
            if (Counted(letters, start, lexicon.Words("year-unit")) is ( >= 1900 and <= 2200 and var year, var stop) && stop == end)
                return year;
        return null;
    }

    private static int MonthOf(ReadOnlySpan<char> word, IReadOnlyList<string> months)
    {
        for (var i = 0; i < months.Count; i++)
            if (word.SequenceEqual(months[i]) || word.Length is 3 or 4 && months[i].AsSpan().StartsWith(word)) return i + 1;
        return 0;
    }

    private static int? YearAt(NormalizedText text, int word) => NumberAt(text, word) is >= 1900 and <= 2200 and var year ? year : null;

    private static int? DayAt(NormalizedText text, int word) => NumberAt(text, word) is >= 1 and <= 31 and var day ? day : null;

    private static int? NumberAt(NormalizedText text, int word) =>
        word >= 0 && word < text.Words.Length && text.Words[word].Length <= 4
            && int.TryParse(text.Spelling(word), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                out var number) ? number : null;
}
