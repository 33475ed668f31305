using System.Collections.Immutable;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Answers;

/// <summary>Says for whom an answer holds, where a question names a group that the policy treats otherwise than the asker.</summary>
internal static class OtherPeople
{
    private const int MostSuggested = 2, MostTold = 5;

    /// <summary>Of a verdict. False where the same holds for them.</summary>
    public static bool Write(Draft draft)
    {
        if (draft.Question.People.IsEmpty) return false;
        var groups = OtherGroups.Differing(draft.Question.People, draft.Decisions, draft.Question.Frame, draft.Asker, draft.Day, draft.Knowledge);
        Tell(draft, "people.others", groups);
        return !groups.IsEmpty;
    }

    /// <summary>Of a list of tools.</summary>
    public static void WriteOfLists(Draft draft) => Tell(draft, "people.lists", [.. draft.Question.People
        .Where(g => !OtherGroups.IsOf(draft.Asker, g, draft.Knowledge)
            && draft.Knowledge.Set.Rules.Any(r => r.InForce(draft.Day) && RuleAnswers.SpeaksOfGroup(r, draft.Knowledge.WithParents(g))))]);

    private static void Tell(Draft draft, string phrase, ImmutableArray<string> groups)
    {
        if (groups.IsEmpty) return;
        draft.Say(SentenceRole.Note, phrase, groups.Select(Draft.Policy),
            ("groups", draft.Words.Shortened(groups.Select(draft.Words.Group), groups.Length, MostTold, "people.more")));
        foreach (var group in groups.Take(MostSuggested))
        {
            var ask = draft.Words.Say("suggest.rules-for", ("group", draft.Words.Group(group)));
            draft.Suggest(ask, ask);
        }
    }
}
