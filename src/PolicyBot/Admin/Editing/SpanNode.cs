namespace PolicyBot.Admin.Editing;

/// <summary>A value of a YAML text with its place: letters <paramref name="start"/> to <paramref name="end"/> (exclusive), without what
/// follows it in its line.</summary>
internal abstract class SpanNode(int start, int end)
{
    public int Start => start;
    public int End { get; protected set; } = end;
}

internal sealed class SpanScalar(int start, int end, string text, bool plain) : SpanNode(start, end)
{
    public string Text => text;
    public bool IsNull => plain && text is "" or "~" or "null";
}

/// <summary><paramref name="flow"/>: written as `[a, b]`.</summary>
internal sealed class SpanList(int start, int end, bool flow, List<SpanNode> items) : SpanNode(start, end)
{
    public bool Flow => flow;
    public List<SpanNode> Items => items;
}

/// <summary><paramref name="flow"/>: written as `{a: b}`.</summary>
internal sealed class SpanMap(int start, int end, bool flow, List<(SpanScalar Key, SpanNode Value)> entries) : SpanNode(start, end)
{
    public bool Flow => flow;
    public List<(SpanScalar Key, SpanNode Value)> Entries => entries;

    public SpanNode? this[string key] => entries.Find(e => e.Key.Text == key).Value;

    public string? TextOf(string key) => this[key] is SpanScalar scalar ? scalar.Text.Trim() : null;
}
