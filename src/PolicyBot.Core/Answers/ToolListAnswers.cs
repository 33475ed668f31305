using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Which tools are allowed, banned ...: every tool of the registry decided for this asker, listed by verdict and data.</summary>
internal static class ToolListAnswers
{
    private const int MostNames = ToolTally.MostNamed - 1;
    private const int MostLines = 10;

    public static void Write(Draft draft)
    {
        var words = draft.Words;
        draft.Title = words.Say("title.tools");
        var wanted = draft.Question.WantedVerdicts;
        var tally = Tally(draft);
        OtherPeople.WriteOfLists(draft);
        var (all, count) = (tally.Lines, tally.Count(l => IsWanted(l, draft.Question)));
        var lines = all.Where(l => IsWanted(l.Outcome, draft.Question)).ToArray();
        // Someone who may use nothing outright is helped by what an approval would open.
        if (lines.Length == 0 && wanted.Contains(Verdict.Permitted))
            lines = [.. all.Where(l => l.Outcome.Verdict == Verdict.ApprovalRequired)];
        if (count == 0) draft.Say(SentenceRole.Verdict, lines.Length == 0 ? "tools.none" : "tools.none-but-approval", [Draft.Policy("tools")]);
        else draft.Say(SentenceRole.Verdict, "tools.count", [Draft.Policy("tools")], ("count", Wording.Number(count)));
        foreach (var line in lines.OrderBy(l => l.Outcome.Verdict).ThenBy(l => l.Outcome.Data.IsEmpty ? 0 : 1)
            .ThenByDescending(l => l.Count).Take(MostLines))
        {
            var outcome = line.Outcome;
            var data = outcome.Data.IsEmpty ? draft.Question.Frame.Data : outcome.Data;
            draft.Say(SentenceRole.Case, data.IsEmpty ? "tools.line" : "tools.line-data",
                [Draft.Policy("tools"), .. Draft.Tools(line.Tools)],
                ("verdict", RuleSentences.Upper(words.Verdict(outcome.Verdict), data.IsEmpty)),
                ("data", RuleSentences.Upper(words.List(data.Select(words.Data)))), ("count", Wording.Number(line.Count)),
                ("tools", words.Shortened(line.Tools.Select(words.Tool), line.Count, MostNames, "list.more-tools")));
        }
        if (lines.Length > MostLines) draft.Say(SentenceRole.Note, "tools.more", []);
        if (draft.Question.Frame.Data.IsEmpty && !draft.Knowledge.Set.Data.IsEmpty)
            foreach (var data in draft.Knowledge.Set.Data.Take(2))
                draft.Suggest(words.Say("suggest.tools-for", ("data", words.Data(data.Id))),
                    words.Say("suggest.tools-for", ("data", words.Data(data.Id))));
        draft.Suggest(words.Say("suggest.changes"), words.Say("suggest.changes"));
        draft.Suggest(words.Say("suggest.contact"), words.Say("suggest.contact"));
        Closing.Write(draft);
    }

    private static ToolTally Tally(Draft draft)
    {
        var question = draft.Question;
        var isOfAll = question.ToolKinds.IsEmpty && question.ToolCountries.IsEmpty && question.Frame.Tools.IsEmpty;
        return new ToolOutcomes(question.Frame, draft.Asker, draft.Day, draft.Knowledge)
            .Tally(isOfAll ? null : tool => IsAsked(tool, question));
    }

    private static bool IsWanted(OutcomeLine outcome, Question question) =>
        question.WantedVerdicts.IsEmpty || question.WantedVerdicts.Contains(outcome.Verdict);

    private static bool IsAsked(Tool tool, Question question) =>
        (question.ToolKinds.IsEmpty || tool.Kinds.Any(question.ToolKinds.Contains))
        && (question.ToolCountries.IsEmpty || question.ToolCountries.Contains(tool.Country))
        && (question.Frame.Tools.IsEmpty || question.Frame.Tools.Contains(tool.Id));
}
