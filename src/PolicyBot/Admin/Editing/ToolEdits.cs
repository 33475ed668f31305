using System.Collections.Immutable;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>Tools, their editions and their spellings.</summary>
internal static class ToolEdits
{
    public static ImmutableArray<ItemEdit> Add(AdminCommand c)
    {
        var id = CommandEdits.NewId(c);
        return
        [
            new AddItem(new("tools", id),
            [
                ("id", YamlValue.OfText(id)), .. CommandEdits.Text(c, "name"), .. CommandEdits.Text(c, "vendor"),
                .. CommandEdits.Text(c, "country"),
                .. CommandEdits.List(c, "kind", "kinds"),
                .. c.Has("ordinary-word") ? [("ordinary-word", YamlValue.True)] : Array.Empty<(string, YamlValue)>(),
                .. CommandEdits.List(c, "attribute", "attributes"), .. CommandEdits.List(c, "alias", "aliases"),
            ]),
        ];
    }

    public static ImmutableArray<ItemEdit> Edit(AdminCommand c, KnowledgeBase knowledge)
    {
        var item = Item(c, knowledge);
        if (item.Section == "editions" && (c.Has("vendor") || c.Has("country") || c.Has("kind")))
            throw new EditException($"`{item.Id}` is an edition; vendor, country and kinds are its tool's, `{knowledge.ToolOf(item.Id)}`");
        var fields = CommandEdits.Text(c, "name").Concat(CommandEdits.Text(c, "vendor")).Concat(CommandEdits.Text(c, "country"))
            .Concat(CommandEdits.List(c, "kind", "kinds"));
        return
        [
            .. fields.Select(f => new SetField(item, [f.Item1], f.Item2)),
            .. Attributes(c, item, knowledge),
        ];
    }

    /// <summary>An edition that has its tool's attributes gets a list of its own, with these.</summary>
    private static IEnumerable<ItemEdit> Attributes(AdminCommand c, ItemKey item, KnowledgeBase knowledge)
    {
        var (more, fewer) = (c.All("add-attribute"), c.All("remove-attribute"));
        if (more.IsEmpty && fewer.IsEmpty) return [];
        if (knowledge.EditionOwners.TryGetValue(item.Id, out var owner) && owner.Edition.Attributes is null)
            return [new SetField(item, ["attributes"],
                YamlValue.OfList(owner.Tool.Attributes.Union(more, StringComparer.Ordinal).Except(fewer, StringComparer.Ordinal)))];
        return
        [
            .. more.Select(a => new AddToList(item, "attributes", a)),
            .. fewer.Select(a => new RemoveFromList(item, "attributes", a) { KeepEmpty = item.Section == "editions" }),
        ];
    }

    public static ItemEdit AddAlias(AdminCommand c, KnowledgeBase knowledge) =>
        new AddToList(Item(c, knowledge), "aliases", c.Need("alias"));

    public static ItemEdit RemoveAlias(AdminCommand c, KnowledgeBase knowledge) =>
        new RemoveFromList(Item(c, knowledge), "aliases", c.Need("alias"));

    private static ItemKey Item(AdminCommand c, KnowledgeBase knowledge) =>
        new(knowledge.EditionOwners.ContainsKey(c.Need("id")) ? "editions" : "tools", c.Need("id"));
}
