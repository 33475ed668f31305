namespace PolicyBot.Core.Knowledge;

/// <summary>Days as files write them: `yyyy-MM-dd`. The framework's own reading of dates compares the hyphens by a culture's collation,
/// whose tables take a process of one question longer to open than the whole of a file.</summary>
public static class IsoDay
{
    /// <summary>Takes what <see cref="DateOnly.TryParseExact(string, string, IFormatProvider, System.Globalization.DateTimeStyles, out DateOnly)"/>
    /// takes of that format in the invariant culture.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        var (year, month, date) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        if (year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month)) return false;
        day = new(year, month, date);
        return true;
    }

    /// <summary>-1 where it holds anything but digits.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
