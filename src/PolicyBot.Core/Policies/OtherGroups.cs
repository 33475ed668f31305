using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Policies;

/// <summary>What a question would come to for people of other groups than the asker's. The asker's own verdict never comes from here.</summary>
public static class OtherGroups
{
    /// <summary>Those of <paramref name="groups"/> that the asker is not of, and for whose members verdict or duties are not those of
    /// <paramref name="decisions"/>.</summary>
    public static ImmutableArray<string> Differing(ImmutableArray<string> groups, ImmutableArray<Decision> decisions, Frame frame,
        Asker asker, DateOnly day, KnowledgeBase knowledge)
    {
        var unread = decisions.Any(d => d.Case.DataUnread);
        // An exception is the asker's own.
        if (!asker.Exceptions.IsDefaultOrEmpty) decisions = Of(asker with { Exceptions = [] });
        var named = knowledge.Set.Rules.SelectMany(NamedGroups).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        return [.. groups.Where(g => !IsOf(asker, g, knowledge) && Differs(g))];

        ImmutableArray<Decision> Of(Asker who) => PolicyEngine.DecideBare(frame, who, day, knowledge, unread);

        // Groups that lie within the same groups that rules name are treated alike.
        bool Differs(string group)
        {
            var within = string.Join(' ', knowledge.WithParents(group).Where(named.Contains).Order(StringComparer.Ordinal));
            if (!known.TryGetValue(within, out var differs))
                known[within] = differs = !decisions.SequenceEqual(Of(Asker.Nobody with { Groups = [group] }), Alike.Instance);
            return differs;
        }
    }

    private static IEnumerable<string> NamedGroups(Rule rule)
    {
        foreach (var condition in (Condition?[])[rule.When, rule.Unless])
            if (condition is { Groups.IsDefault: false })
                foreach (var group in condition.Groups) yield return group;
    }

    /// <summary>By the asker's record, or because everyone is.</summary>
    public static bool IsOf(Asker asker, string group, KnowledgeBase knowledge) =>
        group == Group.Everyone || asker.Groups.SelectMany(knowledge.WithParents).Contains(group);

    /// <summary>Compares what decisions have people do.</summary>
    private sealed class Alike : IEqualityComparer<Decision>
    {
        public static Alike Instance { get; } = new();

        public bool Equals(Decision? a, Decision? b) => a is not null && b is not null && Key(a) == Key(b);

        public int GetHashCode(Decision of) => Key(of).GetHashCode(StringComparison.Ordinal);

        private static string Key(Decision of) => string.Join('\n', of.Cases.Concat(of.Openings)
            .Select(l => $"{Line(l.Verdict, l.Obligations)} {string.Join(' ', l.When.Data)} {string.Join(' ', l.When.Devices)} "
                + $"{string.Join(' ', l.When.Editions)} {string.Join(' ', l.When.Purposes)}")
            .Prepend(Line(of.Verdict, of.Obligations)));

        private static string Line(Verdict verdict, ImmutableArray<string> obligations) => $"{verdict} {string.Join(' ', obligations)}";
    }
}
