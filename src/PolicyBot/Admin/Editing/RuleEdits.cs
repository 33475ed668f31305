using System.Collections.Immutable;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>Rules: what they select, when they apply, from when to when.</summary>
internal static class RuleEdits
{
    public static ImmutableArray<ItemEdit> Add(AdminCommand c, KnowledgeBase knowledge)
    {
        var id = CommandEdits.NewId(c);
        if (Tools(c) is not { } tools)
            throw new EditException("a rule needs tools: --tool, --vendor, --kind, --attribute, --country or --all-tools");
        return
        [
            new AddItem(new("rules", id),
            [
                ("id", YamlValue.OfText(id)), .. Clause(c), .. CommandEdits.Text(c, "effect"), ("tools", tools), .. Map("when", When(c)),
                .. Map("unless", Unless(c)),
                .. CommandEdits.List(c, "obligation", "obligations"),
                .. CommandEdits.Texts(c, "reason", "reason", knowledge.DefaultLanguage),
                .. Days.Where(d => c[d] is not (null or "none")).Select(d => (d, YamlValue.OfText(c.Need(d)))),
                .. CommandEdits.Text(c, "waivable-by"),
            ]),
        ];
    }

    /// <summary>What is given takes the place of what the rule has: `--data`
    /// that of its data condition, and so on, one key at a time.</summary>
    public static ImmutableArray<ItemEdit> Set(AdminCommand c, KnowledgeBase knowledge)
    {
        var item = new ItemKey("rules", c.Need("id"));
        var fields = CommandEdits.Text(c, "effect").Concat(Clause(c)).Concat(CommandEdits.List(c, "obligation", "obligations"))
            .Concat(CommandEdits.Text(c, "waivable-by"));
        return
        [
            .. fields.Select(f => new SetField(item, [f.Item1], f.Item2)),
            .. Tools(c) is { } tools ? [new SetField(item, ["tools"], tools)] : Array.Empty<ItemEdit>(),
            .. When(c).Select(f => new SetField(item, ["when", f.Key], f.Value)),
            .. Unless(c).Select(f => new SetField(item, ["unless", f.Key], f.Value)),
            .. CommandEdits.SetTexts(c, item, "reason", "reason", knowledge.Rules.GetValueOrDefault(item.Id)?.Reason,
                knowledge.DefaultLanguage),
            .. Scheduled(c, item),
        ];
    }

    /// <summary>Ended, not taken out, so that the past stays explained; a rule that would end before it begins is taken out.</summary>
    public static ImmutableArray<ItemEdit> Retire(AdminCommand c, KnowledgeBase knowledge, DateOnly today)
    {
        var item = new ItemKey("rules", c.Need("id"));
        var end = c.Day("on") ?? today;
        if (end < today) throw new EditException($"the rule cannot end in the past, on {end:yyyy-MM-dd}");
        var rule = knowledge.Rules.GetValueOrDefault(item.Id);
        if (rule?.Expires is { } over && over <= end)
            throw new EditException($"the rule {Spelling.Quote(item.Id)} ends on {over:yyyy-MM-dd} already");
        return rule?.Effective is { } begins && begins >= end
            ? [new RemoveItem(item)]
            : [new SetField(item, ["expires"], YamlValue.OfDay(end))];
    }

    public static ImmutableArray<ItemEdit> Schedule(AdminCommand c) => [.. Scheduled(c, new("rules", c.Need("id")))];

    private static readonly string[] Days = ["effective", "expires", "review-by"];

    private static IEnumerable<ItemEdit> Scheduled(AdminCommand c, ItemKey item) =>
        Days.Where(c.Has).Select(d =>
            c[d] == "none" ? (ItemEdit)new ClearField(item, d) : new SetField(item, [d], YamlValue.OfText(c.Need(d))));

    private static IEnumerable<(string, YamlValue)> Clause(AdminCommand c) => CommandEdits.Text(c, "clause");

    private static YamlValue? Tools(AdminCommand c)
    {
        (string, YamlValue)[] keys =
        [
            .. CommandEdits.List(c, "tool", "ids"), .. CommandEdits.List(c, "vendor", "vendors"), .. CommandEdits.List(c, "kind", "kinds"),
            .. CommandEdits.List(c, "attribute", "attributes"), .. CommandEdits.List(c, "country", "countries"),
        ];
        if (!c.Has("all-tools")) return keys.Length > 0 ? YamlValue.OfMap(keys) : null;
        return keys.Length == 0 ? YamlValue.OfMap([("all", YamlValue.True)])
            : throw new EditException("--all-tools stands alone; the other options select nothing more");
    }

    private static IEnumerable<(string Key, YamlValue Value)> When(AdminCommand c)
    {
        if (c.Has("data") && (c.Has("at-least") || c.Has("at-most")))
            throw new EditException("--data stands beside --at-least or --at-most; use one or the other");
        (string, YamlValue)[] range = [.. CommandEdits.Text(c, "at-least"), .. CommandEdits.Text(c, "at-most")];
        if (c.Has("data")) yield return ("data", YamlValue.OfMap([("any-of", YamlValue.OfList(c.All("data")))]));
        if (range.Length > 0) yield return ("data", YamlValue.OfMap(range));
        foreach (var key in (string[])["device", "purpose", "group"])
            if (c.Has(key)) yield return (key + "s", YamlValue.OfList(c.All(key)));
        if (c.Has("hosting")) yield return ("hosting", YamlValue.OfList(c.All("hosting")));
    }

    private static IEnumerable<(string Key, YamlValue Value)> Unless(AdminCommand c)
    {
        if (c.Has("except-tool")) yield return ("tools", YamlValue.OfMap([("ids", YamlValue.OfList(c.All("except-tool")))]));
        if (c.Has("except-group")) yield return ("groups", YamlValue.OfList(c.All("except-group")));
    }

    private static IEnumerable<(string, YamlValue)> Map(string key, IEnumerable<(string Key, YamlValue Value)> entries) =>
        entries.ToArray() is { Length: > 0 } all ? [(key, YamlValue.OfMap(all))] : [];
}
