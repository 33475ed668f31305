using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Answers;

/// <summary>What changed, and since when: by the dates that rules carry, and by the revisions that began, changed or ended them. Newest
/// first.</summary>
internal static class ChangeAnswers
{
    private const int Most = 8;

    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.changes");
        if (draft.Decisions.IsEmpty) PolicyChanges.Write(draft, Most);
        else
            foreach (var decision in draft.Decisions)
            {
                var tool = decision.Case.Edition ?? decision.Case.Tool;
                var rules = Decisive(decision, draft.Knowledge);
                var dated = rules.Where(r => DayOf(r, draft) is not null || r.Expires is not null)
                    .OrderByDescending(r => DayOf(r, draft) ?? DateOnly.MinValue).ToArray();
                var told = WriteOthers(draft, decision.Case.Tool, tool, rules);
                if (told && dated.Length == 0) continue;
                if (rules.Length == 0)
                    draft.Say(SentenceRole.Verdict, "changes.no-rule", [new(EvidenceKind.Tool, tool)], ("tool", draft.Words.Tool(tool)));
                else if (dated.Length == 0) WriteUndated(draft, rules, tool);
                foreach (var rule in dated) WriteSince(draft, rule, decision.Case.Tool, tool);
                // One that ends may leave another that does not.
                if (dated.Length > 0 && draft.Question.AsksEnd && rules.Except(dated).ToArray() is [_, ..] lasting)
                    WriteUndated(draft, lasting, tool);
            }
        Closing.Write(draft);
        draft.Suggest(draft.Words.Say("suggest.why"), draft.Words.Say("suggest.why"));
        draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
    }

    /// <summary>The rules whose dates are asked for: those that restrict, else those that permit.</summary>
    private static Rule[] Decisive(Decision decision, KnowledgeBase knowledge)
    {
        var rules = decision.Rules.Select(r => knowledge.Rules[r]).ToArray();
        return Array.FindAll(rules, r => r.Effect != Effect.Permit) is [_, ..] restricting ? restricting : rules;
    }

    /// <summary>Since when a rule has held: its own date, or the publication that brought it where that is later or the rule has none.
    /// Null: it has held as long as is known.</summary>
    public static DateOnly? DayOf(Rule rule, Draft draft) =>
        draft.Knowledge.History?.Of(rule.Id) is { } published && !(rule.Effective > published.Day) ? published.Day : rule.Effective;

    /// <summary>The publication changed the rule, which was there before.</summary>
    public static bool IsChanged(Rule rule, Draft draft) =>
        draft.Knowledge.History?.Of(rule.Id) is { Kind: RuleChange.Changed } changed && !(rule.Effective > changed.Day);

    private static void WriteUndated(Draft draft, Rule[] rules, string tool)
    {
        Evidence[] evidence = [new(EvidenceKind.Tool, tool), .. Draft.Rules(rules.Select(r => r.Id))];
        var clauses = Clauses.InBrackets(rules.Select(r => r.Id), draft);
        if (draft.Knowledge.History is { } history)
            draft.Say(SentenceRole.Verdict, "changes.unchanged", evidence, ("tool", draft.Words.Tool(tool)), ("clauses", clauses),
                ("day", draft.Words.Date(history.Since)));
        else draft.Say(SentenceRole.Verdict, "changes.no-date", evidence, ("tool", draft.Words.Tool(tool)), ("clauses", clauses));
    }

    /// <summary>The rules on this very tool that are still to come, or over; false where there are none.</summary>
    private static bool WriteOthers(Draft draft, string tool, string named, Rule[] decisive)
    {
        var others = draft.Knowledge.Set.Rules.Where(r => !r.InForce(draft.Day) && !decisive.Contains(r)
            && RuleMatches.SpeaksOf(r.Tools, draft.Knowledge.Tools[tool])).OrderBy(r => r.Effective).ToArray();
        foreach (var rule in others)
        {
            var key = rule.Effective > draft.Day ? "changes.tool-from" : rule.Effective is null
                ? "changes.tool-until"
                : "changes.tool-over";
            draft.Say(SentenceRole.Verdict, key, [new(EvidenceKind.Tool, named), .. Draft.Rules([rule.Id])],
                [("tool", Named(draft, rule, tool, named)), .. Slots(draft, rule, RuleTerms.OfTool(draft, rule))]);
            RuleSentences.WriteReason(draft, rule);
        }
        return others.Length > 0;
    }

    /// <summary>The editions of the tool that the rule is about, where it is not about the whole of it.</summary>
    private static string Named(Draft draft, Rule rule, string tool, string named)
    {
        var of = draft.Knowledge.Tools[tool];
        var editions = named != tool || RuleMatches.Names(rule.Tools.Ids, tool) || RuleMatches.Names(rule.Tools.Vendors, of.Vendor) ? []
            : of.Editions.Where(e => RuleMatches.Names(rule.Tools.Ids, e.Id)).ToArray();
        return editions.Length == 0 ? draft.Words.Tool(named) : draft.Words.List(editions.Select(e => draft.Words.Tool(e.Id)));
    }

    /// <summary>What the sentences on a rule's dates say of it.</summary>
    public static (string, string)[] Slots(Draft draft, Rule rule, string effect) =>
    [
        ("day", rule.Effective is { } start ? draft.Words.Date(start) : ""), ("end", rule.Expires is { } end ? draft.Words.Date(end) : ""),
        ("effect", effect), ("clauses", Clauses.InBrackets([rule.Id], draft)),
        ("reason", rule.Reason?.In(draft.Words.Language) ?? draft.Words.Say("reason.none")),
    ];

    private static void WriteSince(Draft draft, Rule rule, string asked, string tool)
    {
        var key = DayOf(rule, draft) is null ? "changes.tool-ends" : IsChanged(rule, draft) ? "changes.tool-changed" : "changes.tool";
        draft.Say(SentenceRole.Verdict, key, [new(EvidenceKind.Tool, tool), .. Draft.Rules([rule.Id])],
            ("tool", Named(draft, rule, asked, tool)), ("day", DayOf(rule, draft) is { } day ? draft.Words.Date(day) : ""),
            ("end", rule.Expires is { } last ? draft.Words.Date(last) : ""),
            ("effect", RuleTerms.OfTool(draft, rule)),
            ("clauses", Clauses.InBrackets([rule.Id], draft)));
        RuleSentences.WriteReason(draft, rule);
        if (DayOf(rule, draft) is not null && rule.Expires is { } end)
            draft.Say(SentenceRole.Note, "changes.ends", Draft.Rules([rule.Id]), ("day", draft.Words.Date(end)));
        else if (rule.Expires is null && draft.Question.AsksEnd) draft.Say(SentenceRole.Note, "changes.no-end", Draft.Rules([rule.Id]));
    }
}
