using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>The exact effects of a change of knowledge, by enumeration of the closed cases. Exceptions, which belong to persons, are left
/// out. Pure.</summary>
public static class Effects
{
    /// <summary>Every case of <see cref="CaseSpace.Of"/> whose verdict or obligations differ on <paramref name="day"/> is in exactly one
    /// line, and no other is. Lines that permit come first, then by kind, the largest first.</summary>
    public static EffectPreview Compare(KnowledgeBase before, KnowledgeBase after, DateOnly day)
    {
        var space = CaseSpace.Of(before, after);
        return new(day, Lines(before, after, space, day, []), space);
    }

    /// <summary>The day itself and the later days on which a rule of either base begins or ends: between them nothing changes.</summary>
    public static ImmutableArray<DateOnly> TurningDays(KnowledgeBase before, KnowledgeBase after, DateOnly from) =>
        [.. before.Set.Rules.Concat(after.Set.Rules).SelectMany(r => (DateOnly?[])[r.Effective, r.Expires]).OfType<DateOnly>()
            .Where(d => d > from).Append(from).Distinct().Order()];

    /// <summary>What a change does from a day on: on that day, and on each later one on which it comes to do something else, whichever
    /// rules decide.</summary>
    /// <param name="on">What it does on one day.</param>
    public static ImmutableArray<EffectPreview> Turns(KnowledgeBase before, KnowledgeBase after, DateOnly from,
        Func<DateOnly, EffectPreview> on)
    {
        var turns = ImmutableArray.CreateBuilder<EffectPreview>();
        foreach (var day in TurningDays(before, after, from))
            if (on(day) is var does && (turns.Count == 0 || !Keys(does).SetEquals(Keys(turns[^1])))) turns.Add(does);
        return turns.ToImmutable();
    }

    private static HashSet<string> Keys(EffectPreview preview) =>
        [.. preview.Lines.Select(l => string.Join('|', l.Kind, string.Join(',', l.Tools), string.Join(',', l.Data),
            string.Join(',', l.Devices), string.Join(',', l.Purposes), string.Join(';', l.Groups.Select(g => string.Join(',', g))),
            string.Join(',', l.Before), string.Join(',', l.After), string.Join(',', l.Added), string.Join(',', l.Removed)))];

    /// <param name="exceptions">That everybody has, before and after.</param>
    internal static ImmutableArray<EffectLine> Lines(KnowledgeBase before, KnowledgeBase after, CaseSpace space, DateOnly day,
        ImmutableArray<GrantedException> exceptions)
    {
        var (was, now) = (new CaseSide(before, space, day, exceptions), new CaseSide(after, space, day, exceptions));
        var lines = new List<(string Box, EffectLine Line)>();
        foreach (var alike in space.Tools.GroupBy(t => (was.ProfileOf(t), now.ProfileOf(t))))
            foreach (var (box, line) in OfProfile(alike.First(), was, now, space)) lines.Add((box, line with { Tools = [.. alike] }));
        return [.. lines.GroupBy(l => l.Box, l => l.Line, StringComparer.Ordinal).Select(g => Merged(g, space)).OrderBy(l => l.Kind)
            .ThenByDescending(l => l.Cases)];
    }

    /// <summary>The lines of one tool, which stand for all tools of its profile;
    /// each with a key that equal lines of other profiles share.</summary>
    private static IEnumerable<(string Key, EffectLine Line)> OfProfile(string tool, CaseSide was, CaseSide now, CaseSpace space)
    {
        var changed = new Dictionary<string, List<Change>>(StringComparer.Ordinal);
        var alike = new AlikeCases(tool, was, now, space);
        var known = new Dictionary<(int, int, int, int), (string Label, EffectKind Kind, CaseDecision Before, CaseDecision After)?>();
        // Sets of groups that no rule about the tool tells apart change alike, and end in one box: the first stands for them.
        var memberships = Enumerable.Range(0, space.Groups.Length).ToLookup(g => alike.Groups[g]);
        foreach (var g in memberships.Select(m => m.Key))
            for (var p = 0; p < space.Purposes.Length; p++)
                for (var v = 0; v < space.Devices.Length; v++)
                    for (var d = 0; d < space.Data.Length; d++)
                    {
                        var first = (alike.Data[d], alike.Devices[v], alike.Purposes[p], alike.Groups[g]);
                        if (!known.TryGetValue(first, out var change)) known[first] = change = Of(tool, (d, v, p, g), was, now, space);
                        if (change is not var (label, kind, before, after)) continue;
                        if (!changed.TryGetValue(label, out var same)) changed[label] = same = [];
                        same.Add(new(kind, (d, v, p, g), before, after));
                    }
        foreach (var (label, cases) in changed)
        {
            var at = cases.ToDictionary(c => c.At);
            foreach (var firsts in CaseBoxes.Merge(cases.Select(c => c.At)))
            {
                var box = firsts with { Groups = [.. firsts.Groups.SelectMany(g => memberships[g]).Order()] };
                yield return ($"{label}|{box.Key}", Line(cases[0], box, [.. Within(firsts).Select(c => at[c])], space));
            }
        }
    }

    private static (string, EffectKind, CaseDecision, CaseDecision)? Of(
        string tool, (int Data, int Device, int Purpose, int Groups) at, CaseSide was, CaseSide now, CaseSpace space)
    {
        var (data, device, purpose) = (space.Data[at.Data], space.Devices[at.Device], space.Purposes[at.Purpose]);
        var (before, after) = (was.Decide(tool, data, device, purpose, at.Groups), now.Decide(tool, data, device, purpose, at.Groups));
        return CaseComparison.KindOf(before, after) is { } kind ? (Label(kind, before, after), kind, before, after) : null;
    }

    private sealed record Change(EffectKind Kind, (int Data, int Device, int Purpose, int Groups) At, CaseDecision Before,
        CaseDecision After);

    /// <summary>Cases with one label may be told in one line.</summary>
    private static string Label(EffectKind kind, CaseDecision before, CaseDecision after) => kind == EffectKind.ObligationsChanged
        ? $"{kind}+{string.Join(',', after.Obligations.Except(before.Obligations))}-{string.Join(',', before.Obligations.Except(after.Obligations))}"
        : $"{kind}+{string.Join(',', after.Obligations)}";

    private static EffectLine Line(Change one, CaseBox box, Change[] cases, CaseSpace space) => new(
        one.Kind, [], [.. box.Data.Select(i => space.Data[i])], [.. box.Devices.Select(i => space.Devices[i])],
        [.. box.Purposes.Select(i => space.Purposes[i])], [.. box.Groups.Select(i => space.Groups[i])],
        [.. cases.Select(c => c.Before.Verdict).Distinct().Order()], [.. cases.Select(c => c.After.Verdict).Distinct().Order()],
        [.. cases.SelectMany(c => c.After.Rules.IsEmpty ? c.Before.Rules : c.After.Rules).Distinct(StringComparer.Ordinal)],
        one.Kind == EffectKind.ObligationsChanged ? [.. one.After.Obligations.Except(one.Before.Obligations)] : one.After.Obligations,
        one.Kind == EffectKind.ObligationsChanged ? [.. one.Before.Obligations.Except(one.After.Obligations)] : []);

    private static EffectLine Merged(IEnumerable<EffectLine> alike, CaseSpace space)
    {
        var all = alike.ToList();
        if (all.Count == 1) return all[0];
        return all[0] with
        {
            Tools = [.. space.Tools.Intersect(all.SelectMany(l => l.Tools), StringComparer.Ordinal)],
            Before = [.. all.SelectMany(l => l.Before).Distinct().Order()],
            After = [.. all.SelectMany(l => l.After).Distinct().Order()],
            Rules = [.. all.SelectMany(l => l.Rules).Distinct(StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<(int Data, int Device, int Purpose, int Groups)> Within(CaseBox box) =>
        from g in box.Groups from p in box.Purposes from v in box.Devices from d in box.Data select (d, v, p, g);
}
