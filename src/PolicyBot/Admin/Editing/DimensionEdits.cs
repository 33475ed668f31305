using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Changes;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

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
        CheckWords(section, id, Named(c).Concat(c.All("alias")), knowledge);
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
        CheckWords(section, item.Id, Named(c).Concat(c.All("add-alias")), knowledge);
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

    private static IEnumerable<string> Named(AdminCommand c) => ((string?[])[c["name"], c["name-ko"]]).OfType<string>();

    /// <summary>A word names one thing of a dimension. Only what is edited is held to it: a policy that was loaded stays as it is.</summary>
    private static void CheckWords(string section, string id, IEnumerable<string> words, KnowledgeBase knowledge)
    {
        if (KindOf(section) is not { } kind) return;
        foreach (var word in words)
            if (MovedWord.OwnerOf(kind, word, id, knowledge) is { } owner) throw new EditException(Taken(word, new(section, owner)));
    }

    /// <summary>The same for edits of several drafts, each of which was fine by itself.</summary>
    internal static void CheckWords(KnowledgeBase before, KnowledgeBase after)
    {
        foreach (var word in MovedWord.Of(before, after).Where(w => w.IsShared))
            if (((string[])["data", "devices", "purposes"]).FirstOrDefault(s => KindOf(s) == word.Kind) is { } section)
                throw new EditException(Taken(word.Word, new(section, word.Now.Intersect(word.Was).Concat(word.Now).First())));
    }

    private static Remark Taken(string word, ItemKey by) =>
        $"{Spelling.Quote(word)} is a word for {by.Said} already; take it out there first, or choose another one";

    private static WordKind? KindOf(string section) => section switch
    {
        "data" => WordKind.Data,
        "devices" => WordKind.Device,
        "purposes" => WordKind.Purpose,
        _ => null,
    };

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
