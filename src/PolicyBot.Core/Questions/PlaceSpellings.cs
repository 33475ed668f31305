namespace PolicyBot.Core.Questions;

/// <summary>A machine by where it stands: "in the control room" for "control room PC" and for "a computer in the control room",
/// "보안 연구실에서" for "보안 연구실 컴퓨터".</summary>
internal static class PlaceSpellings
{
    private const string At = "에서";

    public static IEnumerable<string> Of(string spelling, LanguagePacks packs)
    {
        var words = spelling.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [.. var place, var machine] && Listed("machines", machine, packs))
        {
            if (place.Length > 0 && place[^1][^1] is >= '\uAC00' and <= '\uD7A3')
            {
                if (string.Concat(place).Length >= 3 && Listed("place-endings", place[^1][^1..], packs))
                    yield return string.Join(' ', place) + At;
            }
            else foreach (var form in InPlace(place, packs)) yield return form;
        }
        var where = Array.FindIndex(words, w => Listed("in-a-place", w, packs));
        if (where is 1 or 2 && Listed("machines", words[where - 1], packs))
            foreach (var form in InPlace(words[(where + 1)..], packs)) yield return form;
    }

    private static IEnumerable<string> InPlace(string[] place, LanguagePacks packs)
    {
        var bare = place.SkipWhile(w => Listed("articles", w, packs)).ToArray();
        if (bare.Length < 2) yield break;
        foreach (var pack in packs.ByLanguage.Values)
            foreach (var preposition in pack.Words.GetValueOrDefault("in-a-place", []))
                foreach (var article in pack.Words.GetValueOrDefault("articles", []).Append(""))
                    yield return $"{preposition} {article} {string.Join(' ', bare)}";
    }

    private static bool Listed(string list, string word, LanguagePacks packs) =>
        packs.ByLanguage.Values.Any(p => p.Words.GetValueOrDefault(list, []).Contains(word));
}
