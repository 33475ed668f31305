namespace PolicyBot.Admin.Editing;

/// <summary>The smallest changes of a YAML text that set, add or take out one value. Each returns the new text; spans are those of the text
/// given. Everything outside the value's own lines, or inside them outside the value, stays as it is.</summary>
internal static class TextEdits
{
    /// <summary>Gives the key that value: in place of the one it has, else as the map's last key.</summary>
    public static string Set(string text, SpanMap map, string key, YamlValue value)
    {
        var (at, old) = map.Entries.Find(e => e.Key.Text == key);
        if (at is null) return AddKey(text, map, key, value);
        var colon = text.IndexOf(':', at.End) + 1;
        return string.Concat(text.AsSpan(0, colon), " ", value.Yaml, text.AsSpan(Math.Max(colon, old.End)));
    }

    /// <summary>Takes the key out with its value; where its map is in block style, with its lines.</summary>
    public static string RemoveKey(string text, SpanMap map, string key)
    {
        var index = map.Entries.FindIndex(e => e.Key.Text == key);
        if (index < 0) return text;
        var (at, value) = map.Entries[index];
        if (!map.Flow) return RemoveLines(text, at.Start, Math.Max(at.End, value.End));
        return RemoveFlow(text, at.Start, Math.Max(at.End, value.End), index > 0 ? map.Entries[index - 1].Value.End : null);
    }

    public static string Append(string text, SpanList list, YamlValue value)
    {
        if (list.Flow) return InsertFlow(text, list.Start, list.Items.Count > 0 ? list.Items[^1].End : null, value.Yaml);
        return InsertLine(text, list.Items[^1].End, Dash(text, list) + "- " + value.Yaml);
    }

    /// <summary>Makes a list hold those texts and no others, item by item, so that comments stay with the items that stay. Null where it holds
    /// no comment, or anything but texts: then it may be written anew.</summary>
    public static string? SetItems(string text, SpanList list, IReadOnlyList<(string Text, YamlValue Value)> wanted)
    {
        if (list.Items.Count == 0 || !list.Items.TrueForAll(i => i is SpanScalar)) return null;
        if (!text.AsSpan(list.Start, Lines.EndOf(text, list.Items[^1].End) - list.Start).Contains('#')) return null;
        var there = list.Items.ConvertAll(i => ((SpanScalar)i).Text);
        if (!there.Exists(t => wanted.Any(w => w.Text == t))) return null;
        // From the end, so that what stands before keeps its place.
        foreach (var (_, value) in wanted.Where(w => !there.Contains(w.Text)).Reverse()) text = Append(text, list, value);
        for (var i = there.Count - 1; i >= 0; i--)
            if (!wanted.Any(w => w.Text == there[i])) text = RemoveItem(text, list, i);
        return text;
    }

    /// <summary>Appends a map in block style, or in flow style where the list is.</summary>
    public static string AppendItem(string text, SpanList list, IReadOnlyList<(string Key, YamlValue Value)> fields)
    {
        if (list.Flow) return Append(text, list, YamlValue.OfMap(fields));
        return InsertLine(text, list.Items[^1].End, Item(Dash(text, list), fields));
    }

    public static string AppendSection(string text, string section, IReadOnlyList<(string Key, YamlValue Value)> fields)
    {
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var body = text.Length == 0 || text.EndsWith('\n') ? text : text + newline;
        return $"{body}{(body.Length == 0 ? "" : newline)}{section}:{newline}{Item("  ", fields).Replace("\n", newline, StringComparison.Ordinal)}{newline}";
    }

    public static string RemoveItem(string text, SpanList list, int index)
    {
        var item = list.Items[index];
        if (list.Flow) return RemoveFlow(text, item.Start, item.End, index > 0 ? list.Items[index - 1].End : null);
        return RemoveLines(text, item.Start, item.End);
    }

    private static string AddKey(string text, SpanMap map, string key, YamlValue value)
    {
        var last = map.Entries.Count > 0 ? Math.Max(map.Entries[^1].Key.End, map.Entries[^1].Value.End) : (int?)null;
        if (map.Flow) return InsertFlow(text, map.Start, last, $"{key}: {value.Yaml}");
        return InsertLine(text, last!.Value, new string(' ', Lines.ColumnOf(text, map.Entries[0].Key.Start)) + $"{key}: {value.Yaml}");
    }

    private static string Item(string dash, IReadOnlyList<(string Key, YamlValue Value)> fields) =>
        $"{dash}- {string.Join($"\n{dash}  ", fields.Select(f => $"{f.Key}: {f.Value.Yaml}"))}";

    /// <summary>The spaces before the list's dashes.</summary>
    private static string Dash(string text, SpanList list)
    {
        var line = Lines.StartOf(text, list.Items[0].Start);
        return new string(' ', text.IndexOf('-', line) - line);
    }

    private static string InsertFlow(string text, int open, int? after, string yaml) =>
        after is { } at ? text.Insert(at, ", " + yaml) : text.Insert(open + 1, yaml);

    /// <summary>A comment that ends the line stays there.</summary>
    private static string InsertLine(string text, int after, string lines)
    {
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (newline == "\r\n") lines = lines.Replace("\n", newline, StringComparison.Ordinal);
        var end = Lines.EndOf(text, after);
        return end == text.Length ? text + newline + lines : text.Insert(end + 1, lines + newline);
    }

    private static string RemoveLines(string text, int start, int end)
    {
        var from = Lines.StartOf(text, start);
        return text.Remove(from, Math.Min(Lines.EndOf(text, end) + 1, text.Length) - from);
    }

    private static string RemoveFlow(string text, int start, int end, int? before)
    {
        // What stands behind a comment's line is taken out alone: YAML bears the comma before it.
        if (before is { } last && !text.AsSpan(last, start - last).Contains('#')) return text.Remove(last, end - last);
        var at = end;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        if (at >= text.Length || text[at] != ',') return text.Remove(start, end - start);
        at++;
        while (at < text.Length && text[at] == ' ') at++;
        return text.Remove(start, at - start);
    }
}
