using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Tools of the same first kind that the asker may use in the same case, no edition named, with or without conditions: mildest
/// verdict first, then those that a determining rule lists by id, then in
/// file order. Where data is open every value left must allow it.</summary>
internal static class AlternativeTools
{
    private const int Most = 5;

    public static ImmutableArray<string> To(OpenCase open, CaseEvaluator cases)
    {
        var kinds = cases.Knowledge.Tools[open.Tool].Kinds;
        if (kinds.IsDefaultOrEmpty) return [];
        var kind = kinds[0];
        var ranking = cases.Asker.Exceptions.IsDefaultOrEmpty
            ? cases.Policy.Alternatives.GetOrAdd(Key(kind, open, cases.Asker), () => Rank(kind, open, cases))
            : Rank(kind, open, cases);
        return [.. ranking.Where(t => t != open.Tool).Take(Most)];
    }

    /// <summary>One edition a tool, where no tool itself will do.</summary>
    public static ImmutableArray<string> EditionsTo(OpenCase open, CaseEvaluator cases)
    {
        var kinds = cases.Knowledge.Tools[open.Tool].Kinds;
        if (kinds.IsDefaultOrEmpty) return [];
        return cases.Asker.Exceptions.IsDefaultOrEmpty
            ? cases.Policy.Alternatives.GetOrAdd("editions" + Key(kinds[0], open, cases.Asker), () => RankEditions(kinds[0], open, cases))
            : RankEditions(kinds[0], open, cases);
    }

    private static ImmutableArray<string> RankEditions(string kind, OpenCase open, CaseEvaluator cases)
    {
        var found = new List<(string Edition, Verdict Verdict, bool ById)>();
        foreach (var tool in cases.Policy.ToolsOfKind(kind))
        {
            var best = tool.Editions
                .Select(e => (e.Id, Rank: Allowed(open with { Tool = tool.Id, Edition = e.Id }, cases.Policy.For(e.Id).Profile, cases)))
                .Where(e => e.Rank is not null).OrderBy(e => e.Rank!.Value.Item1)
                .ThenByDescending(e => e.Rank!.Value.Item2).FirstOrDefault();
            if (best.Rank is var (verdict, byId)) found.Add((best.Id, verdict, byId));
        }
        return [.. found.OrderBy(f => f.Verdict).ThenByDescending(f => f.ById).Take(Most).Select(f => f.Edition)];
    }

    /// <summary>One more than are shown, since the tool asked about may be among them.</summary>
    private static ImmutableArray<string> Rank(string kind, OpenCase open, CaseEvaluator cases)
    {
        var shared = new Dictionary<ToolProfile, (Verdict Verdict, bool ById)?>();
        var excepted = cases.Asker.Exceptions.IsDefaultOrEmpty
            ? [] : cases.Asker.Exceptions.Select(e => e.Tool).ToHashSet(StringComparer.Ordinal);
        var found = new List<(string Tool, Verdict Verdict, bool ById)>();
        foreach (var tool in cases.Policy.ToolsOfKind(kind))
        {
            var profile = cases.Policy.For(tool.Id).Profile;
            var rank = excepted.Contains(tool.Id)
                ? Allowed(open with { Tool = tool.Id, Edition = null }, profile, cases)
                : shared.TryGetValue(profile, out var known)
                    ? known : shared[profile] = Allowed(open with { Tool = tool.Id, Edition = null }, profile, cases);
            if (rank is var (verdict, byId)) found.Add((tool.Id, verdict, byId));
        }
        return [.. found.OrderBy(f => f.Verdict).ThenByDescending(f => f.ById).Take(Most + 1).Select(f => f.Tool)];
    }

    private static (Verdict, bool)? Allowed(OpenCase open, ToolProfile profile, CaseEvaluator cases)
    {
        var question = OpenQuestion.Of(open, cases.Knowledge);
        Verdict? verdict = null;
        var rules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var data in question.Data)
        {
            var decision = question.Decide(data, cases);
            if (open.Data.IsDefaultOrEmpty && DataLimits.Holds(decision, cases)) continue;
            if (decision.Verdict > Verdict.PermittedWithConditions || (verdict is { } before && before != decision.Verdict)) return null;
            verdict = decision.Verdict;
            rules.UnionWith(decision.Rules);
        }
        if (verdict is null)
        {
            var decision = question.Decide(null, cases);
            if (decision.Verdict > Verdict.PermittedWithConditions) return null;
            verdict = decision.Verdict;
            rules.UnionWith(decision.Rules);
        }
        return (verdict.Value, profile.Rules.Any(r => r.ById && rules.Contains(r.Rule.Id)));
    }

    private static string Key(string kind, OpenCase open, Asker asker) => string.Join(
        '\u001e', kind, Part(open.Data), Part(open.Devices), Part(open.Purposes), Part(asker.Groups),
        open.Day.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Part(ImmutableArray<string> ids) =>
        ids.IsDefaultOrEmpty ? "" : string.Join('\u001f', ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
