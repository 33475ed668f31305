using System.Text;

namespace PolicyBot.Admin.Editing;

/// <summary>What every item of a text says, without its place and its comments, to see that an edit changed one of them only.</summary>
internal static class ItemImage
{
    /// <summary>By section and id; what has no id, by its place in the list. A tool's editions are items beside it.</summary>
    public static Dictionary<ItemKey, string> Of(SpanMap? root, bool translations)
    {
        var items = new Dictionary<ItemKey, string>();
        foreach (var (key, value) in root?.Entries ?? [])
            if (value is SpanList list)
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var item = list.Items[i] as SpanMap;
                    foreach (var edition in key.Text == "tools" && item?["editions"] is SpanList editions
                        ? editions.Items.OfType<SpanMap>()
                        : [])
                        items[new("editions", DocumentEditor.IdOf(edition) ?? "")] = Text(edition);
                    items[new(key.Text, (item is null ? null : DocumentEditor.IdOf(item)) ?? $"#{i}")] = key.Text == "tools"
                        && item is not null ? WithoutEditions(item) : Text(list.Items[i]);
                }
            else if (translations && value is SpanMap map)
                foreach (var (id, entry) in map.Entries) items[new("translations/" + key.Text, id.Text)] = Text(entry);
            else items[new(key.Text, "")] = Text(value);
        return items;
    }

    private static string WithoutEditions(SpanMap tool) =>
        Text(new SpanMap(tool.Start, tool.End, tool.Flow, [.. tool.Entries.Where(e => e.Key.Text != "editions")]));

    private static string Text(SpanNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(SpanNode node, StringBuilder text)
    {
        if (node is SpanScalar scalar) text.Append(scalar.Text.Length).Append('"').Append(scalar.Text);
        else if (node is SpanList list)
        {
            text.Append('[');
            foreach (var item in list.Items) Write(item, text);
            text.Append(']');
        }
        else if (node is SpanMap map)
        {
            text.Append('{');
            foreach (var (key, value) in map.Entries)
            {
                Write(key, text);
                Write(value, text);
            }
            text.Append('}');
        }
    }
}
