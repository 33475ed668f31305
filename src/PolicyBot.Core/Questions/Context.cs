using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Settles which matches count where a name is an everyday word as well (FORMAT.md, `ordinary-word`).</summary>
public static class Context
{
    private static readonly string[] Speaking =
        ["permission", "restrict-strong", "reason", "alternatives", "exception", "tool-info", "ai-word", "source", "restrict-word-about",
            "rule", "changes", "tool-info-strong"];

    public static List<Mention> Settle(List<Mention> mentions, NormalizedText text, Cues cues, Conversation conversation,
        KnowledgeBase kb, Lexicon lexicon)
    {
        if (!mentions.Exists(m => m.NeedsContext)) return mentions;
        var firm = mentions.Where(m => !m.NeedsContext && !mentions.Exists(o => o.NeedsContext && o.Overlaps(m))).ToList();
        var follows = conversation.Frame.Tools.Length > 0 || conversation.Candidates.Length > 0 || conversation.Intent is not null;
        return mentions.Where(m => !m.NeedsContext || Counts(m)).ToList();

        static bool IsTool(Mention m) => m.Kind is NameKind.Tool or NameKind.Edition;

        bool Counts(Mention m)
        {
            if (m.IsHost) return !mentions.Exists(o => !o.IsHost && (IsTool(o) || o.Kind == NameKind.Ambiguous))
                && (mentions.Exists(o => o.Kind == NameKind.Purpose) || cues.Has("records"));
            if (cues.At("ordinary-sure", m)) return true;
            if (cues.At("ordinary-stop", m) || cues.At("ordinary-person", m) && firm.Exists(IsTool)) return false;
            if (cues.At("ordinary-context", m)) return true;
            if (follows && text.Words.Length <= 8) return true;
            return firm.Count > 0 || cues.Any(Speaking) || text.Words.Length <= 2;
        }
    }
}
