using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>What changed, and since when: the dates that rules carry, newest first.</summary>
internal static class ChangeAnswers
{
    private const int Most = 8;

    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.changes");
        if (draft.Decisions.IsEmpty) WriteAll(draft);
        else
            foreach (var decision in draft.Decisions)
            {
                var tool = decision.Case.Edition ?? decision.Case.Tool;
                var rules = decision.Rules.Select(r => draft.Knowledge.Rules[r]).Where(r => r.Effect != Effect.Permit || decision.Rules.Length == 1).ToArray();
                var dated = rules.Where(r => r.Effective is not null).OrderByDescending(r => r.Effective).ToArray();
                if (rules.Length == 0)
                    draft.Say(SentenceRole.Verdict, "changes.no-rule", [new(EvidenceKind.Tool, tool)], ("tool", draft.Words.Tool(tool)));
                else if (dated.Length == 0)
                    draft.Say(SentenceRole.Verdict, "changes.no-date", [new(EvidenceKind.Tool, tool), .. Draft.Rules(rules.Select(r => r.Id))],
                        ("tool", draft.Words.Tool(tool)), ("clauses", Clauses.InBrackets(rules.Select(r => r.Id), draft)));
                foreach (var rule in dated) WriteSince(draft, rule, tool);
            }
        Closing.Write(draft);
        draft.Suggest(draft.Words.Say("suggest.why"), draft.Words.Say("suggest.why"));
        draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
    }

    private static void WriteSince(Draft draft, Rule rule, string tool)
    {
        draft.Say(SentenceRole.Verdict, "changes.tool", [new(EvidenceKind.Tool, tool), .. Draft.Rules([rule.Id])], ("tool", draft.Words.Tool(tool)),
            ("day", draft.Words.Date(rule.Effective!.Value)), ("effect", draft.Words.Say("effect." + Kebab.Name(rule.Effect))),
            ("clauses", Clauses.InBrackets([rule.Id], draft)));
        RuleSentences.WriteReason(draft, rule);
        if (rule.Expires is { } end)
            draft.Say(SentenceRole.Note, "changes.ends", Draft.Rules([rule.Id]), ("day", draft.Words.Date(end)));
    }

    private static void WriteAll(Draft draft)
    {
        var since = draft.Question.Since?.On(draft.Day);
        var dated = draft.Knowledge.Set.Rules.Where(r => r.Effective is { } start && !(start < since)).OrderByDescending(r => r.Effective).Take(Most).ToArray();
        var ending = draft.Knowledge.Set.Rules.Where(r => r.Expires is { } end && (since is null ? end > draft.Day : end >= since && end <= draft.Day))
            .OrderBy(r => r.Expires).Take(Most).ToArray();
        if (since is { } day)
            draft.Say(SentenceRole.Verdict, dated.Length + ending.Length == 0 ? "changes.none-since" : "changes.intro-since", [Draft.Policy("rules")], ("day", draft.Words.Date(day)));
        else if (dated.Length + ending.Length == 0) draft.Say(SentenceRole.Verdict, "changes.none", [Draft.Policy("rules")]);
        else draft.Say(SentenceRole.Verdict, "changes.intro", [Draft.Policy("rules")]);
        foreach (var rule in dated) WriteLine(draft, rule, "changes.line", rule.Effective!.Value);
        foreach (var rule in ending) WriteLine(draft, rule, "changes.line-ends", rule.Expires!.Value);
    }

    private static void WriteLine(Draft draft, Rule rule, string key, DateOnly day) =>
        draft.Say(SentenceRole.Case, key, Draft.Rules([rule.Id]), ("day", draft.Words.Date(day)),
            ("effect", draft.Words.Say("effect." + Kebab.Name(rule.Effect))), ("clauses", Clauses.InBrackets([rule.Id], draft)),
            ("reason", rule.Reason?.In(draft.Words.Language) ?? draft.Words.Say("reason.none")));
}
