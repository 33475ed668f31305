namespace PolicyBot.Core.Questions;

/// <summary>A word that goes on behind what is done or looked after, and names who works there: "연구소", "번역팀", "개인정보보호실". "코딩실력" and
/// "번역과" do not.</summary>
internal static class Workplaces
{
    /// <param name="rest">What follows the name within its word.</param>
    public static bool IsMeant(NameKind kind, ReadOnlySpan<char> rest, Lexicon lexicon) => kind switch
    {
        NameKind.Purpose => Begin(lexicon.Words("workplaces"), rest, lexicon),
        NameKind.Data => Begin(lexicon.Words("guards"), rest, lexicon),
        _ => false,
    };

    private static bool Begin(WordList places, ReadOnlySpan<char> rest, Lexicon lexicon)
    {
        if (places.Beginning(rest) is not (> 0 and var length)) return false;
        var tail = rest[length..];
        return tail.IsEmpty || lexicon.Particles.Contains(tail) || lexicon.Words("after-a-workplace").Begins(tail);
    }
}
