using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>Data classes, devices, purposes, obligations, groups and the organisation's contact.</summary>
internal static class DimensionEdits
{
    public static string Section(AdminCommand c) => c.Need("kind") switch
    {
        "device" => "devices",
        "purpose" => "purposes",
        "obligation" => "obligations",
        _ => "data",
    };

    public static ImmutableArray<ItemEdit> Add(AdminCommand c, string section, KnowledgeBase knowledge)
    {
        Check(c, section);
        var id = CommandEdits.NewId(c);
        return
        [
            new AddItem(new(section, id),
            [
                ("id", YamlValue.OfText(id)), .. Level(c), .. CommandEdits.Text(c, "parent"),
                .. CommandEdits.List(c, "implied-by", "implied-by"),
                .. CommandEdits.Texts(c, "name", NameOf(section), knowledge.DefaultLanguage), .. CommandEdits.List(c, "alias", "aliases"),
            ]),
        ];
    }

    public static ImmutableArray<ItemEdit> Edit(AdminCommand c, string section, KnowledgeBase knowledge)
    {
        Check(c, section);
        var item = new ItemKey(section, c.Need("id"));
        return
        [
            .. Level(c).Concat(CommandEdits.Text(c, "parent")).Select(f => new SetField(item, [f.Item1], f.Item2)),
            .. CommandEdits.SetTexts(c, item, "name", NameOf(section), Name(section, item.Id, knowledge), knowledge.DefaultLanguage),
            .. c.All("add-alias").Select(a => new AddToList(item, "aliases", a)),
            .. c.All("remove-alias").Select(a => new RemoveFromList(item, "aliases", a)),
        ];
    }

    public static ImmutableArray<ItemEdit> Contact(AdminCommand c) =>
        [.. ((string[])["name", "email", "url"]).Where(c.Has)
            .Select(k => new SetField(new("organization", ""), ["contact", k], YamlValue.OfText(c.Need(k))))];

    private static string NameOf(string section) => section == "obligations" ? "text" : "name";

    private static void Check(AdminCommand c, string section)
    {
        void Only(string option, string of)
        {
            if (c.Has(option) && section != of) throw new EditException($"--{option} is for `{of}`, not for `{section}`");
        }
        Only("level", "data");
        Only("implied-by", "purposes");
        if (section == "obligations" && ((string[])["alias", "add-alias", "remove-alias"]).Any(c.Has))
            throw new EditException("an obligation has no aliases");
    }

    private static IEnumerable<(string, YamlValue)> Level(AdminCommand c) =>
        c["level"] is { } level ? [("level", YamlValue.OfNumber(int.Parse(level, CultureInfo.InvariantCulture)))] : [];

    private static LocalizedText? Name(string section, string id, KnowledgeBase knowledge) => section switch
    {
        "data" => knowledge.Data.GetValueOrDefault(id)?.Name,
        "devices" => knowledge.Devices.GetValueOrDefault(id)?.Name,
        "purposes" => knowledge.Purposes.GetValueOrDefault(id)?.Name,
        "obligations" => knowledge.Obligations.GetValueOrDefault(id)?.Text,
        _ => knowledge.Groups.GetValueOrDefault(id)?.Name,
    };
}
