using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>`sources`, `actors` and `facts` (FORMAT.md).</summary>
internal static class FactReader
{
    public static Source Source(Fields f)
    {
        var source = new Source(
            f.Id(Thing.Source), f.NeedText("title"), f.NeedText("publisher"), Published(f), Url(f, "url"), f.Text("note"), f.At);
        f.Done();
        return source;
    }

    public static Actor Actor(Fields f)
    {
        var (id, name, kind, country) = (f.Id(Thing.Actor), f.NeedText("name"), f.NeedChoice<ActorKind>("kind"), Country(f));
        var region = f.Text("region");
        if (region is not null && !ClosedLists.IsRegion(region, country))
            f.Error(f.Take("region")!, $"{Spelling.Quote(region)} is no region of {Spelling.Quote(country)} such as US-TX (ISO 3166-2)");
        var actor = new Actor(id, name, kind, country, region, f.Refer("parent", Thing.Actor), f.List("aliases").OrEmpty(), f.At);
        f.Done();
        return actor;
    }

    public static Fact Fact(Fields f)
    {
        var group = f.Text("tool-group");
        if (group is not null && Array.IndexOf(ClosedLists.ToolGroups, group) < 0)
            f.Sheet.Problems.Unknown(
                f.Sheet.At(f.Take("tool-group")!), Fields.NotOneOf("tool-group", group, ClosedLists.ToolGroups), group,
                ClosedLists.ToolGroups);
        var tools = f.Refers("tools", Thing.Tool, least: 1);
        if (f.Has("tools") == f.Has("tool-group"))
            f.Sheet.Problems.Error(f.At,
                f.Has("tools") ? "a fact has either `tools` or `tool-group`, not both" : "a fact has either `tools` or `tool-group`");
        if (!f.Has("sources")) f.Need("sources");
        var fact = new Fact(
            f.Id(Thing.Fact), f.NeedRefer("actor", Thing.Actor), f.NeedChoice<FactAction>("action"), tools.OrEmpty(),
            group, f.Text("scope"),
            f.Text("reason"), f.Flag("temporary") ?? false, f.Date("effective"), f.Date("reported"), f.NeedChoice<FactStatus>("status"),
            f.Refer("superseded-by", Thing.Fact), f.NeedText("statement"), f.Refers("sources", Thing.Source, least: 1).OrEmpty(),
            f.Text("attribution"), f.At);
        f.Done();
        return fact;
    }

    public static string Country(Fields f)
    {
        if (f.Need("country") is not { } node || f.TextOf(node, "country") is not { } country) return "";
        ClosedLists.CheckCountry(f, node, country);
        return country;
    }

    public static string? Url(Fields f, string key)
    {
        if (f.Text(key) is not { } url) return null;
        if (WebAddress.IsValid(url)) return url;
        f.Error(f.Take(key)!, $"{Spelling.Quote(url)} is no address that begins with https:// or http://");
        return null;
    }

    public static ImmutableArray<string> OrEmpty(this ImmutableArray<string> list) => list.IsDefault ? [] : list;

    private static PartialDate Published(Fields f)
    {
        if (!f.Has("published")) f.Need("published");
        return f.Date("published") ?? default;
    }
}
