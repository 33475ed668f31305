using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Preview;

/// <summary>Effect lines in plain words of one language. Short lists are written out, long ones counted, and what is nearly all is told by
/// what is left out.</summary>
internal sealed class EffectWords(DeskWords words, KnowledgeBase before, KnowledgeBase after)
{
    private const int MostNames = 6;
    private const int MostLeftOut = 3;

    /// <summary>"newly prohibited: DeepSeek; with any data; was permitted (rule `no-deepseek`)".</summary>
    public string Of(EffectLine line, CaseSpace space)
    {
        var parts = new List<string>
        {
            words.Say("effects." + Kebab.Name(line.Kind),
                ("tools", line.Tools.Length == space.Tools.Length ? words.Say("effects.every-tool") : Names(line.Tools, Tool))),
        };
        Add(parts, line.Data, space.Data, "data", d => Name(k => k.Data.GetValueOrDefault(d)?.Name, d));
        Add(parts, line.Devices, space.Devices, "device", v => Name(k => k.Devices.GetValueOrDefault(v)?.Name, v));
        Add(parts, line.Purposes, space.Purposes, "purpose", p => Name(k => k.Purposes.GetValueOrDefault(p)?.Name, p));
        if (line.Groups.Length < space.Groups.Length) parts.Add(words.Say("effects.with-groups", ("groups", Names(line.Groups, Groups))));
        if (line.Kind == EffectKind.ObligationsChanged)
        {
            if (!line.Added.IsEmpty) parts.Add(words.Say("effects.new-duties", ("duties", Ids(line.Added))));
            if (!line.Removed.IsEmpty) parts.Add(words.Say("effects.lost-duties", ("duties", Ids(line.Removed))));
        }
        else
        {
            parts.Add(words.Say("effects.was", ("verdicts", string.Join(words.Say("effects.or"), line.Before.Select(words.Verdict)))));
            if (!line.Added.IsEmpty) parts.Add(words.Say("effects.duties", ("duties", Ids(line.Added))));
        }
        return string.Join("; ", parts) + (line.Rules.IsEmpty ? ""
            : $" ({words.Say("effects.rules", ("rules", Ids([.. line.Rules.Take(MostNames)])))})");
    }

    private void Add(List<string> parts, ImmutableArray<string> values, ImmutableArray<string> all, string dimension,
        Func<string, string> name)
    {
        if (values.Length == all.Length)
        {
            if (dimension == "data") parts.Add(words.Say("effects.any-data"));
        }
        else parts.Add(values is [""] ? words.Say("effects.no-" + dimension)
            : words.Say("effects.with-" + dimension, ("names",
                NamesOf(values, all, v => v.Length == 0 ? words.Say("effects.none-named") : name(v)))));
    }

    private string NamesOf(ImmutableArray<string> values, ImmutableArray<string> all, Func<string, string> name)
    {
        ImmutableArray<string> left = [.. all.Except(values, StringComparer.Ordinal)];
        return left.Length <= MostLeftOut && left.Length < values.Length - 1
            ? words.Say("effects.all-but", ("names", Names(left, name))) : Names(values, name);
    }

    private string Groups(ImmutableArray<string> set) =>
        set.IsEmpty ? words.Say("effects.no-group") : string.Join(" + ",
            set.Select(g => Name(k => k.Groups.GetValueOrDefault(g)?.Name, g)));

    private string Tool(string id) => words.Tool(id, after) is var name && name != id ? name : words.Tool(id, before);

    private string Name(Func<KnowledgeBase, LocalizedText?> of, string id) => (of(after) ?? of(before))?.In(words.Language) ?? id;

    private string Names<T>(ImmutableArray<T> ids, Func<T, string> name)
    {
        var shown = string.Join(", ", ids.Take(MostNames).Select(name));
        return ids.Length <= MostNames ? shown : words.Say("effects.more", ("names", shown),
            ("count", (ids.Length - MostNames).ToString(CultureInfo.InvariantCulture)));
    }

    private static string Ids(ImmutableArray<string> ids) => string.Join(", ", ids.Select(i => $"`{i}`"));
}
