using System.Runtime.InteropServices;
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
        var (all, count) = Lines(draft);
        var lines = all.Where(l => IsWanted(l.Outcome, draft.Question)).ToArray();
        // Someone who may use nothing outright is helped by what an approval would open.
        if (lines.Length == 0 && wanted.Contains(Verdict.Permitted))
            lines = [.. all.Where(l => l.Outcome.Verdict == Verdict.ApprovalRequired)];
        if (count == 0) draft.Say(SentenceRole.Verdict, "tools.none", [Draft.Policy("tools")]);
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

    /// <summary>How many tools and editions come to an outcome, and the first of them.</summary>
    private sealed class Line(OutcomeLine outcome)
    {
        public OutcomeLine Outcome => outcome;
        public int Count { get; private set; }
        public List<string> Tools { get; } = new(MostNames + 1);

        public void Add(string tool)
        {
            if (Count++ <= MostNames) Tools.Add(tool);
        }
    }

    /// <summary>What a tool adds that comes to these outcomes: the same lines as any other that comes to them.</summary>
    private sealed record Share(Line[] Lines, bool IsWanted);

    /// <summary>Each tool, and those of its editions that come to something else, under their outcomes, those that the policy names first;
    /// and how many have a wanted outcome.</summary>
    private static (ICollection<Line> Lines, int Wanted) Lines(Draft draft)
    {
        var (question, tools) = (draft.Question, draft.Knowledge.Set.Tools);
        var outcomes = new ToolOutcomes(question.Frame, draft.Asker, draft.Day, draft.Knowledge);
        var named = draft.Knowledge.Set.Rules.Where(r => r.InForce(draft.Day) && !r.Tools.Ids.IsDefault).SelectMany(r => r.Tools.Ids)
            .ToHashSet(StringComparer.Ordinal);
        var lines = new Dictionary<(Verdict, string), Line>();
        var shares = new Dictionary<(OutcomeLine[], OutcomeLine[]), Share>();
        var later = new List<(string, Share)>();
        var count = 0;
        for (var i = 0; i < tools.Length; i++)
        {
            var tool = tools[i];
            if (!IsAsked(tool, question)) continue;
            var own = ImmutableCollectionsMarshal.AsArray(outcomes.Of(i))!;
            Place(tool.Id, own, []);
            for (var e = 0; e < tool.Editions.Length; e++)
                if (ImmutableCollectionsMarshal.AsArray(outcomes.Of(i, e)) is { } comesTo && comesTo != own)
                    Place(tool.Editions[e].Id, comesTo, own);
        }
        foreach (var (tool, share) in later) Add(tool, share);
        return (lines.Values, count);

        void Place(string tool, OutcomeLine[] comesTo, OutcomeLine[] except)
        {
            if (!shares.TryGetValue((comesTo, except), out var share)) shares[(comesTo, except)] = share = ShareOf(comesTo, except);
            if (share.Lines.Length == 0) return;
            if (named.Contains(tool)) Add(tool, share);
            else later.Add((tool, share));
        }

        void Add(string tool, Share share)
        {
            foreach (var line in share.Lines) line.Add(tool);
            if (share.IsWanted) count++;
        }

        Share ShareOf(OutcomeLine[] comesTo, OutcomeLine[] except)
        {
            var added = comesTo.Where(outcome => !Holds(except, outcome)).ToArray();
            return new([.. added.Select(LineOf)], added.Any(outcome => IsWanted(outcome, question)));
        }

        Line LineOf(OutcomeLine outcome)
        {
            var key = (outcome.Verdict, outcome.DataKey);
            return lines.TryGetValue(key, out var line) ? line : lines[key] = new(outcome);
        }
    }

    private static bool Holds(OutcomeLine[] lines, OutcomeLine outcome)
    {
        foreach (var line in lines)
            if (line.Verdict == outcome.Verdict && line.DataKey == outcome.DataKey) return true;
        return false;
    }

    private static bool IsWanted(OutcomeLine outcome, Question question) =>
        question.WantedVerdicts.IsEmpty || question.WantedVerdicts.Contains(outcome.Verdict);

    private static bool IsAsked(Tool tool, Question question) =>
        (question.ToolKinds.IsEmpty || tool.Kinds.Any(question.ToolKinds.Contains))
        && (question.ToolCountries.IsEmpty || question.ToolCountries.Contains(tool.Country))
        && (question.Frame.Tools.IsEmpty || question.Frame.Tools.Contains(tool.Id));
}
