using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>Many facts in few lines: by country and action, counted, the first bodies named.</summary>
internal static class FactGroups
{
    private const int MostCountries = 8;
    private const int MostBodies = 3;

    public static void Write(Draft draft, ImmutableArray<Fact> facts)
    {
        var countries = facts.GroupBy(f => draft.Knowledge.Actors[f.Actor].Country, StringComparer.Ordinal).ToArray();
        if (countries.Length == 1)
            foreach (var action in facts.GroupBy(f => f.Action))
                draft.Add(SentenceRole.Fact, RuleSentences.Upper(OfAction(draft, action)), Draft.Facts(action));
        else
            foreach (var country in countries.Take(MostCountries))
                draft.Say(SentenceRole.Fact, "many.line", Draft.Facts(country), ("country", draft.Words.Country(country.Key)),
                    ("actions", string.Join("; ", country.GroupBy(f => f.Action).Select(a => OfAction(draft, a)))));
        var others = countries.Length == 1 ? [] : countries.Skip(MostCountries).ToArray();
        if (others.Length > 0)
            draft.Say(SentenceRole.Fact, "many.others", Draft.Facts(others.SelectMany(o => o)),
                ("count", Wording.Number(others.Sum(o => o.Count()))),
                ("countries", draft.Words.Shortened([.. others.Select(o => draft.Words.Country(o.Key))], 12)));
    }

    private static string OfAction(Draft draft, IGrouping<FactAction, Fact> facts)
    {
        var bodies = facts.Select(f => draft.Words.Actor(f.Actor)).Distinct(StringComparer.Ordinal).ToArray();
        return draft.Words.Say("many.action", ("action", draft.Words.Term("action.", Kebab.Name(facts.Key))),
            ("bodies", draft.Words.Shortened(bodies, MostBodies)));
    }
}
