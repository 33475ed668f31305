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
                var told = WriteOthers(draft, decision.Case.Tool, tool, rules);
                if (told && dated.Length == 0) continue;
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

    /// <summary>The rules on this very tool that are still to come, or over; false where there are none.</summary>
    private static bool WriteOthers(Draft draft, string tool, string named, Rule[] decisive)
    {
        var others = draft.Knowledge.Set.Rules.Where(r => !r.InForce(draft.Day) && !decisive.Contains(r)
            && RuleMatches.SpeaksOf(r.Tools, draft.Knowledge.Tools[tool])).OrderBy(r => r.Effective).ToArray();
        foreach (var rule in others)
        {
            var key = rule.Effective > draft.Day ? "changes.tool-from" : rule.Effective is null ? "changes.tool-until" : "changes.tool-over";
            draft.Say(SentenceRole.Verdict, key, [new(EvidenceKind.Tool, named), .. Draft.Rules([rule.Id])], [("tool", draft.Words.Tool(named)), .. Slots(draft, rule, draft.Words.Say("effect." + Kebab.Name(rule.Effect)))]);
            RuleSentences.WriteReason(draft, rule);
        }
        return others.Length > 0;
    }

    private static (string, string)[] Slots(Draft draft, Rule rule, string effect) =>
    [
        ("day", rule.Effective is { } start ? draft.Words.Date(start) : ""), ("end", rule.Expires is { } end ? draft.Words.Date(end) : ""),
        ("effect", effect), ("clauses", Clauses.InBrackets([rule.Id], draft)),
        ("reason", rule.Reason?.In(draft.Words.Language) ?? draft.Words.Say("reason.none")),
    ];

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
            .Except(dated).OrderBy(r => r.Expires).Take(Most).ToArray();
        if (since is { } day)
            draft.Say(SentenceRole.Verdict, dated.Length + ending.Length == 0 ? "changes.none-since" : "changes.intro-since", [Draft.Policy("rules")], ("day", draft.Words.Date(day)));
        else if (dated.Length + ending.Length == 0) draft.Say(SentenceRole.Verdict, "changes.none", [Draft.Policy("rules")]);
        else draft.Say(SentenceRole.Verdict, "changes.intro", [Draft.Policy("rules")]);
        foreach (var rule in dated)
            draft.Say(SentenceRole.Case, rule.Effective > draft.Day ? "changes.line-from" : rule.Expires is null ? "changes.line"
                : rule.Expires <= draft.Day ? "changes.line-over" : "changes.line-both", Draft.Rules([rule.Id]), Slots(draft, rule, RuleSentences.EffectOf(draft, rule)));
        foreach (var rule in ending) draft.Say(SentenceRole.Case, "changes.line-ends", Draft.Rules([rule.Id]), Slots(draft, rule, RuleSentences.EffectOf(draft, rule)));
    }
}
