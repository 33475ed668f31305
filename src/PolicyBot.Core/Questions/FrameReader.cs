using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What a question names, by kind. A company is among the actors where it acts, not where it is named as a tool's maker.</summary>
internal static class FrameReader
{
    public static Frame Read(ToolReading tools, List<Mention> mentions, Cues cues, KnowledgeBase kb, Lexicon lexicon)
    {
        var actors = Actors(tools, mentions, cues, kb, lexicon);
        var countries = Ids(mentions, NameKind.Country);
        if (countries.Length > 0)
            countries = [.. countries.Except(tools.ToolCountries)
                .Where(c => !actors.Any(a => kb.Actors[a].Country == c || kb.Actors[a].Region == c))];
        var (data, purposes) = (Ids(mentions, NameKind.Data), Ids(mentions, NameKind.Purpose));
        // "what about OpenAI for summaries?" asks for a tool, though its maker has the name, too.
        if (tools.CandidatesAreActor && actors.Length == 1 && countries.Length == 0 && data.Length + purposes.Length > 0
            && !cues.Any("restrict-strong", "restrict-word")) actors = [];
        return new()
        {
            Tools = tools.Tools,
            Editions = tools.Editions,
            Data = data,
            Devices = Ids(mentions, NameKind.Device),
            Purposes = purposes,
            Actors = actors,
            Countries = countries,
        };
    }

    private static ImmutableArray<string> Actors(ToolReading tools, List<Mention> mentions, Cues cues, KnowledgeBase kb, Lexicon lexicon)
    {
        var actors = Ids(mentions, NameKind.Actor);
        if (actors.Length == 0 && !cues.Has("themselves")) return actors;
        var makers = tools.Tools.Select(t => lexicon.VendorKey(kb.Tools[t])).ToHashSet();
        actors = [.. actors.Where(a => !IsMaker(kb.Actors[a], makers) || tools.CandidatesAreActor || Acts(a))];
        if (actors.Length > 0 || !cues.Has("themselves")) return actors;
        return [.. lexicon.Companies.Where(c => makers.Any(m => c.Key.StartsWith(m, StringComparison.Ordinal))).Select(c => c.Id)];

        // "did Anthropic close Claude for …": the maker is asked about, not only its tool.
        bool Acts(string actor) => mentions.Exists(m => m.Kind == NameKind.Actor && m.Id == actor && cues.At("vendor-acts", m));
    }

    private static ImmutableArray<string> Ids(List<Mention> mentions, NameKind kind)
    {
        var ids = ImmutableArray<string>.Empty;
        foreach (var mention in mentions)
            if (mention.Kind == kind && !ids.Contains(mention.Id)) ids = ids.Add(mention.Id);
        return ids;
    }

    private static bool IsMaker(Actor actor, HashSet<string> makers) =>
        actor.Kind == ActorKind.Company && actor.Aliases.Prepend(actor.Name).Any(n => makers.Contains(NormalizedText.Key(n)));
}
