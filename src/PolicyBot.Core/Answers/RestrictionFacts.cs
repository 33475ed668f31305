using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Who restricts a tool, and what has someone done: every fact that matches, nothing beside it.</summary>
internal static class RestrictionFacts
{
    public static ChosenFacts Choose(Question question, KnowledgeBase knowledge)
    {
        var found = new List<Fact>();
        var missing = new List<MissingRecord>();
        // "was OpenAI fined?": what was done about its tools, not what it did.
        ImmutableArray<string> targets = [.. question.Frame.Actors.Where(a => IsTarget(a, question, knowledge))];
        ImmutableArray<string> actors = [.. question.Frame.Actors.Except(targets)];
        var tools = AskedTools(question, targets, knowledge);
        foreach (var actor in actors)
            foreach (var tool in OrNull(tools)) Add(OfActor(actor, tool, question, knowledge), new(actor, null, tool));
        foreach (var country in CountriesBeside(actors, question, knowledge))
            foreach (var tool in OrNull(tools)) Add(OfCountry(country, tool, question, knowledge), new(null, country, tool));
        if (question.UsStates && actors.IsEmpty)
            foreach (var tool in OrNull(tools)) Add(OfUsStates(tool, question, knowledge), new(null, "US", tool));
        if (question.UnknownActor is null && actors.IsEmpty && question.Frame.Countries.IsEmpty && !question.UsStates)
            AddOfAnyone();
        // Nobody asked for each of a maker's tools: one that something is known of is enough.
        if (targets.Length > 0)
            foreach (var alike in missing.GroupBy(m => (m.Actor, m.Country)).Where(g => g.Count() < tools.Length).ToArray())
                missing.RemoveAll(alike.Contains);
        return new(FactOrder.Sort(WithSuccessors(found, knowledge), question, knowledge), [.. missing]);

        void AddOfAnyone()
        {
            var asked = (tools.IsEmpty ? knowledge.Set.Facts : tools.SelectMany(t => On(t, question, knowledge)).DistinctBy(f => f.Id))
                .Where(f => question.Actions.Contains(f.Action) && IsAsked(f, question, knowledge)).ToArray();
            if (asked.Length > 0) Add(asked, new(null, null, null));
            else if (question.Actions.IsEmpty || tools.IsEmpty)
                foreach (var tool in OrNull(tools))
                    Add(On(tool, question, knowledge).Where(f => IsAsked(f, question, knowledge)), new(null, null, tool));
            else
            {
                missing.AddRange(tools.Select(t => new MissingRecord(null, null, t, question.Actions[0])));
                found.AddRange(FactChooser.ChooseNearest(question with { Frame = question.Frame with { Tools = tools } }, knowledge)
                    .Where(f => IsAsked(f, question, knowledge)));
            }
        }

        void Add(IEnumerable<Fact> facts, MissingRecord otherwise)
        {
            var before = found.Count;
            found.AddRange(facts.Where(f => !IsLeftOut(f, question, knowledge)));
            if (found.Skip(before).All(f => !Answers(f, otherwise, knowledge))) missing.Add(otherwise);
        }
    }

    private static bool IsLeftOut(Fact fact, Question question, KnowledgeBase knowledge) =>
        question.LeftOut.Any(id => fact.Actor == id || FactTraits.InCountry(knowledge.Actors[fact.Actor], id));

    /// <summary>A group's fact or another body's does not answer whether this body acted on this tool; the answer then says so.</summary>
    private static bool Answers(Fact fact, MissingRecord asked, KnowledgeBase knowledge) =>
        (asked.Actor is null || fact.Actor == asked.Actor
            || ActsThroughOthers(asked.Actor, knowledge) && IsBelow(fact.Actor, asked.Actor, knowledge)) &&
        (asked.Tool is null || fact.Tools.Any(t => knowledge.ToolOf(t) == asked.Tool) || IsVendor(fact.Actor, asked.Tool, knowledge));

    /// <summary>A maker of tools that is not on record as having done itself what is asked about.</summary>
    private static bool IsTarget(string actor, Question question, KnowledgeBase knowledge) =>
        !question.Actions.IsEmpty && knowledge.Set.Tools.Any(t => IsVendor(actor, t.Id, knowledge))
        && !knowledge.FactsByActor.GetValueOrDefault(actor, []).Any(f => question.Actions.Contains(f.Action));

    private static ImmutableArray<string> AskedTools(Question question, ImmutableArray<string> targets, KnowledgeBase knowledge) =>
        !question.Frame.Tools.IsEmpty ? question.Frame.Tools
            : targets.Length > 0 ? [.. knowledge.Set.Tools.Where(t =>
                knowledge.FactsByTool.ContainsKey(t.Id) && targets.Any(a => IsVendor(a, t.Id, knowledge))).Select(t => t.Id)]
            : question.ToolCountries.IsEmpty ? []
            : [.. knowledge.Set.Tools.Where(t => question.ToolCountries.Contains(t.Country) && knowledge.FactsByTool.ContainsKey(t.Id))
                .Select(t => t.Id)];

    private static string?[] OrNull(ImmutableArray<string> tools) => tools.IsEmpty ? [null] : [.. tools];

    /// <summary>A country beside an actor of it only tells which actor is
    /// meant; beside a vendor, what the vendor was asked about.</summary>
    private static IEnumerable<string> CountriesBeside(ImmutableArray<string> actors, Question question, KnowledgeBase knowledge) =>
        question.Frame.Countries.Where(c => !actors.Any(a => FactTraits.InCountry(knowledge.Actors[a], c)
            || question.Frame.Tools.Any(t => IsVendor(a, t, knowledge))));

    private static IEnumerable<Fact> OfActor(string actor, string? tool, Question question, KnowledgeBase knowledge)
    {
        var all = knowledge.FactsByActor.GetValueOrDefault(actor, []);
        if (tool is null)
            return question.GenerativeAi && all.Any(f => f.ToolGroup is not null) ? all.Where(f => f.ToolGroup is not null) : all;
        if (IsVendor(actor, tool, knowledge)) return all;
        var direct = all.Where(f => f.Tools.Any(t => knowledge.ToolOf(t) == tool)).ToArray();
        // A legislature acts through its chambers, whatever it has before it as a whole.
        if (knowledge.Actors[actor].Kind == ActorKind.Legislature
            && OfBodiesBelow(actor, tool, knowledge).ToArray() is { Length: > 0 } chambers) return direct.Concat(chambers);
        if (direct.Any(f => FactTraits.TellsAnAct(f.Action))) return direct;
        var general = all.Where(f => FactTraits.GroupCovers(f, knowledge.Tools[tool]));
        if (direct.Length > 0) return direct.Concat(general);
        var below = OfBodiesBelow(actor, tool, knowledge).ToArray();
        return below.Length > 0 ? below : general.Concat(NotEstablishedAround(actor, tool, knowledge));
    }

    /// <summary>A government acts through its ministries and agencies.</summary>
    private static IEnumerable<Fact> OfBodiesBelow(string actor, string tool, KnowledgeBase knowledge) =>
        !ActsThroughOthers(actor, knowledge) ? []
            : knowledge.FactsByTool.GetValueOrDefault(tool, [])
                .Where(f => FactTraits.TellsAnAct(f.Action) && IsBelow(f.Actor, actor, knowledge));

    private static bool ActsThroughOthers(string actor, KnowledgeBase knowledge) =>
        knowledge.Actors[actor].Kind is ActorKind.Government or ActorKind.Legislature;

    private static bool IsBelow(string actor, string above, KnowledgeBase knowledge) =>
        Parents(knowledge.Actors[actor], knowledge).Contains(above);

    /// <summary>What a source says is not known of the bodies above this one and, for a public body, of its country.</summary>
    private static IEnumerable<Fact> NotEstablishedAround(string actor, string tool, KnowledgeBase knowledge)
    {
        var about = knowledge.Actors[actor];
        var above = Parents(about, knowledge).ToArray();
        return knowledge.FactsByTool.GetValueOrDefault(tool, []).Where(f => f.Action == FactAction.NotEstablished
            && (above.Contains(f.Actor) || (FactTraits.IsPublic(about.Kind) && IsNational(knowledge.Actors[f.Actor])
                && knowledge.Actors[f.Actor].Country == about.Country)));
    }

    private static bool IsNational(Actor actor) => FactTraits.IsPublic(actor.Kind) && actor.Region is null;

    private static IEnumerable<string> Parents(Actor actor, KnowledgeBase knowledge)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = actor.Parent; at is not null && seen.Add(at); at = knowledge.Actors.GetValueOrDefault(at)?.Parent) yield return at;
    }

    private static IEnumerable<Fact> OfCountry(string country, string? tool, Question question, KnowledgeBase knowledge) =>
        OfCountry([.. On(tool, question, knowledge, country).Where(f => FactTraits.InCountry(knowledge.Actors[f.Actor], country))],
            tool, question, knowledge);

    /// <summary>A country acts by its authorities. Its companies count where anyone there is asked about, or no authority is on record.
    /// </summary>
    private static IEnumerable<Fact> OfCountry(Fact[] there, string? tool, Question question, KnowledgeBase knowledge)
    {
        if (!question.ActorKinds.IsEmpty) return there.Where(f => KindAsked(f, question, knowledge));
        var ofAuthorities = Array.FindAll(there, f => FactTraits.IsPublic(knowledge.Actors[f.Actor].Kind));
        return question.AnyoneThere || tool is not null && ofAuthorities.Length == 0 ? there : ofAuthorities;
    }

    private static IEnumerable<Fact> OfUsStates(string? tool, Question question, KnowledgeBase knowledge) =>
        On(tool, question, knowledge, "US")
            .Where(f => knowledge.Actors[f.Actor] is { Country: "US" } actor && FactTraits.IsPublic(actor.Kind)
            && (actor.Region is not null
                || (actor.Kind == ActorKind.Government && f.Statement.Contains(" states", StringComparison.Ordinal))));

    private static bool IsAsked(Fact fact, Question question, KnowledgeBase knowledge) => KindAsked(fact, question, knowledge)
        && (question.Region is not { } region || region.Countries.Contains(knowledge.Actors[fact.Actor].Country));

    private static bool KindAsked(Fact fact, Question question, KnowledgeBase knowledge) =>
        question.ActorKinds.IsEmpty || question.ActorKinds.Contains(knowledge.Actors[fact.Actor].Kind);

    /// <param name="place">No others than that country's or region's are needed.</param>
    private static IReadOnlyList<Fact> On(string? tool, Question question, KnowledgeBase knowledge, string? place = null)
    {
        if (tool is not null) return knowledge.FactsByTool.GetValueOrDefault(tool, []);
        var placed = !question.Frame.Countries.IsEmpty || !question.ActorKinds.IsEmpty || question.UsStates;
        // "which AI apps did Tennessee ban?": by name, where it has said nothing of all of them.
        if (!placed || question.GenerativeAi && (place is null
            || knowledge.GroupFacts.Any(f => FactTraits.InCountry(knowledge.Actors[f.Actor], place)))) return knowledge.GroupFacts;
        return place is null ? knowledge.Set.Facts : knowledge.FactsByPlace.GetValueOrDefault(place, []);
    }

    private static bool IsVendor(string actor, string tool, KnowledgeBase knowledge) =>
        knowledge.Actors[actor] is { Kind: ActorKind.Company } company
        && (string.Equals(company.Name, knowledge.Tools[tool].Vendor, StringComparison.OrdinalIgnoreCase)
            || company.Aliases.Contains(knowledge.Tools[tool].Vendor, StringComparer.OrdinalIgnoreCase));

    /// <summary>With what superseded or lifted them, however long the chain.</summary>
    private static List<Fact> WithSuccessors(List<Fact> facts, KnowledgeBase knowledge)
    {
        var all = facts.DistinctBy(f => f.Id).ToList();
        var ids = all.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
            if (all[i].SupersededBy is { } next && ids.Add(next)) all.Add(knowledge.Facts[next]);
        return all;
    }
}
