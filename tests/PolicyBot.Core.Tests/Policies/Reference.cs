using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Tests.Policies;

/// <summary>POLICY.md, 1 to 8, once more: plain loops over the documents' lists, written from the text and not from the engine. `null` is
/// "cannot be evaluated".</summary>
internal static class Reference
{
    public static (Verdict Verdict, List<string> Rules, List<string> Obligations, List<string> Exceptions) Decide(ClosedCase c,
        Asker asker, KnowledgeSet k)
    {
        var pool = new List<Rule>();
        var broken = new List<string>();
        foreach (var rule in k.Rules)
        {
            if (rule.Effective > c.Day || rule.Expires <= c.Day) continue;
            bool? applies = Selected(rule.Tools, c.Tool, k);
            if (rule.When != null) applies &= Holds(rule.When, c, k);
            if (rule.Unless != null) applies &= !Holds(rule.Unless, c, k);
            if (applies == true) pool.Add(rule);
            if (applies == null) broken.Add(rule.Id);
        }

        var usable = new List<GrantedException>();
        foreach (var e in asker.Exceptions)
        {
            var forAsker = e.Who == "kim" || Ancestors(c.Groups, k).Contains(e.Who);
            var forTool = e.Tool == c.Tool || k.Tools.Any(t => t.Id == e.Tool && t.Editions.Any(x => x.Id == c.Tool));
            if (forAsker && forTool && (e.Data == null || e.Data == c.Data) && c.Day < e.Until) usable.Add(e);
        }

        var used = new List<GrantedException>();
        var kept = new List<string>();
        var everApplied = pool.Count > 0;
        foreach (var effect in new[] { Effect.Forbid, Effect.RequireApproval, Effect.Discourage, Effect.Permit })
        {
            if (effect != Effect.Forbid && broken.Count > 0) return (Verdict.NeedsReview, broken, [], Names(used));
            foreach (var rule in pool.Where(r => r.Effect == effect).ToList())
            {
                var by = usable.Where(e =>
                    rule.WaivableBy != null ? Ancestors(e.GrantedBy, k).Contains(rule.WaivableBy) : effect == Effect.RequireApproval)
                        .ToList();
                if (by.Count == 0) continue;
                used.AddRange(by);
                pool.Remove(rule);
                if (effect == Effect.RequireApproval) kept.AddRange(rule.Obligations);
            }
            var deciding = pool.Where(r => r.Effect == effect).Select(r => r.Id).ToList();
            if (deciding.Count > 0) return Result(effect, deciding, pool.SelectMany(r => r.Obligations));
        }
        if (everApplied) return Result(Effect.Permit, [], []);
        if (k.Default == null) return (Verdict.NotCovered, [], [], []);
        if (k.Default.Effect != Effect.RequireApproval || usable.Count == 0) return Result(k.Default.Effect, [], k.Default.Obligations);
        used.AddRange(usable);
        return Result(Effect.Permit, [], k.Default.Obligations);

        (Verdict, List<string>, List<string>, List<string>) Result(Effect effect, List<string> rules, IEnumerable<string> obligations)
        {
            var all = obligations.Concat(kept).Concat(used.SelectMany(e => e.Obligations)).ToHashSet();
            var ordered = k.Obligations.Select(o => o.Id).Where(all.Contains).ToList();
            if (effect == Effect.Forbid) return (Verdict.Prohibited, rules, [], Names(used));
            if (effect == Effect.RequireApproval) return (Verdict.ApprovalRequired, rules, ordered, Names(used));
            if (effect == Effect.Discourage) return (Verdict.Discouraged, rules, ordered, Names(used));
            return (ordered.Count > 0 ? Verdict.PermittedWithConditions : Verdict.Permitted, rules, ordered, Names(used));
        }

        List<string> Names(List<GrantedException> of) => [.. asker.Exceptions.Where(of.Contains).Select(e => e.Id)];
    }

    private static bool? Selected(ToolSelector s, string id, KnowledgeSet k)
    {
        if (s.All) return true;
        var tool = k.Tools.Single(t => t.Id == id || t.Editions.Any(e => e.Id == id));
        if (s.Ids.Contains(id) || s.Ids.Contains(tool.Id) || s.Vendors.Contains(tool.Vendor) || s.Countries.Contains(tool.Country)
            || s.Kinds.Intersect(tool.Kinds).Any() || s.Attributes.Intersect(AttributesOf(id, tool)).Any()) return true;
        foreach (var named in s.Ids)
            if (!k.Tools.Any(t => t.Id == named || t.Editions.Any(e => e.Id == named))) return null;
        return s.Ids.Length + s.Vendors.Length + s.Countries.Length + s.Kinds.Length + s.Attributes.Length == 0 ? null : false;
    }

    private static bool? Holds(Condition w, ClosedCase c, KnowledgeSet k)
    {
        var tool = k.Tools.Single(t => t.Id == c.Tool || t.Editions.Any(e => e.Id == c.Tool));
        var hostings = tool.Editions.Select(e => e.Hosting).Distinct().ToList();
        var hosting = tool.Editions.FirstOrDefault(e => e.Id == c.Tool)?.Hosting ?? (hostings.Count == 1 ? hostings[0] : Hosting.Vendor);
        bool? all = true;
        if (w.Tools != null) all &= Selected(w.Tools, c.Tool, k);
        if (!w.Hosting.IsDefault) all &= w.Hosting.Contains(hosting);
        if (!w.Kinds.IsDefault) all &= w.Kinds.Intersect(tool.Kinds).Any();
        if (!w.Attributes.IsDefault) all &= w.Attributes.Intersect(AttributesOf(c.Tool, tool)).Any();
        if (!w.Countries.IsDefault) all &= w.Countries.Contains(tool.Country);
        if (!w.Groups.IsDefault) all &= Found(w.Groups, Ancestors(c.Groups, k), [.. k.Groups.Select(g => g.Id), "everyone"]);
        if (!w.Devices.IsDefault) all &= Found(w.Devices, c.Device is null ? null : [c.Device], k.Devices.Select(d => d.Id));
        if (!w.Purposes.IsDefault) all &= Found(w.Purposes, c.Purpose is null ? null : [c.Purpose], k.Purposes.Select(p => p.Id));
        if (w.Data != null) all &= DataHolds(w.Data, c.Data, k);
        return all;
    }

    private static bool? DataHolds(DataCondition d, string? data, KnowledgeSet k)
    {
        if (data == null) return false;
        if (!d.AnyOf.IsDefaultOrEmpty) return Found(d.AnyOf, [data], k.Data.Select(x => x.Id));
        int? Level(string id) => k.Data.FirstOrDefault(x => x.Id == id)?.Level;
        if (d.AtLeast != null && Level(d.AtLeast) == null) return null;
        if (d.AtMost != null && Level(d.AtMost) == null) return null;
        if (d.AtLeast != null && d.AtMost != null && Level(d.AtLeast) > Level(d.AtMost)) return null;
        if (Level(data) == null) return false;
        return (d.AtLeast == null || Level(data) >= Level(d.AtLeast)) && (d.AtMost == null || Level(data) <= Level(d.AtMost));
    }

    private static bool? Found(IEnumerable<string> any, IEnumerable<string>? values, IEnumerable<string> declared) =>
        values == null ? false : any.Intersect(values).Any() ? true : any.Except(declared).Any() ? null : false;

    private static ImmutableArray<string> AttributesOf(string id, Tool tool) =>
        tool.Editions.FirstOrDefault(e => e.Id == id)?.Attributes ?? tool.Attributes;

    private static HashSet<string> Ancestors(IEnumerable<string> groups, KnowledgeSet k)
    {
        var all = groups.Append("everyone").ToHashSet();
        for (var i = 0; i <= k.Groups.Length; i++)
            foreach (var g in k.Groups)
                if (all.Contains(g.Id) && g.Parent != null) all.Add(g.Parent);
        return all;
    }
}
