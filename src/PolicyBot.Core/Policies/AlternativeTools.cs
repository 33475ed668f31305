using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Tools of the same first kind that the asker may use in the same case, no edition named, with or without conditions: mildest
/// verdict first, then those that a determining rule lists by id, then in
/// file order. Where data is open every value left must allow it.</summary>
internal static class AlternativeTools
{
    private const int Most = 5;

    /// <summary>Kinds of tools that are given a text and write one.</summary>
    private static readonly ImmutableArray<string> Writers = ["chat-assistant", "office-assistant", "writing-assistant", "search-assistant"];

    /// <summary>What a tool or an edition that may be used is ranked by.</summary>
    private sealed record Rating(Verdict Verdict, bool ById)
    {
        public Ranked Of(string id) => new(id, this);
    }

    private sealed record Ranked(string Id, Rating Rating);

    private static IEnumerable<Ranked> InOrder(IEnumerable<Ranked> found) =>
        found.OrderBy(f => (int)f.Rating.Verdict * 2 + (f.Rating.ById ? 0 : 1));

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
    public static ImmutableArray<string> EditionsTo(OpenCase open, CaseEvaluator cases) => BestOfEach("editions", open, cases, tool => tool.Editions
        .Select(e => Allowed(open with { Tool = tool.Id, Edition = e.Id }, cases.Policy.For(e.Id).Profile, cases)?.Of(e.Id)));

    /// <summary>One a tool, itself or an edition, that a rule wants approved whatever the data; not the one asked about.</summary>
    public static ImmutableArray<string> WithApprovalTo(OpenCase open, CaseEvaluator cases) => [.. BestOfEach("approval", open, cases, tool => tool.Editions
        .Select(e => e.Id).Prepend(tool.Id).Select(id => ByApproval(
            open with { Tool = tool.Id, Edition = id == tool.Id ? null : id }, cases.Policy.For(id).Profile, cases)?.Of(id)))
        .Where(id => id != (open.Edition ?? open.Tool))];

    /// <summary>One a tool, itself or an edition, that a determining rule lists by id, of another first kind that serves for the same work.</summary>
    public static ImmutableArray<string> OfOtherKinds(OpenCase open, CaseEvaluator cases) => BestOfEach("other", open, cases, tool => tool.Editions
        .Select(e => e.Id).Prepend(tool.Id).Select(id => Allowed(
            open with { Tool = tool.Id, Edition = id == tool.Id ? null : id }, cases.Policy.For(id).Profile, cases) is { ById: true } rating ? rating.Of(id) : null),
        kind => Writers.Contains(kind) ? Writers.Where(k => k != kind).SelectMany(cases.Policy.ToolsOfKind) : []);

    private static ImmutableArray<string> BestOfEach(string what, OpenCase open, CaseEvaluator cases, Func<Tool, IEnumerable<Ranked?>> ratings,
        Func<string, IEnumerable<Tool>>? candidates = null)
    {
        var kinds = cases.Knowledge.Tools[open.Tool].Kinds;
        if (kinds.IsDefaultOrEmpty) return [];
        ImmutableArray<string> Best() => [.. InOrder((candidates ?? cases.Policy.ToolsOfKind)(kinds[0])
            .Select(tool => InOrder(ratings(tool).OfType<Ranked>()).FirstOrDefault()).OfType<Ranked>()).Take(Most).Select(f => f.Id)];
        return cases.Asker.Exceptions.IsDefaultOrEmpty
            ? cases.Policy.Alternatives.GetOrAdd(what + Key(kinds[0], open, cases.Asker), Best) : Best();
    }

    /// <summary>One more than are shown, since the tool asked about may be among them.</summary>
    private static ImmutableArray<string> Rank(string kind, OpenCase open, CaseEvaluator cases)
    {
        var shared = new Dictionary<ToolProfile, Rating?>();
        var excepted = cases.Asker.Exceptions.IsDefaultOrEmpty
            ? [] : cases.Asker.Exceptions.Select(e => e.Tool).ToHashSet(StringComparer.Ordinal);
        var found = new List<Ranked>();
        foreach (var tool in cases.Policy.ToolsOfKind(kind))
        {
            var profile = cases.Policy.For(tool.Id).Profile;
            var rank = excepted.Contains(tool.Id)
                ? Allowed(open with { Tool = tool.Id, Edition = null }, profile, cases)
                : shared.TryGetValue(profile, out var known)
                    ? known : shared[profile] = Allowed(open with { Tool = tool.Id, Edition = null }, profile, cases);
            if (rank is not null) found.Add(rank.Of(tool.Id));
        }
        return [.. InOrder(found).Take(Most + 1).Select(f => f.Id)];
    }

    private static Rating? Allowed(OpenCase open, ToolProfile profile, CaseEvaluator cases)
    {
        var question = OpenQuestion.Of(open, cases.Knowledge);
        Verdict? verdict = null;
        var rules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var data in question.Data)
        {
            var decision = question.Decide(data, cases);
            if (DataLimits.AreLeftOut(open) && DataLimits.Holds(decision, cases)) continue;
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
        return new(verdict.Value, profile.Rules.Any(r => r.ById && rules.Contains(r.Rule.Id)));
    }

    private static Rating? ByApproval(OpenCase open, ToolProfile profile, CaseEvaluator cases)
    {
        var question = OpenQuestion.Of(open, cases.Knowledge);
        var rules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var data in question.Data)
        {
            var decision = question.Decide(data, cases);
            if (decision.Verdict != Verdict.ApprovalRequired || decision.Rules.IsEmpty) return null;
            rules.UnionWith(decision.Rules);
        }
        return rules.Count == 0 ? null : new(Verdict.ApprovalRequired, profile.Rules.Any(r => r.ById && rules.Contains(r.Rule.Id)));
    }

    private static string Key(string kind, OpenCase open, Asker asker) => string.Join(
        '\u001e', kind, open.DataUnread ? "*" : Part(open.Data), Part(open.Devices), Part(open.PossibleDevices), Part(open.Purposes), Part(asker.Groups),
        open.Day.DayNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Part(ImmutableArray<string> ids) =>
        ids.IsDefaultOrEmpty ? "" : string.Join('\u001f', ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
