using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>A rule as far as the tool or edition decides it. <paramref name="Selected"/> is `tools` and what `when` asks of the tool, never
/// <see cref="Match.No"/>; <paramref name="Excused"/> what `unless` asks of it, <see cref="Match.No"/> where nothing can take the case
/// out. <paramref name="ById"/>: the rule lists the tool by its id.</summary>
internal sealed record ProfileRule(int Index, Rule Rule, Match Selected, Match Excused, bool ById);

/// <summary>The rules that may apply to a tool or edition, in the order of the files. Tools that no rule tells apart share one profile, and
/// with it their verdicts.</summary>
internal sealed class ToolProfile(ImmutableArray<ProfileRule> rules)
{
    public ImmutableArray<ProfileRule> Rules { get; } = rules;

    public static ImmutableArray<ProfileRule> RulesFor(Subject subject, IEnumerable<int> candidates, KnowledgeBase knowledge)
    {
        var found = ImmutableArray.CreateBuilder<ProfileRule>();
        foreach (var index in candidates)
        {
            var rule = knowledge.Set.Rules[index];
            var selected = Conditions.Selects(rule.Tools, subject, knowledge);
            if (rule.When is { } when) selected = selected.And(Conditions.OfSubject(when, subject, knowledge));
            if (selected == Match.No) continue;
            var excused = rule.Unless is { } unless ? Conditions.OfSubject(unless, subject, knowledge) : Match.No;
            found.Add(new(index, rule, selected, excused, Conditions.Names(rule.Tools, subject)));
        }
        return found.ToImmutable();
    }
}
