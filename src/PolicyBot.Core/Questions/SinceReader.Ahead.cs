namespace PolicyBot.Core.Questions;

public static partial class SinceReader
{
    /// <summary>How far behind a day its end is looked for, where there is one.</summary>
    private const int MostLetters = 16;

    /// <summary>The days that lie ahead where the text names such: "as of 1 January 2027", "next year", "내년부터"; null where it names
    /// none, or one that may be over ("the report that came out in August").</summary>
    public static Since? Ahead(NormalizedText text, Lexicon lexicon)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            if (!pack.Spaced && !text.HasHangul || !pack.Words.TryGetValue("months", out var months)) continue;
            if ((pack.Spaced ? Before(text, months, "ahead", lexicon, ahead: true)
                : After(text, months, "ahead-after", lexicon, ahead: true)) is { } day) return day;
        }
        if (SaysAhead("tomorrow")) return Since.Day(-1);
        if (SaysAhead("next-week")) return Since.Week(-1);
        if (SaysAhead("next-month")) return Since.Month(-1);
        return SaysAhead("next-year") ? Since.Year(-1) : Within(text, lexicon);

        bool SaysAhead(string list)
        {
            var words = lexicon.Words(list);
            for (var i = 0; i < text.Words.Length; i++)
                if (words.MayBegin(text.Spelling(i)))
                    foreach (var word in words.All)
                        if (text.Letters.AsSpan(text.Words[i].Start).StartsWith(word) && IsWhole(text, i, word.Length, lexicon)) return true;
            return false;
        }
    }

    /// <summary>True where what begins with that word and has so many letters is words of its own: not "내 일정", not "a new yearly
    /// plan", and not "next year's budget".</summary>
    private static bool IsWhole(NormalizedText text, int first, int length, Lexicon lexicon)
    {
        var end = text.Words[first].Start + length;
        var last = first;
        while (text.Words[last].End < end) last++;
        if (last > first && text.Words[first].Hangul && text.Words[first].Length == 1) return false;
        return text.Words[last].End == end
            || text.Words[last].Hangul && lexicon.Words("after-a-day").Begins(text.Letters.AsSpan(end, text.Words[last].End - end));
    }

    /// <summary>"in last August", "published in August".</summary>
    private static bool IsPast(NormalizedText text, int preposition, int month, Lexicon lexicon) =>
        lexicon.Words("before-a-past-day").Contains(text.Spelling(month - 1))
        || preposition > 0 && lexicon.Words("done-on-a-day").Contains(text.Spelling(preposition - 1));

    /// <summary>"작년 8월에", "8월에 낸".</summary>
    private static bool IsPast(ReadOnlySpan<char> letters, int month, int end, Lexicon lexicon) =>
        lexicon.Words("before-a-past-day").Ends(letters[..month]) || lexicon.Words("done-after-a-day").Begins(letters[end..]);

    /// <summary>"from January until September": more than the month.</summary>
    private static Extent ExtentOf(NormalizedText text, int day, Extent named, Lexicon lexicon)
    {
        for (var i = day + 1; i < text.Words.Length && i <= day + MostBetween && !text.Words[i].NewSentence; i++)
            if (lexicon.Words("ahead-until").Contains(text.Spelling(i))) return Extent.Open;
        return named;
    }

    /// <summary>"1월부터 9월까지".</summary>
    private static Extent ExtentOf(ReadOnlySpan<char> letters, int end, Extent named, Lexicon lexicon) =>
        lexicon.Words("ahead-until-after").In(letters[end..Math.Min(letters.Length, end + MostLetters)]).Start >= 0 ? Extent.Open : named;
}
