using System.Collections.Immutable;
using PolicyBot.Knowledge;
using YamlDotNet.Core;

namespace PolicyBot.Admin.Editing;

/// <summary>What every item of the knowledge says, line by line, as people read it: one value to a line, whatever the layout of the files.
/// Comments are left out.</summary>
internal static class ItemLines
{
    private const string Translations = "translations";

    /// <summary>By item; editions beside their tools. What several documents say of an item stands one after the other. Documents that are
    /// not YAML say nothing.</summary>
    public static Dictionary<ItemKey, ImmutableArray<string>> Of(IEnumerable<KnowledgeDocument> documents)
    {
        var items = new Dictionary<ItemKey, ImmutableArray<string>>();
        foreach (var document in documents.OrderBy(d => d.Path, StringComparer.Ordinal))
            foreach (var (key, lines) in Read(document)) items[key] = [.. items.GetValueOrDefault(key, []), .. lines];
        return items;
    }

    private static List<(ItemKey, List<string>)> Read(KnowledgeDocument document)
    {
        try
        {
            return DocumentText.Decode(document, new()) is { } text && SpanReader.Read(text) is { } root
                ? document.Path.StartsWith(Translations + "/", StringComparison.Ordinal)
                    ? OfTranslation(document.Path, root)
                    : OfItems(root) : [];
        }
        catch (YamlException)
        {
            return [];
        }
    }

    private static List<(ItemKey, List<string>)> OfItems(SpanMap root)
    {
        var items = new List<(ItemKey, List<string>)>();
        foreach (var (section, value) in root.Entries)
        {
            if (value is SpanScalar { IsNull: true }) continue;
            if (value is not SpanList list)
            {
                items.Add((new(section.Text, ""), Lines(value)));
                continue;
            }
            for (var i = 0; i < list.Items.Count; i++)
            {
                var map = list.Items[i] as SpanMap;
                var key = new ItemKey(section.Text, (map is null ? null : DocumentEditor.IdOf(map)) ?? $"#{i + 1}");
                if (section.Text == "tools" && map?["editions"] is SpanList editions)
                {
                    items.Add((key, Lines(new SpanMap(map.Start, map.End, map.Flow,
                        [.. map.Entries.Where(e => e.Key.Text != "editions")]))));
                    items.AddRange(editions.Items.OfType<SpanMap>()
                        .Select(e => (new ItemKey("editions", DocumentEditor.IdOf(e) ?? ""), Lines(e))));
                }
                else items.Add((key, Lines(list.Items[i])));
            }
        }
        return items;
    }

    private static List<(ItemKey, List<string>)> OfTranslation(string path, SpanMap root) =>
        [.. root.Entries.Where(e => e.Value is SpanMap).SelectMany(e => ((SpanMap)e.Value).Entries.Select(of =>
            (new ItemKey($"{Translations}/{e.Key.Text}", of.Key.Text), Lines(of.Value, $"{root.TextOf("language") ?? path}: "))))];

    private static List<string> Lines(SpanNode node, string before = "")
    {
        var lines = new List<string>();
        Write(node, "", before, lines);
        return lines;
    }

    /// <summary><paramref name="lead"/>: what the first line begins with;
    /// the other ones are indented by <paramref name="indent"/>.</summary>
    private static void Write(SpanNode node, string indent, string lead, List<string> lines)
    {
        if (node is SpanScalar scalar)
        {
            var text = scalar.Text.TrimEnd().Split('\n');
            lines.Add(lead + text[0]);
            lines.AddRange(text.Skip(1).Select(t => indent + "  " + t));
            return;
        }
        if (lead.EndsWith(": ", StringComparison.Ordinal))
        {
            lines.Add(lead.TrimEnd());
            (indent, lead) = (indent + "  ", indent + "  ");
        }
        if (node is SpanList list)
            foreach (var item in list.Items)
            {
                Write(item, indent + "  ", lead + "- ", lines);
                lead = indent;
            }
        else if (node is SpanMap map)
            foreach (var (key, value) in map.Entries)
            {
                Write(value, indent, $"{lead}{key.Text}: ", lines);
                lead = indent;
            }
    }
}
