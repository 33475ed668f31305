using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>Who restricts it: all that match are told, or, when many, the first few told and the rest counted by country.</summary>
internal static class RestrictionAnswers
{
    private const int Many = 6;
    private const int ToldOfMany = 3;

    public static void Write(Draft draft)
    {
        var chosen = SinceAsked(draft, FactChooser.Choose(draft.Question, draft.Knowledge));
        draft.Title = draft.Words.Say(chosen.Facts.IsEmpty ? "title.no-record" : "title.restrictions");
        WriteLeftOut(draft);
        WriteUnknown(draft);
        foreach (var missing in chosen.Missing.Distinct()) WriteMissing(draft, missing, others: !chosen.Facts.IsEmpty);
        if (chosen.Facts.Length > Many) WriteMany(draft, chosen.Facts);
        else
        {
            if (draft.Question.AsksWhen) WriteWhen(draft, chosen.Facts);
            foreach (var fact in chosen.Facts) FactSentences.Write(draft, fact);
        }
        FactSentences.NoteTools(draft, chosen.Facts);
        WriteCaution(draft, chosen.Facts);
        Closing.Write(draft);
        Suggest(draft, chosen);
    }

    /// <summary>What was done since the day that was asked about. Where that is nothing, it is said, and of a body or country that was named
    /// what was done before is told.</summary>
    private static ChosenFacts SinceAsked(Draft draft, ChosenFacts chosen)
    {
        if (draft.Question.Since?.On(draft.Day) is not { } since || chosen.Facts.IsEmpty) return chosen;
        var names = draft.Question.Frame.Actors.Length + draft.Question.Frame.Countries.Length > 0;
        var until = draft.Question.Since?.Until;
        // "did Samsung ban it in 2023?": what came of it is told as well.
        if (until is not null && names) return chosen;
        ImmutableArray<Fact> later = [.. chosen.Facts.Where(f => FactTraits.MayBeSince(f, since) && FactTraits.MayBeUntil(f, until))];
        if (!later.IsEmpty) return chosen with { Facts = later };
        if (until is not null)
        {
            draft.Say(SentenceRole.Verdict, "restrictions.none-in", [Draft.Policy("records")],
                ("year", draft.Words.Date(new PartialDate(since.Year))), ("count", Wording.Number(chosen.Facts.Length)));
            return chosen with { Facts = [] };
        }
        draft.Say(SentenceRole.Verdict, "restrictions.none-since", [Draft.Policy("records")], ("day", draft.Words.Date(since)),
            ("count", Wording.Number(chosen.Facts.Length)));
        return names ? chosen : chosen with { Facts = [] };
    }

    private static void WriteUnknown(Draft draft)
    {
        if (draft.Question.UnknownActor is not { } name || !draft.Question.Frame.Actors.IsEmpty || !draft.Question.Frame.Countries.IsEmpty)
            return;
        draft.Say(SentenceRole.Verdict, "missing.unknown", [Draft.Policy("records")], ("name", GeneralAnswers.Cleaned(name)));
    }

    private static void WriteLeftOut(Draft draft)
    {
        if (draft.Question.LeftOut.IsEmpty) return;
        var names = draft.Question.LeftOut
            .Select(id => draft.Knowledge.Actors.ContainsKey(id) ? draft.Words.Actor(id) : draft.Words.Country(id)).ToArray();
        draft.Say(SentenceRole.Note, "restrictions.left-out", [Draft.Policy("records")], ("names", draft.Words.List(names)));
    }

    private static void WriteMissing(Draft draft, MissingRecord missing, bool others)
    {
        var words = draft.Words;
        var about = missing.Tool is { } tool ? words.Tool(tool) : words.Say("tools.in-general");
        var evidence = missing.Tool is { } id ? Draft.Tools([id]) : [];
        if (missing.Action is { } action)
            draft.Say(SentenceRole.Verdict, "missing.act-" + Kebab.Name(action) + (others ? "-but" : ""), [Draft.Policy("records"), .. evidence],
                ("tool", about));
        else if (missing.Actor is { } actor)
            draft.Say(SentenceRole.Verdict, others ? "missing.actor-but" : "missing.actor", [new(EvidenceKind.Actor, actor), .. evidence],
                ("actor", words.Actor(actor)), ("tool", about));
        else if (missing.Country is { } country)
            draft.Say(SentenceRole.Verdict,
                others ? "missing.country-but" : draft.Question.ActorKinds.IsEmpty ? "missing.country" : "missing.country-kind", [Draft.Policy("records"), .. evidence],
                ("country", words.Country(country)), ("tool", about));
        else if (draft.Question.Region is { } region)
            draft.Say(SentenceRole.Verdict, "missing.region", [Draft.Policy("records"), .. evidence],
                ("region", words.Say("region." + region.Name)), ("tool", about));
        else draft.Say(SentenceRole.Verdict, "missing.all", [Draft.Policy("records"), .. evidence], ("tool", about));
    }

    /// <summary>"Since when, and does it still hold": dates and status before the story.</summary>
    private static void WriteWhen(Draft draft, ImmutableArray<Fact> facts)
    {
        foreach (var fact in facts.Where(f => FactTraits.TellsAnAct(f.Action)).Take(2))
        {
            if (fact.Effective is not { } since) continue;
            draft.Say(SentenceRole.Verdict, "when." + Kebab.Name(fact.Status),
                [.. Draft.Facts([fact]), new(EvidenceKind.Actor, fact.Actor)], ("actor", draft.Words.Actor(fact.Actor)),
                ("action", draft.Words.Term("action.", Kebab.Name(fact.Action))), ("since", draft.Words.Date(since)),
                ("seen", draft.Words.Date(fact.Reported ?? since)));
        }
    }

    private static void WriteMany(Draft draft, ImmutableArray<Fact> facts)
    {
        var countries = facts.Select(f => draft.Knowledge.Actors[f.Actor].Country).Distinct(StringComparer.Ordinal).ToArray();
        draft.Say(SentenceRole.Verdict, countries.Length == 1 ? "many.one-country" : "many.countries", Draft.Facts(facts),
            ("count", Wording.Number(facts.Length)), ("countries", Wording.Number(countries.Length)),
            ("country", draft.Words.Country(countries[0])));
        if (draft.Question.AsksWhen) WriteWhen(draft, facts);
        foreach (var fact in facts.Take(ToldOfMany)) FactSentences.Write(draft, fact);
        draft.Say(SentenceRole.Fact, "many.rest", []);
        FactGroups.Write(draft, facts[ToldOfMany..]);
        draft.Say(SentenceRole.Note, "many.more", []);
    }

    /// <summary>What agencies did is not what their country did: said where a
    /// country is asked about and no national act is among the facts.</summary>
    private static void WriteCaution(Draft draft, ImmutableArray<Fact> facts)
    {
        if (draft.Question.Frame.Countries.IsEmpty || !draft.Question.Frame.Actors.IsEmpty) return;
        foreach (var country in draft.Question.Frame.Countries)
        {
            var there = facts.Where(f => FactTraits.InCountry(draft.Knowledge.Actors[f.Actor], country)).ToArray();
            if (there.Length == 0 || there.Any(f => f.Action == FactAction.NotEstablished)) continue;
            if (there.Any(f => ActsForAll(draft.Knowledge.Actors[f.Actor].Kind))) continue;
            draft.Say(SentenceRole.Note, "caution.bodies", Draft.Facts(there), ("country", draft.Words.Country(country)));
        }
    }

    /// <summary>Governments speak for the country, regulators and courts bind
    /// more than themselves; companies are asked about as such.</summary>
    private static bool ActsForAll(ActorKind kind) => kind is ActorKind.Government or ActorKind.Regulator or ActorKind.Court
        or ActorKind.Company or ActorKind.University;

    private static void Suggest(Draft draft, ChosenFacts chosen)
    {
        var words = draft.Words;
        if (!chosen.Facts.IsEmpty) draft.Suggest(words.Say("suggest.source"), words.Say("suggest.source"));
        foreach (var tool in draft.Question.Frame.Tools.Take(1))
        {
            draft.Suggest(words.Say("suggest.may-i", ("tool", words.Tool(tool))), words.Say("suggest.may-i", ("tool", words.Tool(tool))));
            if (draft.Question.Frame.Actors.Length + draft.Question.Frame.Countries.Length > 0)
                draft.Suggest(words.Say("suggest.who-restricts", ("tool", words.Tool(tool))),
                    words.Say("suggest.who-restricts", ("tool", words.Tool(tool))));
        }
    }
}
