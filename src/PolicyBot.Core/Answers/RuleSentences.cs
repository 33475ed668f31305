using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>A rule in a sentence.</summary>
internal static class RuleSentences
{
    /// <summary>The rule's reason and clause, and whether it is due for review. <paramref name="tools"/>: those that it decides, named
    /// where it does not decide all that are asked about.</summary>
    public static void WriteReason(Draft draft, Rule rule, ImmutableArray<string> tools = default)
    {
        var clauses = Clauses.Of([rule.Id], draft);
        if (rule.Reason is { } reason)
        {
            Write(draft, reason.In(draft.Words.Language) + Clauses.InBrackets([rule.Id], draft), Draft.Rules([rule.Id]), tools);
        }
        else if (clauses.Length > 0) draft.Say(SentenceRole.Reason, "reason.clause-only", Draft.Rules([rule.Id]), ("clause", clauses));
        else draft.Say(SentenceRole.Reason, "reason.none", Draft.Rules([rule.Id]));
        if (rule.ReviewBy is { } review && review < draft.Day)
            draft.Say(SentenceRole.Note, "rule.review-due", Draft.Rules([rule.Id]), ("day", draft.Words.Date(review)));
    }

    /// <summary>A reason; <paramref name="tools"/> as in <see cref="WriteReason"/>.</summary>
    public static void Write(Draft draft, string reason, IEnumerable<Evidence> evidence, ImmutableArray<string> tools)
    {
        if (tools.IsDefaultOrEmpty || tools.Length == draft.Decisions.Length) draft.Add(SentenceRole.Reason, reason, [.. evidence]);
        else draft.Say(SentenceRole.Reason, "reason.of-tools", [.. evidence, .. Draft.Tools(tools)],
            ("tools", draft.Words.List(tools.Select(draft.Words.Tool))), ("reason", reason));
    }

    /// <summary>"Section 4.1, not allowed: ..." as an item of a list.</summary>
    public static void WriteItem(Draft draft, Rule rule)
    {
        var effect = RuleTerms.Of(draft, rule);
        var head = rule.Clause is { } clause
            ? draft.Words.Say("rule.head", ("clause", draft.Words.Say("clause.one", ("clause", clause))), ("effect", effect))
            : effect;
        var text = draft.Words.Say("rule.item", ("head", Upper(head)),
            ("reason", rule.Reason?.In(draft.Words.Language) ?? draft.Words.Say("reason.none")));
        if (!rule.Obligations.IsEmpty)
            text = draft.Words.Say("case.with-duties", ("line", text),
                ("duties", string.Join(' ', rule.Obligations.Select(o => draft.Knowledge.Obligations[o].Text.In(draft.Words.Language)))));
        if (!rule.InForce(draft.Day) && rule.Effective is { } from && from > draft.Day)
            text = draft.Words.Say("rule.not-yet", ("rule", text), ("day", draft.Words.Date(from)));
        if (rule.Expires is { } end)
            text = draft.Words.Say(end <= draft.Day ? "rule.over" : "rule.until", ("rule", text), ("day", draft.Words.Date(end)));
        draft.Add(SentenceRole.Case, text, [.. Draft.Rules([rule.Id]), .. Draft.Obligations(rule.Obligations)]);
    }

    /// <summary>As the first word of a line.</summary>
    public static string Upper(string text, bool first = true) =>
        text.Length == 0 || !first ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
