using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>Makes one <see cref="ItemEdit"/> in the text of one document.</summary>
internal static class DocumentEditor
{
    /// <summary>The text with the edit made; null where the document does not hold the item.</summary>
    /// <exception cref="EditException">The edit cannot be made.</exception>
    public static string? Apply(string text, ItemEdit edit)
    {
        if (SpanReader.Read(text) is not { } root || ItemMap(root, edit.Item) is not { } item) return null;
        return edit switch
        {
            RemoveItem => Remove(text, root, edit.Item),
            SetField set => Set(text, item, set),
            ClearField clear => TextEdits.RemoveKey(text, item, clear.Key),
            AddToList add => Add(text, item, add),
            RemoveFromList remove => Take(text, item, remove),
            _ => throw new EditException($"{edit.Item.Said} is there already"),
        };
    }

    /// <summary>The text with the item behind the last of its section, or with the section at its end.</summary>
    public static string Append(string text, AddItem add)
    {
        if (SpanReader.Read(text) is not { } root) return TextEdits.AppendSection(text, add.Item.Section, add.Fields);
        if (root[add.Item.Section] is SpanList { Items.Count: > 0 } list) return TextEdits.AppendItem(text, list, add.Fields);
        if (root[add.Item.Section] is not null || root.Flow) return TextEdits.Set(text, root, add.Item.Section, List(add));
        return TextEdits.AppendSection(text, add.Item.Section, add.Fields);
    }

    public static bool Holds(SpanMap root, ItemKey item) => ItemMap(root, item) is not null;

    public static SpanMap? ItemMap(SpanMap root, ItemKey item)
    {
        if (item.Id.Length == 0) return root[item.Section] as SpanMap;
        if (TranslationSection(item) is { } section) return (root[section] as SpanMap)?[item.Id] as SpanMap;
        if (item.Section == "editions")
            return (root["tools"] as SpanList)?.Items.OfType<SpanMap>()
                .SelectMany(t => (t["editions"] as SpanList)?.Items.OfType<SpanMap>() ?? []).FirstOrDefault(m => IdOf(m) == item.Id);
        return (root[item.Section] as SpanList)?.Items.OfType<SpanMap>().FirstOrDefault(m => IdOf(m) == item.Id);
    }

    /// <summary>An item's id; an ambiguous name has none but its name.</summary>
    public static string? IdOf(SpanMap item) => item.TextOf("id") ?? item.TextOf("name") ?? item.TextOf("ask");

    private static string? TranslationSection(ItemKey item) =>
        item.Section.StartsWith("translations/", StringComparison.Ordinal) ? item.Section["translations/".Length..] : null;

    private static YamlValue List(AddItem add) => YamlValue.OfItems([YamlValue.OfMap(add.Fields)]);

    private static string Remove(string text, SpanMap root, ItemKey item)
    {
        if (TranslationSection(item) is { } section)
            return root[section] is SpanMap { Entries.Count: > 1 } entries
                ? TextEdits.RemoveKey(text, entries, item.Id)
                : TextEdits.RemoveKey(text, root, section);
        if (item.Id.Length == 0) return TextEdits.RemoveKey(text, root, item.Section);
        var list = (SpanList)root[item.Section]!;
        if (list.Items.Count == 1 && !list.Flow) return TextEdits.RemoveKey(text, root, item.Section);
        return TextEdits.RemoveItem(text, list, list.Items.FindIndex(i => i is SpanMap m && IdOf(m) == item.Id));
    }

    private static string Set(string text, SpanMap item, SetField set)
    {
        var map = item;
        for (var i = 0; i < set.Path.Length - 1; i++)
        {
            var key = set.Path[i];
            if (map[key] is SpanMap { Entries.Count: > 0 } inner)
            {
                map = inner;
                continue;
            }
            var value = set.Value;
            for (var k = set.Path.Length - 1; k > i; k--)
                value = k == i + 1 && map[key] is SpanScalar { IsNull: false } old && set.TextKey is { } kept && kept != set.Path[k]
                    ? YamlValue.OfMap([(kept, YamlValue.OfText(old.Text)), (set.Path[k], value)]) : YamlValue.OfMap([(set.Path[k], value)]);
            return TextEdits.Set(text, map, key, value);
        }
        var last = set.Path[^1];
        return map[last] is SpanList list && TextsOf(set.Value) is { } wanted && TextEdits.SetItems(text, list, wanted) is { } itemwise ? itemwise
            : TextEdits.Set(text, map, last, set.Value);
    }

    /// <summary>Of a list of texts; null where it is another value, or an empty one.</summary>
    private static List<(string Text, YamlValue Value)>? TextsOf(YamlValue value) =>
        SpanReader.Read($"list: {value.Yaml}")?["list"] is SpanList { Items: { Count: > 0 } items } && items.TrueForAll(i => i is SpanScalar)
            ? [.. items.Cast<SpanScalar>().Select(i => (i.Text, YamlValue.OfText(i.Text)))] : null;

    private static string Add(string text, SpanMap item, AddToList add)
    {
        if (item[add.Key] is not SpanList list) return TextEdits.Set(text, item, add.Key, YamlValue.OfList([add.Text]));
        if (IndexOf(list, add.Text) >= 0)
            throw new EditException($"{Spelling.Quote(add.Text)} is among the `{add.Key}` of {add.Item.Said} already");
        return TextEdits.Append(text, list, YamlValue.OfText(add.Text));
    }

    private static string Take(string text, SpanMap item, RemoveFromList remove)
    {
        if (item[remove.Key] is not SpanList list || IndexOf(list, remove.Text) is not (>= 0 and var index))
        {
            var there = (item[remove.Key] as SpanList)?.Items.OfType<SpanScalar>().Select(s => s.Text) ?? [];
            throw new EditException(
                $"{Spelling.Quote(remove.Text)} is not among the `{remove.Key}` of {remove.Item.Said}{Spelling.Hint(remove.Text, there)}");
        }
        if (list.Items.Count > 1) return TextEdits.RemoveItem(text, list, index);
        return remove.KeepEmpty ? TextEdits.Set(text, item, remove.Key, YamlValue.OfList([])) : TextEdits.RemoveKey(text, item, remove.Key);
    }

    private static int IndexOf(SpanList list, string text)
    {
        var key = NameKey.Of(text);
        var exact = list.Items.FindIndex(i => i is SpanScalar s && s.Text == text);
        return exact >= 0 || key.Length == 0 ? exact : list.Items.FindIndex(i => i is SpanScalar s && NameKey.Of(s.Text) == key);
    }
}
