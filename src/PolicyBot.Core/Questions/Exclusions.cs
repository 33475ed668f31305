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
        var left = ImmutableArray.CreateBuilder<Mention>();
        foreach (var list in Lists([.. mentions.Where(IsPlace).OrderBy(m => m.Start)], text, lexicon))
            if (IsAfterSuchAWord(list[0], text, lexicon) || IsBeforeSuchAWord(list[^1], text, lexicon)) left.AddRange(list);
        return left.ToImmutable();
    }

    /// <summary>"Korea and Italy", "한국이랑 이탈리아": what is said of one is said of all.</summary>
    private static List<List<Mention>> Lists(Mention[] places, NormalizedText text, Lexicon lexicon)
    {
        var lists = new List<List<Mention>>();
        foreach (var place in places)
            if (lists.Count > 0 && IsListed(lists[^1][^1], place, text, lexicon)) lists[^1].Add(place);
            else lists.Add([place]);
        return lists;
    }

    private static bool IsPlace(Mention m) => m.Kind is NameKind.Actor or NameKind.Country;

    private static bool IsAfterSuchAWord(Mention m, NormalizedText text, Lexicon lexicon)
    {
        for (var end = m.From; end > 0 && end > m.From - 3 && !text.Words[end].NewSentence; end--)
        {
            for (var from = end - 1; from >= Math.Max(0, end - 3) && (from == end - 1 || !text.Words[from + 1].NewSentence); from--)
                if (lexicon.Words("leaves-out").Contains(text.Letters.AsSpan(text.Words[from].Start..text.Words[end - 1].End))) return true;
            if (!lexicon.Words("before-a-place").Contains(text.Spelling(end - 1))) return false;
        }
        return false;
    }

    private static bool IsBeforeSuchAWord(Mention m, NormalizedText text, Lexicon lexicon) =>
        lexicon.Words("left-out-after").Begins(text.Letters.AsSpan(m.End));

    private static bool IsListed(Mention one, Mention next, NormalizedText text, Lexicon lexicon)
    {
        var between = text.Letters.AsSpan(one.End..Math.Max(one.End, next.Start));
        return between.IsEmpty || lexicon.Words("and").Contains(between);
    }
}
