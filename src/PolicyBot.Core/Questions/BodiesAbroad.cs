using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>"미국에서 … 국방부": a body whose name alone is one here, and with the country's before it that country's.</summary>
internal static class BodiesAbroad
{
    public static List<Mention> Of(List<Mention> mentions, NormalizedText text, KnowledgeBase kb, Lexicon lexicon)
    {
        if (!mentions.Exists(m => m.Kind == NameKind.Actor) || !mentions.Exists(m => m.Kind == NameKind.Country)) return mentions;
        return mentions.ConvertAll(m => m.Kind == NameKind.Actor && Abroad(m) is { } abroad ? m with { Id = abroad } : m);

        string? Abroad(Mention body)
        {
            var home = kb.Actors[body.Id].Country;
            foreach (var country in mentions)
            {
                if (country.Kind != NameKind.Country || country.Id == home) continue;
                var name = string.Concat(text.Letters.AsSpan(country.Start..country.End), text.Letters.AsSpan(body.Start..body.End));
                if (lexicon.Names.TryGetValue(name, out var entries) && entries.Find(e => e.Kind == NameKind.Actor) is { } named) return named.Id;
            }
            return null;
        }
    }
}
