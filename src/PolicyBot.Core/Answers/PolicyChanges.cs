using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>What changed in the policy as a whole, or since a day.</summary>
internal static class PolicyChanges
{
    public static void Write(Draft draft, int most)
    {
        var (history, since, until) = (draft.Knowledge.History, draft.Question.Since?.On(draft.Day), draft.Question.Since?.Until);
        var rules = RulesAskedAbout(draft, out var topical);
        var begun = rules.Select(r => (Rule: r, Day: ChangeAnswers.DayOf(r, draft)))
            .Where(r => r.Day is { } start && !(start < since || start > until)).OrderByDescending(r => r.Day).Take(most).ToArray();
        var ending = rules.Where(r =>
            r.Expires is { } end && (since is null ? end > draft.Day : end >= since && end <= draft.Day && !(end > until)))
            .Except(begun.Where(r => DatesItself(r.Rule, r.Day)).Select(r => r.Rule)).OrderBy(r => r.Expires).Take(most).ToArray();
        var gone = (topical ? [] : history?.Changes ?? []).Where(c => c.Kind == RuleChange.Ended && !(c.Day < since || c.Day > until))
            .OrderByDescending(c => c.Day).Take(most).ToArray();
        WriteIntro(draft, since, begun.Length + ending.Length + gone.Length == 0);
        foreach (var line in begun.Select(r => new Line(r.Day!.Value, r.Rule, "")).Concat(gone.Select(c => new Line(c.Day, null, c.Rule)))
            .OrderByDescending(l => l.Day).Take(most))
            if (line.Rule is { } rule) WriteLine(draft, rule, KeyOf(draft, rule, line.Day), line.Day);
            else draft.Say(SentenceRole.Case, "changes.line-gone", [Draft.Policy("rules")], ("day", draft.Words.Date(line.Day)),
                ("rule", line.Gone));
        foreach (var rule in ending) WriteLine(draft, rule, "changes.line-ends", rule.Expires!.Value);
    }

    /// <summary>Those that speak of what this turn names, if one of them carries a date; else all.</summary>
    private static IEnumerable<Rule> RulesAskedAbout(Draft draft, out bool topical)
    {
        var all = draft.Knowledge.Set.Rules;
        var asked = draft.Question.NamesTopic ? all.Where(r => RuleAnswers.SpeaksOf(r, draft.Question, draft.Knowledge)).ToArray() : [];
        topical = asked.Any(r => ChangeAnswers.DayOf(r, draft) is not null || r.Expires is not null);
        return topical ? asked : all;
    }

    /// <param name="Rule">Null: it is there no more, and had the id <paramref name="Gone"/>.</param>
    private sealed record Line(DateOnly Day, Rule? Rule, string Gone);

    private static void WriteIntro(Draft draft, DateOnly? since, bool empty)
    {
        var history = draft.Knowledge.History;
        var key = (since, history, empty) switch
        {
            (not null, not null, true) => "changes.none-since-published",
            (not null, not null, false) => "changes.intro-since-published",
            (not null, null, true) => "changes.none-since",
            (not null, null, false) => "changes.intro-since",
            (null, not null, true) => "changes.none-published",
            (null, not null, false) => "changes.intro-published",
            (null, null, true) => "changes.none",
            _ => "changes.intro",
        };
        if (draft.Question.Since?.Until is { } last)
            draft.Say(SentenceRole.Verdict, empty ? "changes.none-in" : "changes.intro-in", [Draft.Policy("rules")],
                ("year", draft.Words.Date(draft.Question.Since is { Extent: Extent.Month } ? new PartialDate(last.Year, last.Month) : new(last.Year))));
        else draft.Say(SentenceRole.Verdict, key, [Draft.Policy("rules")],
            ("day", (since ?? history?.Since) is { } day ? draft.Words.Date(day) : ""));
    }

    private static string KeyOf(Draft draft, Rule rule, DateOnly day) =>
        ChangeAnswers.IsChanged(rule, draft) ? "changes.line-changed"
        : day > draft.Day ? "changes.line-from"
        : rule.Expires is not { } end || !DatesItself(rule, day) ? "changes.line"
        : end <= draft.Day ? "changes.line-over" : "changes.line-both";

    /// <summary>The line on its beginning tells its end, too.</summary>
    private static bool DatesItself(Rule rule, DateOnly? day) => rule.Expires is not null && rule.Effective == day;

    private static void WriteLine(Draft draft, Rule rule, string key, DateOnly day)
    {
        var line = draft.Words.Say(key, [("day", draft.Words.Date(day)),
            .. ChangeAnswers.Slots(draft, rule, RuleTerms.Of(draft, rule)).Where(s => s.Item1 != "day")]);
        if (!rule.InForce(draft.Day) || Overruled(draft, rule) is not { } by)
        {
            draft.Add(SentenceRole.Case, line, [.. Draft.Rules([rule.Id])]);
            return;
        }
        draft.Add(SentenceRole.Case, draft.Words.Say("changes.overruled", ("line", line), ("tool", draft.Words.Tool(rule.Tools.Ids[0])),
            ("effect", draft.Words.Say("effect." + Kebab.Name(draft.Knowledge.Rules[by[0]].Effect))),
            ("clauses", Clauses.InBrackets(by, draft))), [.. Draft.Rules([rule.Id, .. by])]);
    }

    /// <summary>The rules by which a tool is decided more strictly than by that rule, which names no other. Null: it decides something
    /// itself, or is about more than one tool.</summary>
    private static ImmutableArray<string>? Overruled(Draft draft, Rule rule)
    {
        if (rule is not { Effect: not Effect.Forbid, Tools: { All: false, Ids: { IsDefault: false, Length: 1 } ids } }) return null;
        var (knowledge, when) = (draft.Knowledge, rule.When);
        // Of other people, or of what a case cannot be given here: whether it decides is not known.
        if (rule.Unless is not null || when is { Groups.IsDefault: false } or { Data: { AtLeast: not null } or { AtMost: not null } }
            or { Hosting.IsDefault: false } or { Kinds.IsDefault: false } or { Attributes.IsDefault: false } or { Countries.IsDefault: false }) return null;
        var edition = knowledge.Tools.ContainsKey(ids[0]) ? null : ids[0];
        if (edition is not null && !knowledge.EditionOwners.ContainsKey(edition)) return null;
        var open = new OpenCase(edition is null ? ids[0] : knowledge.EditionOwners[edition].Tool.Id, edition, OrNone(when?.Data?.AnyOf),
            OrNone(when?.Devices), OrNone(when?.Purposes), draft.Day);
        var decision = PolicyEngine.DecideOpen(open, draft.Asker, knowledge);
        var by = decision.Rules.Where(r => knowledge.Rules[r].Effect > rule.Effect).ToImmutableArray();
        return decision.Rules.Contains(rule.Id) || by.IsEmpty ? null : by;

        static ImmutableArray<string> OrNone(ImmutableArray<string>? values) => values is { IsDefault: false } given ? given : [];
    }
}
