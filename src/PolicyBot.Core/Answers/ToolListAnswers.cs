using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Which tools are allowed, banned ...: every tool of the registry decided for this asker, listed by verdict and data.</summary>
internal static class ToolListAnswers
{
    private const int MostNames = 10;
    private const int MostLines = 10;

    public static void Write(Draft draft)
    {
        var words = draft.Words;
        draft.Title = words.Say("title.tools");
        var wanted = draft.Question.WantedVerdicts;
        var all = Lines(draft);
        var lines = all.Where(l => wanted.IsEmpty || wanted.Contains(l.Outcome.Verdict)).ToArray();
        var count = Count(lines);
        // Someone who may use nothing outright is helped by what an approval would open.
        if (lines.Length == 0 && wanted.Contains(Verdict.Permitted)) lines = [.. all.Where(l => l.Outcome.Verdict == Verdict.ApprovalRequired)];
        if (count == 0) draft.Say(SentenceRole.Verdict, "tools.none", [Draft.Policy("tools")]);
        else draft.Say(SentenceRole.Verdict, "tools.count", [Draft.Policy("tools")], ("count", Wording.Number(count)));
        foreach (var (outcome, tools) in lines.OrderBy(l => l.Outcome.Verdict).ThenBy(l => l.Outcome.Data.IsEmpty ? 0 : 1).ThenByDescending(l => l.Tools.Count).Take(MostLines))
        {
            var data = outcome.Data.IsEmpty ? draft.Question.Frame.Data : outcome.Data;
            draft.Say(SentenceRole.Case, data.IsEmpty ? "tools.line" : "tools.line-data",
                [Draft.Policy("tools"), .. Draft.Tools(tools.Take(MostNames + 1))], ("verdict", RuleSentences.Upper(words.Verdict(outcome.Verdict), data.IsEmpty)),
                ("data", RuleSentences.Upper(words.List(data.Select(words.Data)))), ("count", Wording.Number(tools.Count)),
                ("tools", words.Shortened(tools.Select(words.Tool), tools.Count, MostNames, "list.more-tools")));
        }
        if (lines.Length > MostLines) draft.Say(SentenceRole.Note, "tools.more", []);
        if (draft.Question.Frame.Data.IsEmpty && !draft.Knowledge.Set.Data.IsEmpty)
            foreach (var data in draft.Knowledge.Set.Data.Take(2))
                draft.Suggest(words.Say("suggest.tools-for", ("data", words.Data(data.Id))), words.Say("suggest.tools-for", ("data", words.Data(data.Id))));
        draft.Suggest(words.Say("suggest.changes"), words.Say("suggest.changes"));
        draft.Suggest(words.Say("suggest.contact"), words.Say("suggest.contact"));
        Closing.Write(draft);
    }

    /// <summary>The tools and editions that come to an outcome, at least one.</summary>
    private readonly record struct Line(OutcomeLine Outcome, List<string> Tools);

    private static int Count(Line[] lines) => lines switch
    {
        [] => 0,
        [var one] => one.Tools.Count,
        _ => lines.SelectMany(l => l.Tools).ToHashSet(StringComparer.Ordinal).Count,
    };

    /// <summary>Each tool, and those of its editions that come to something else, under their outcomes; those that the policy names first.</summary>
    private static List<Line> Lines(Draft draft)
    {
        var (question, knowledge) = (draft.Question, draft.Knowledge);
        var outcomes = new ToolOutcomes(question.Frame, draft.Asker, draft.Day, knowledge);
        var named = knowledge.Set.Rules.Where(r => r.InForce(draft.Day) && !r.Tools.Ids.IsDefault).SelectMany(r => r.Tools.Ids).ToHashSet(StringComparer.Ordinal);
        var lines = new Dictionary<(Verdict, string), Line>();
        List<(string Tool, OutcomeLine Outcome)> unnamed = [];
        for (var i = 0; i < knowledge.Set.Tools.Length; i++)
        {
            if (!IsAsked(knowledge.Set.Tools[i], question)) continue;
            var own = outcomes.Of(i);
            foreach (var line in own) Add(knowledge.Set.Tools[i].Id, line);
            for (var e = 0; e < knowledge.Set.Tools[i].Editions.Length; e++)
                foreach (var line in outcomes.Of(i, e))
                    if (!own.Any(o => o.Verdict == line.Verdict && o.DataKey == line.DataKey)) Add(knowledge.Set.Tools[i].Editions[e].Id, line);
        }
        foreach (var (tool, outcome) in unnamed) Put(tool, outcome);
        return [.. lines.Values];

        void Add(string tool, OutcomeLine outcome)
        {
            if (named.Contains(tool)) Put(tool, outcome);
            else unnamed.Add((tool, outcome));
        }

        void Put(string tool, OutcomeLine outcome)
        {
            var key = (outcome.Verdict, outcome.DataKey);
            if (!lines.TryGetValue(key, out var line)) lines[key] = line = new(outcome, []);
            line.Tools.Add(tool);
        }
    }

    private static bool IsAsked(Tool tool, Question question) =>
        (question.ToolKinds.IsEmpty || tool.Kinds.Any(question.ToolKinds.Contains))
        && (question.ToolCountries.IsEmpty || question.ToolCountries.Contains(tool.Country))
        && (question.Frame.Tools.IsEmpty || question.Frame.Tools.Contains(tool.Id));
}
