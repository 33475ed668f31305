using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What a text was found to speak of, before it is known what it asks. <paramref name="UnknownActor"/>: in its normalised
/// letters.</summary>
internal sealed record Reading(Frame Frame, ImmutableArray<ActorKind> ActorKinds, ImmutableArray<string> ToolKinds,
    ImmutableArray<string> Clauses, string? UnknownActor, bool IsAboutTheRest, bool FewWords, Findings Found)
{
    private const int Few = 8, FewOfAFollowUp = 14, Many = 45;

    public static Reading Of(string text, Naming naming, Meant meant, ToolReading tools, Frame frame, Conversation conversation,
        KnowledgeBase kb, Lexicon lexicon)
    {
        var (normal, cues) = (naming.Text, naming.Cues);
        var own = OwnName.IsIn(normal, naming.Mentions, lexicon);
        var (actorKinds, toolKinds) = KindReader.Of(normal, lexicon);
        var namesActor = frame.Actors.Length + frame.Countries.Length > 0;
        if (own || namesActor && !cues.Has("asks-kind")) actorKinds = [];
        var clauses = ClauseReader.Of(text, lexicon);
        var words = normal.Words.Length;
        var fewWords = words <= Few || words <= FewOfAFollowUp && cues.Has("follow-up");
        var subject = frame.Tools.Length > 0 || tools.Candidates.Length > 0;
        var afterOthers = conversation.Intent == Intent.Restrictions;
        var (leavesOut, region) = (meant.LeftOut.Length > 0, meant.Region);
        // "is Anthropic allowed": what the company sells, not what it did.
        var isSold = tools.CandidatesAreActor && cues.Has("vendor-permission") && !cues.Has("restrict-strong");
        var named = namesActor && !isSold;
        var unknownActor = !named && region is null && !own && !leavesOut && subject
            ? Strangers.Actor(normal, naming.Mentions, lexicon) : null;
        var found = new Findings(
            Subject: subject || frame.Editions.Length > 0,
            Topic: frame.Data.Length + frame.Devices.Length + frame.PossibleDevices.Length + frame.Purposes.Length + meant.Undone.Length > 0,
            Data: frame.Data.Length > 0,
            Actor: named || region is not null && (subject || afterOthers) || leavesOut || unknownActor is not null
                || actorKinds.Length > 0 && (cues.Any("restrict-word", "restrict-strong") || afterOthers && fewWords),
            Named: named || actorKinds.Length > 0 && cues.Has("restrict-strong") && !own && !cues.Has("own-organisation")
                && !cues.Has("tool-info-strong"),
            Clause: clauses.Length > 0,
            MarkedClause: clauses.Length > 0 && ClauseReader.IsCertain(text, clauses[0]),
            ContactNamed: NamesContact(normal, cues, lexicon),
            ShortFollowUp: fewWords,
            Several: frame.Tools.Length + (tools.Candidates.Length > 0 ? 1 : 0) > 1,
            Group: meant.Groups.Length > 0,
            People: meant.People.Length > 0,
            Acts: frame.Purposes.Any(p => !kb.Purposes[p].ImpliedBy.IsDefaultOrEmpty),
            Kind: toolKinds.Length > 0,
            Own: own || cues.Has("own-organisation"),
            Long: words > Many,
            ReasonAside: IsReasonAside(cues, normal, naming.Mentions),
            Accident: Accidents.IsTold(cues, normal, meant.Mentions),
            conversation);
        return new(frame, actorKinds, toolKinds, clauses, unknownActor,
            IsAboutTheRest: leavesOut && (subject || actorKinds.Length > 0 || afterOthers), fewWords, found);
    }

    /// <summary>"Why do we always have to ask. May I put internal documents into ChatGPT?"</summary>
    private static bool IsReasonAside(Cues cues, NormalizedText text, List<Mention> mentions)
    {
        if (cues.Where("reason") is not { } why || !cues.Has("permission")) return false;
        var end = why.To;
        while (end < text.Words.Length && !text.Words[end].NewSentence) end++;
        return !mentions.Exists(m => m.From < end) && mentions.Exists(m => m.Kind is NameKind.Tool or NameKind.Edition)
            && cues.HasFrom("permission", end);
    }

    private static bool NamesContact(NormalizedText text, Cues cues, Lexicon lexicon)
    {
        foreach (var (key, whole) in lexicon.ContactNames)
            if (text.Letters.Contains(key, StringComparison.Ordinal) && (whole || cues.HasInWords("contact-details"))) return true;
        return false;
    }
}
