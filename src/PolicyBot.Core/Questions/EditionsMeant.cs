using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Whether an edition that a text names is the one that is used: not where it is told as absent, gone or yet to come, where another
/// is compared with it, or where somebody signs in to it privately.</summary>
internal static class EditionsMeant
{
    private const string WorkControls = "enterprise-controls";

    /// <summary>False: of what is named there only the tool is asked about.</summary>
    public static bool Is(Mention m, List<Mention> mentions, NormalizedText text, Cues cues, KnowledgeBase kb, Lexicon lexicon) =>
        !cues.At("edition-not-there", m)
        && !(cues.At("edition-compared", m) && mentions.Exists(o => o.Kind == NameKind.Tool && o != m && o.Id == kb.ToolOf(m.Id)))
        && !EditionFinder.IsOfTheNextWord(m, text, lexicon);

    /// <summary>"the normal one", "with my private account": what is for work only is not used, whatever is named.</summary>
    public static bool AreGivenUp(List<Mention> mentions, Cues cues) => IsPrivate(cues)
        || IsPlain(cues) && !mentions.Exists(m => m.Kind == NameKind.Edition && cues.At("edition-plain", m));

    /// <summary>In a follow-up that names no tool: the edition of the turns before is not used either.</summary>
    public static bool EndsWhatWasSaid(Cues cues) =>
        IsPrivate(cues) || IsPlain(cues) || cues.Has("edition-ended");

    public static bool IsForWork(string edition, KnowledgeBase kb)
    {
        var (of, tool) = kb.EditionOwners[edition];
        return (of.Attributes ?? tool.Attributes).Contains(WorkControls);
    }

    private static bool IsPlain(Cues cues) => cues.Has("edition-plain") && !cues.Has("edition-not-plain");

    private static bool IsPrivate(Cues cues) => cues.Has("edition-private") && !cues.Has("edition-not-private");
}
