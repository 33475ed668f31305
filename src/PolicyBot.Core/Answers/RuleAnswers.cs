using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>What the policy says on a subject: the clauses named, or the rules that speak of it, most specific first.</summary>
internal static class RuleAnswers
{
    private const int Most = 6, MostExamples = 12;

    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.policy");
        if (draft.Question.AsksMeaning)
            foreach (var data in draft.Question.Frame.Data.Distinct()) WriteMeaning(draft, draft.Knowledge.Data[data]);
        var rules = Choose(draft);
        if (rules.Length == 0)
        {
            draft.Say(SentenceRole.Verdict, draft.Question.Clauses.IsEmpty ? "rule.none" : "rule.no-clause", [Draft.Policy("rules")],
                ("clauses", draft.Words.List(draft.Question.Clauses)));
            Closing.WriteContact(draft);
        }
        else
        {
            draft.Say(SentenceRole.Verdict, "rule.intro", []);
            var shown = Wording.Shown(rules.Length, Most);
            foreach (var rule in rules.Take(shown)) RuleSentences.WriteItem(draft, rule);
            if (rules.Length > shown)
                draft.Say(SentenceRole.Note, "rule.more", [Draft.Policy("rules")], ("count", Wording.Number(rules.Length - shown)));
            Closing.Write(draft);
        }
        draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
        draft.Suggest(draft.Words.Say("suggest.changes"), draft.Words.Say("suggest.changes"));
    }

    /// <summary>What the organisation counts as that data, by the spellings that it lists.</summary>
    private static void WriteMeaning(Draft draft, DataClass data)
    {
        var name = data.Name.In(draft.Words.Language);
        var examples = data.Aliases.Where(a => a.Any(c => c is >= '\uAC00' and <= '\uD7A3') != draft.Words.Pack.Spaced && a != name).ToArray();
        if (examples.Length > 0)
            draft.Say(SentenceRole.Verdict, "rule.class", [Draft.Policy(data.Id)], ("data", RuleSentences.Upper(name)),
                ("examples", draft.Words.Shortened(examples, examples.Length, MostExamples, "list.more-tools")));
    }

    private static Rule[] Choose(Draft draft)
    {
        var (question, knowledge) = (draft.Question, draft.Knowledge);
        var current = knowledge.Set.Rules.Where(r => r.Expires is not { } end || draft.Day < end);
        // A clause that is over is told as such: it stands in the policy.
        if (!question.Clauses.IsEmpty)
            return [.. knowledge.Set.Rules.Where(r => r.Clause is { } clause && question.Clauses.Contains(clause))];
        var frame = question.Frame;
        var asked = frame.Data.Length + frame.Purposes.Length + frame.Devices.Length + frame.Tools.Length + question.ToolKinds.Length
            + question.ToolCountries.Length;
        var telling = current.Where(r => r.Obligations.Any(question.Duties.Contains)).ToArray();
        if (asked == 0 && telling.Length > 0) return telling;
        if (asked == 0 && !question.Groups.IsEmpty)
            return [.. current.Where(r => SpeaksOfGroup(r, question.Groups.SelectMany(knowledge.WithParents)))
                .OrderBy(r => SpeaksOfGroup(r, question.Groups) ? 0 : 1)];
        if (asked == 0) return [.. current.Where(r => r.Tools.All)];
        var tools = frame.Tools.Select(t => knowledge.Tools[t]).ToArray();
        var rules = current.Select(r => (Rule: r, Score: Score(r, question, tools, knowledge))).Where(p => p.Score > 0)
            .OrderByDescending(p => p.Score).ThenByDescending(p => p.Rule.Effect).Select(p => p.Rule).ToArray();
        return rules.Intersect(telling).ToArray() is { Length: > 0 } asking ? asking : rules;
    }

    /// <summary>It holds for one of the groups, or spares it.</summary>
    public static bool SpeaksOfGroup(Rule rule, IEnumerable<string> groups) =>
        groups.Any(g => g != Group.Everyone && (rule.When is { } when && RuleMatches.Names(when.Groups, g)
            || rule.Unless is { } unless && RuleMatches.Names(unless.Groups, g)));

    /// <summary>The rule speaks of the data, devices, purposes or kinds of tools that are asked about.</summary>
    public static bool SpeaksOf(Rule rule, Question question, KnowledgeBase knowledge) => Score(rule, question, [], knowledge) > 0;

    /// <summary>How closely the rule speaks of what was asked: 0 not at all; naming it outright beats covering it by a range.</summary>
    private static int Score(Rule rule, Question question, Tool[] tools, KnowledgeBase knowledge)
    {
        var frame = question.Frame;
        var when = rule.When;
        var score = 0;
        foreach (var data in frame.Data)
        {
            if (when?.Data is not { } condition || !RuleMatches.Covers(condition, data, knowledge)) continue;
            score += RuleMatches.Names(condition.AnyOf, data) || condition.AtLeast == data || condition.AtMost == data ? 4 : 2;
        }
        if (when is not null && frame.Purposes.Any(p => RuleMatches.Names(when.Purposes, p))) score += 4;
        if (when is not null && frame.Devices.Any(d => RuleMatches.Names(when.Devices, d))) score += 4;
        if (tools.Any(t => !rule.Tools.All && RuleMatches.Selects(rule.Tools, t)))
            score += tools.Any(t => RuleMatches.Names(rule.Tools.Ids, t.Id)
            || RuleMatches.Names(rule.Tools.Vendors, t.Vendor)) ? 4 : 1;
        if (question.ToolKinds.Any(k => RuleMatches.Names(rule.Tools.Kinds, k))) score += 4;
        else if (question.ToolKinds.Any(k => SelectsKind(rule, k, knowledge))) score += 3;
        if (!question.ToolCountries.IsEmpty && !rule.Tools.All && RuleReach.Of(rule, knowledge).IsOnlyFrom(question.ToolCountries))
            score += 4;
        if (frame.Purposes.Any(p => ImpliedKinds(p, knowledge).Any(k => SelectsKind(rule, k, knowledge)))) score += 3;
        return score > 0 && rule.Tools.All ? score + 1 : score;
    }

    private static ImmutableArray<string> ImpliedKinds(string purpose, KnowledgeBase knowledge) =>
        knowledge.Purposes.TryGetValue(purpose, out var p) && !p.ImpliedBy.IsDefault ? p.ImpliedBy : [];

    /// <summary>A rule on tools of a kind that implies the purpose speaks of the purpose: one for recorders, of recording. A rule by
    /// attribute does when every tool that has it is of the kind.</summary>
    private static bool SelectsKind(Rule rule, string kind, KnowledgeBase knowledge)
    {
        if (rule.Tools.All) return false;
        if (RuleMatches.Names(rule.Tools.Kinds, kind)) return rule.Tools.Kinds.Length == 1;
        return RuleReach.Of(rule, knowledge).IsMostly(kind);
    }
}
