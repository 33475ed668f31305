namespace PolicyBot.Core.Questions;

/// <summary>How Korean says as a clause what the policy calls a purpose by two nouns: "지원자 선별" is "지원자를 고르", "등급 결정"
/// "등급을 정하", too.</summary>
internal static class KoreanDeeds
{
    private static readonly string[] Particles = ["을", "를", "도", "들을", "들", ""];

    /// <param name="lexicon">Whose word lists say which verbs mean what the second noun does.</param>
    public static IEnumerable<string> Of(string spelling, Lexicon lexicon)
    {
        if (spelling.Split(' ') is not [{ Length: >= 2 } thing, { Length: 2 } doing] || !IsHangul(thing) || !IsHangul(doing)) yield break;
        foreach (var group in lexicon.Words("deeds").All)
        {
            var alike = lexicon.Words("deed-" + group).All;
            if (!alike.Contains(doing)) continue;
            foreach (var verb in alike.Where(IsHangul))
                foreach (var particle in Particles)
                    yield return $"{thing}{particle} {verb}";
        }
    }

    private static bool IsHangul(string word) => word.AsSpan().IndexOfAnyExceptInRange('\uAC00', '\uD7A3') < 0;
}
