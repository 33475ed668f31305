using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>Effect lines in plain words, names in the language given. Short lists are written out, long ones counted.</summary>
public static class EffectText
{
    private const int MostNames = 6;

    /// <summary>"newly prohibited: DeepSeek; with any data; was permitted (rule `no-deepseek`)".</summary>
    public static string Of(EffectLine line, CaseSpace space, KnowledgeBase before, KnowledgeBase after, string language)
    {
        string Name(Func<KnowledgeBase, string?> of, string id) => of(after) ?? of(before) ?? id;
        var parts = new List<string>
        {
            $"{Kind(line.Kind)}: {(line.Tools.Length == space.Tools.Length ? "every tool" : Names(line.Tools, t => Name(k => k.Tools.ContainsKey(t) || k.EditionOwners.ContainsKey(t) ? k.ToolName(t, language) : null, t), "tools and editions"))}",
        };
        Add(parts, line.Data, space.Data, "with", "with any data", "without data named", d => Name(k => k.Data.GetValueOrDefault(d)?.Name.In(language), d));
        Add(parts, line.Devices, space.Devices, "on", "", "no device named", v => Name(k => k.Devices.GetValueOrDefault(v)?.Name.In(language), v));
        Add(parts, line.Purposes, space.Purposes, "for", "", "no purpose named", p => Name(k => k.Purposes.GetValueOrDefault(p)?.Name.In(language), p));
        if (line.Groups.Length < space.Groups.Length)
            parts.Add($"for {Names(line.Groups, set => set.IsEmpty ? "people of no group named in a rule" : string.Join(" + ", set.Select(g => Name(k => k.Groups.GetValueOrDefault(g)?.Name.In(language), g))), "sets of groups")}");
        if (line.Kind == EffectKind.ObligationsChanged)
        {
            if (!line.Added.IsEmpty) parts.Add($"new duties: {string.Join(", ", line.Added.Select(o => $"`{o}`"))}");
            if (!line.Removed.IsEmpty) parts.Add($"duties no more: {string.Join(", ", line.Removed.Select(o => $"`{o}`"))}");
        }
        else
        {
            parts.Add($"was {string.Join(" or ", line.Before.Select(v => Kebab.Name(v).Replace('-', ' ')))}");
            if (!line.Added.IsEmpty) parts.Add($"duties: {string.Join(", ", line.Added.Select(o => $"`{o}`"))}");
        }
        return string.Join("; ", parts) + (line.Rules.IsEmpty ? "" : $" ({(line.Rules.Length == 1 ? "rule" : "rules")} {string.Join(", ", line.Rules.Take(MostNames).Select(r => $"`{r}`"))})");
    }

    private static void Add(List<string> parts, ImmutableArray<string> values, ImmutableArray<string> all, string word, string any, string none, Func<string, string> name)
    {
        if (values.Length < all.Length) parts.Add(values is [""] ? none : $"{word} {Names(values, v => v.Length == 0 ? none : name(v), "kinds")}");
        else if (any.Length > 0) parts.Add(any);
    }

    private static string Names<T>(ImmutableArray<T> ids, Func<T, string> name, string what)
    {
        var shown = string.Join(", ", ids.Take(MostNames).Select(name));
        return ids.Length <= MostNames ? shown : $"{shown} and {ids.Length - MostNames} more {what}";
    }

    private static string Kind(EffectKind kind) => kind switch
    {
        EffectKind.NewlyPermitted => "newly permitted",
        EffectKind.NowDiscouraged => "now discouraged",
        EffectKind.NowNeedsApproval => "now needs approval",
        EffectKind.NowNeedsReview => "now needs review, since a rule cannot be evaluated",
        EffectKind.NoLongerCovered => "no longer covered by any rule",
        EffectKind.NewlyProhibited => "newly prohibited",
        _ => "duties change",
    };
}
