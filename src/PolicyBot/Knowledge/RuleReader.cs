using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>`rules` (POLICY.md). Values that must occur among the tools, and bounds of data, are checked when all files are read.</summary>
internal sealed class RuleReader(RuleValues values)
{
    public Rule Rule(Fields f)
    {
        var id = f.Id(Thing.Rule);
        f.Need("tools");
        var tools = f.Map("tools", "`tools`") is { } t ? Selector(t, "tools") : new(false, [], [], [], [], []);
        var (effective, expires) = (f.Day("effective"), f.Day("expires"));
        if (effective is { } from && expires is { } until && until <= from)
            f.Error(f.Take("expires")!,
                $"`expires` ({until:yyyy-MM-dd}) is not later than `effective` ({from:yyyy-MM-dd}), so the rule never holds");
        var rule = new Rule(
            id, f.Text("clause"), f.NeedChoice<Effect>("effect"), tools, Condition(f, "when"), Condition(f, "unless"),
            f.Refers("obligations", Thing.Obligation, 1).OrEmpty(), f.Localized("reason"), effective, expires, f.Day("review-by"),
            f.Refer("waivable-by", Thing.Group), f.At);
        f.Done();
        return rule;
    }

    private ToolSelector Selector(Fields f, string key)
    {
        if (f.IsEmpty) f.Sheet.Problems.Error(f.At, $"{Spelling.Quote(key)} is empty; to select every tool, write {{all: true}}");
        var all = f.Flag("all");
        if (all is false) f.Error(f.Take("all")!, "`all` is only ever true; leave it out");
        var selector = new ToolSelector(
            all ?? false, f.Refers("ids", Thing.Tool, 1).OrEmpty(), Values(f, "vendors").OrEmpty(), Values(f, "kinds").OrEmpty(),
            Values(f, "attributes").OrEmpty(), Values(f, "countries").OrEmpty());
        if (all is true && (f.Has("ids") || f.Has("vendors") || f.Has("kinds") || f.Has("attributes") || f.Has("countries")))
            f.Error(f.Take("all")!, "`all: true` stands alone; the other keys select nothing more");
        f.Done();
        return selector;
    }

    private Condition? Condition(Fields rule, string key)
    {
        if (rule.Map(key, Spelling.Quote(key)) is not { } f) return null;
        if (f.IsEmpty) f.Sheet.Problems.Error(f.At, $"{Spelling.Quote(key)} is empty; leave it out");
        var tools = key == "unless" && f.Map("tools", "`tools`") is { } t ? Selector(t, "tools") : null;
        var hosting = ImmutableArray.CreateBuilder<Hosting>();
        var named = f.List("hosting", (node, _) => hosting.Add(f.ChoiceOf<Hosting>(node, "hosting") ?? default), 1);
        var condition = new Condition(
            tools, f.Map("data", "`data`") is { } d ? Data(d) : null, f.Refers("devices", Thing.Device, 1),
            f.Refers("purposes", Thing.Purpose, 1),
            f.Refers("groups", Thing.Group, 1), named.IsDefault ? default : hosting.DrainToImmutable(), Values(f, "kinds"),
            Values(f, "attributes"),
            Values(f, "countries"));
        f.Done();
        return condition;
    }

    private DataCondition Data(Fields f)
    {
        if (f.IsEmpty) f.Sheet.Problems.Error(f.At, "`data` is empty; leave it out");
        var (low, high, any) = (f.Refer("at-least", Thing.Data), f.Refer("at-most", Thing.Data), f.Refers("any-of", Thing.Data, 1));
        if (low is not null) values.Bound(low, f.Sheet.At(f.Take("at-least")!));
        if (high is not null) values.Bound(high, f.Sheet.At(f.Take("at-most")!));
        if (low is not null && high is not null) values.Range(low, high, f.Sheet.At(f.Take("at-least")!));
        if (!any.IsDefault && (f.Has("at-least") || f.Has("at-most")))
            f.Error(f.Take("any-of")!, "`any-of` stands beside a bound; use one or the other");
        f.Done();
        return new(low, high, any.OrEmpty());
    }

    private ImmutableArray<string> Values(Fields f, string key) =>
        f.List(key, (node, value) => values.Use(key, value, f.Sheet.At(node)), 1);
}
