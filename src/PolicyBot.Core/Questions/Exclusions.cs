using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Bodies and countries that a question leaves out: "who besides Korea", "삼성 말고".</summary>
internal static class Exclusions
{
    /// <summary>Only of a question about what others did; elsewhere such a word says something else ("other than Chinese tools").</summary>
    public static ImmutableArray<Mention> Of(
        List<Mention> mentions, NormalizedText text, Cues cues, Conversation conversation, Lexicon lexicon)
    {
        if (!mentions.Exists(IsPlace)) return [];
        if (conversation.Intent != Intent.Restrictions && !cues.Any("restrict-word", "restrict-strong")) return [];
        var places = mentions.Where(IsPlace).OrderBy(m => m.Start).ToArray();
        var left = new bool[places.Length];
        for (var i = 0; i < places.Length; i++)
            left[i] = IsAfter(places[i], text, lexicon) || IsBefore(places[i], text, lexicon)
                || i > 0 && left[i - 1] && IsListed(places[i - 1], places[i], text, lexicon) && IsAfter(FirstOf(i), text, lexicon);
        for (var i = places.Length - 2; i >= 0; i--)
            left[i] |= left[i + 1] && IsBefore(places[i + 1], text, lexicon) && IsListed(places[i], places[i + 1], text, lexicon);
        return [.. places.Where((_, i) => left[i])];

        // "besides Korea and Italy": what stands before the first says it of all.
        Mention FirstOf(int i)
        {
            while (i > 0 && left[i - 1] && IsListed(places[i - 1], places[i], text, lexicon)) i--;
            return places[i];
        }
    }

    private static bool IsPlace(Mention m) => m.Kind is NameKind.Actor or NameKind.Country;

    private static bool IsAfter(Mention m, NormalizedText text, Lexicon lexicon)
    {
        for (var end = m.From; end > 0 && end > m.From - 3 && !text.Words[end].NewSentence; end--)
        {
            for (var from = end - 1; from >= Math.Max(0, end - 3) && (from == end - 1 || !text.Words[from + 1].NewSentence); from--)
                if (lexicon.Words("leaves-out").Contains(text.Letters.AsSpan(text.Words[from].Start..text.Words[end - 1].End))) return true;
            if (!lexicon.Words("before-a-place").Contains(text.Spelling(end - 1))) return false;
        }
        return false;
    }

    private static bool IsBefore(Mention m, NormalizedText text, Lexicon lexicon) =>
        lexicon.Words("left-out-after").Begins(text.Letters.AsSpan(m.End));

    private static bool IsListed(Mention one, Mention next, NormalizedText text, Lexicon lexicon)
    {
        var between = text.Letters.AsSpan(one.End..Math.Max(one.End, next.Start));
        return between.IsEmpty || lexicon.Words("and").Contains(between);
    }
}
