using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>"senate staff" for "US Senate": the people of a legislature whose name, its country aside, is that of no other body.</summary>
internal static class LegislatorSpellings
{
    /// <summary>The legislature's id, its name without the country, and a word for its people.</summary>
    public sealed record Spelling(string Id, string Name, string People);

    private sealed record Named(Actor Actor, string Name);

    public static IEnumerable<Spelling> Of(KnowledgeBase kb, LanguagePacks packs) =>
        packs.ByLanguage.Values.Where(p => p.Words.ContainsKey("people-of")).SelectMany(pack => kb.Set.Actors
            .Where(a => a.Kind == ActorKind.Legislature && pack.Countries.ContainsKey(a.Country))
            .SelectMany(a => WithoutCountry(a, pack).Select(name => new Named(a, name)))
            .GroupBy(b => b.Name, StringComparer.OrdinalIgnoreCase)
            .Where(named => named.All(b => b.Actor.Id == named.First().Actor.Id) && !IsCommon(named.Key, pack) && !IsTaken(named.Key, kb))
            .SelectMany(named => pack.Words["people-of"].Select(people =>
                new Spelling(named.First().Actor.Id, named.Key, people))));

    private static IEnumerable<string> WithoutCountry(Actor actor, LanguagePack pack) =>
        actor.Aliases.Prepend(actor.Name).SelectMany(Spellings.OfActor).SelectMany(name => pack.Countries[actor.Country]
            .Where(c => name.StartsWith(c + " ", StringComparison.OrdinalIgnoreCase)).Select(c => name[(c.Length + 1)..]))
            .Where(name => !name.Contains(' ', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>"parliament" alone may be that of any country.</summary>
    private static bool IsCommon(string name, LanguagePack pack) =>
        pack.Bodies.Any(b => b.Words.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static bool IsTaken(string name, KnowledgeBase kb) =>
        kb.Set.Actors.Any(a => a.Kind != ActorKind.Legislature
            && a.Aliases.Prepend(a.Name).Contains(name, StringComparer.OrdinalIgnoreCase));
}
