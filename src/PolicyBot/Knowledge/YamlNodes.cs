namespace PolicyBot.Knowledge;

/// <summary>A part of a YAML file with its line, from 1.</summary>
internal abstract class Node(int line)
{
    public int Line => line;
}

/// <summary><paramref name="plain"/>: written without quotes, so that `true` and `1` may be more than text.</summary>
internal sealed class ScalarNode(int line, string text, bool plain) : Node(line)
{
    public string Text => text;
    public bool Plain => plain;
    public bool IsNull => plain && text is "" or "~" or "null";
}

internal sealed class ListNode(int line, List<Node> items) : Node(line)
{
    public List<Node> Items => items;
}

/// <summary>Keys are unique and in the order of the file.</summary>
internal sealed class MapNode(int line, List<MapEntry> entries) : Node(line)
{
    public List<MapEntry> Entries => entries;
}

internal sealed record MapEntry(ScalarNode Key, Node Value);

/// <summary>A file of the knowledge; <paramref name="Root"/> null where it holds nothing or could not be read.</summary>
internal sealed record ParsedFile(string Path, MapNode? Root, ProblemList Problems);
