using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

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
        var entries = Entries(draft);
        var matching = entries.Where(e => wanted.IsEmpty || wanted.Contains(e.Line.Verdict)).ToArray();
        // Someone who may use nothing outright is helped by what an approval would open.
        var shown = matching.Length == 0 && wanted.Contains(Verdict.Permitted) ? entries.Where(e => e.Line.Verdict == Verdict.ApprovalRequired) : matching;
        var lines = shown
            .GroupBy(e => (e.Line.Verdict, e.Line.DataKey))
            .OrderBy(g => g.Key.Verdict).ThenBy(g => g.Key.DataKey.Length == 0 ? 0 : 1).ThenByDescending(g => g.Count()).ToArray();
        var count = matching.Select(e => e.Tool).Distinct(StringComparer.Ordinal).Count();
        if (count == 0) draft.Say(SentenceRole.Verdict, "tools.none", [Draft.Policy("tools")]);
        else draft.Say(SentenceRole.Verdict, "tools.count", [Draft.Policy("tools")], ("count", Wording.Number(count)));
        foreach (var line in lines.Take(MostLines))
        {
            var tools = line.Select(e => e.Tool).ToArray();
            var data = line.Key.DataKey.Length == 0 ? draft.Question.Frame.Data : line.First().Line.Data;
            draft.Say(SentenceRole.Case, data.IsEmpty ? "tools.line" : "tools.line-data",
                [Draft.Policy("tools"), .. Draft.Tools(tools)], ("verdict", RuleSentences.Upper(words.Verdict(line.Key.Verdict), data.IsEmpty)),
                ("data", RuleSentences.Upper(words.List(data.Select(words.Data)))), ("count", Wording.Number(tools.Length)),
                ("tools", words.Shortened(tools.Select(words.Tool), tools.Length, MostNames, "list.more-tools")));
        }
        if (lines.Length > MostLines) draft.Say(SentenceRole.Note, "tools.more", []);
        if (draft.Question.Frame.Data.IsEmpty && !draft.Knowledge.Set.Data.IsEmpty)
            foreach (var data in draft.Knowledge.Set.Data.Take(2))
                draft.Suggest(words.Say("suggest.tools-for", ("data", words.Data(data.Id))), words.Say("suggest.tools-for", ("data", words.Data(data.Id))));
        draft.Suggest(words.Say("suggest.changes"), words.Say("suggest.changes"));
        draft.Suggest(words.Say("suggest.contact"), words.Say("suggest.contact"));
        Closing.Write(draft);
    }

    private readonly record struct Entry(string Tool, OutcomeLine Line);

    /// <summary>A tool, and those of its editions that come to something else; those that the policy names first.</summary>
    private static Entry[] Entries(Draft draft)
    {
        var question = draft.Question;
        var named = draft.Knowledge.Set.Rules.Where(r => r.InForce(draft.Day) && !r.Tools.Ids.IsDefault).SelectMany(r => r.Tools.Ids)
            .ToHashSet(StringComparer.Ordinal);
        var outcomes = new ToolOutcomes(question.Frame, draft.Asker, draft.Day, draft.Knowledge);
        return [.. draft.Knowledge.Set.Tools
            .Where(t => question.ToolKinds.IsEmpty || t.Kinds.Any(question.ToolKinds.Contains))
            .Where(t => question.ToolCountries.IsEmpty || question.ToolCountries.Contains(t.Country))
            .Where(t => question.Frame.Tools.IsEmpty || question.Frame.Tools.Contains(t.Id))
            .SelectMany(t => OfTool(t, outcomes))
            .OrderBy(e => named.Contains(e.Tool) ? 0 : 1)];
    }

    private static List<Entry> OfTool(Tool tool, ToolOutcomes outcomes)
    {
        var own = outcomes.Of(tool, null);
        var entries = new List<Entry>(own.Length);
        foreach (var line in own) entries.Add(new(tool.Id, line));
        foreach (var edition in tool.Editions)
            foreach (var line in outcomes.Of(tool, edition))
                if (!own.Any(o => o.Verdict == line.Verdict && o.DataKey == line.DataKey)) entries.Add(new(edition.Id, line));
        return entries;
    }
}
