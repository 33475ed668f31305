using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>A group whose members may waive rules from now on, since the group that may waive them, as before, is above it now.</summary>
/// <param name="Rules">In the order of the rules afterwards.</param>
public sealed record NewWaivers(string Group, string Above, ImmutableArray<string> Rules)
{
    /// <summary>A group that is below another no more is not told, nor a rule that another group may waive: that is a
    /// <see cref="WaiverChange"/>.</summary>
    public static ImmutableArray<NewWaivers> Of(KnowledgeBase before, KnowledgeBase after) =>
    [
        .. from rule in after.Set.Rules
           where rule.WaivableBy is not null && before.Rules.GetValueOrDefault(rule.Id)?.WaivableBy == rule.WaivableBy
           group rule.Id by rule.WaivableBy into rules
           from @group in after.Set.Groups
           where after.WithParents(@group.Id).Contains(rules.Key) && !before.WithParents(@group.Id).Contains(rules.Key)
           select new NewWaivers(@group.Id, rules.Key, [.. rules]),
    ];
}
