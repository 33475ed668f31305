using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>`tools` and `ambiguous-names` (FORMAT.md).</summary>
internal sealed class ToolReader(ToolNames names)
{
    public Tool Tool(Fields f)
    {
        var id = f.Id(Thing.Tool);
        var editions = ImmutableArray.CreateBuilder<Edition>();
        if (f.Take("editions") is { } node)
            foreach (var edition in Items(f, node, "editions", "an edition")) editions.Add(Edition(edition, id));
        var ordinary = f.Flag("ordinary-word");
        if (ordinary is false) f.Error(f.Take("ordinary-word")!, "`ordinary-word` is only ever true; leave it out");
        if (!f.Has("kinds")) f.Need("kinds");
        var tool = new Tool(
            id, Name(f, id), f.NeedText("vendor"), FactReader.Country(f),
            f.List("kinds", (n, k) => ClosedLists.CheckKind(f.Sheet, n, k), 1).OrEmpty(),
            Attributes(f).OrEmpty(), Aliases(f, id), editions.DrainToImmutable(), ordinary ?? false, f.At);
        names.OwnId(id, id, f.At);
        f.Done();
        return tool;
    }

    public AmbiguousName Ambiguous(Fields f)
    {
        var name = f.NeedText("name");
        f.Sheet.Names.Declare(Thing.Tool, name, f.At);
        names.Share(name, f.At);
        if (!f.Has("candidates")) f.Need("candidates");
        var candidates = f.List("candidates", (node, id) => names.Candidate(id, f.Sheet.At(node)), 2).OrEmpty();
        f.Done();
        return new(name, candidates, f.At);
    }

    public static IEnumerable<Fields> Items(Fields f, Node node, string key, string what)
    {
        if (node is not ListNode list)
        {
            f.Error(node, $"{Spelling.Quote(key)} is a list");
            yield break;
        }
        foreach (var item in list.Items)
        {
            if (item is MapNode map) yield return new(map, what, f.Sheet);
            else f.Error(item, $"{(Remark)what} is a map, beginning with `id:` or `name:`");
        }
    }

    private Edition Edition(Fields f, string tool)
    {
        var id = f.Id(Thing.Tool);
        names.OwnId(id, tool, f.At);
        var attributes = Attributes(f);
        var edition = new Edition(
            id, Name(f, tool), f.NeedChoice<Hosting>("hosting"), Aliases(f, tool), attributes.IsDefault ? null : attributes, f.At);
        f.Done();
        return edition;
    }

    private string Name(Fields f, string tool)
    {
        var name = f.NeedText("name");
        if (f.Take("name") is { } node) names.Own(name, tool, f.Sheet.At(node));
        return name;
    }

    private ImmutableArray<string> Aliases(Fields f, string tool) =>
        f.List("aliases", (node, alias) => names.Own(alias, tool, f.Sheet.At(node))).OrEmpty();

    private static ImmutableArray<string> Attributes(Fields f) => f.List("attributes", (node, attribute) =>
    {
        if (!Fields.IsKebab(attribute)) f.Error(node, $"the attribute {Spelling.Quote(attribute)} is not kebab-case");
    });
}
