using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyBot.Admin.Editing;

/// <summary>Where the values of a knowledge file stand. The file has been
/// loaded: it is one document without anchors, aliases and tags.</summary>
internal static class SpanReader
{
    /// <summary>Null where the text holds no map.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static SpanMap? Read(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text)));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return null;
        return Value(parser, text) as SpanMap;
    }

    private static SpanNode Value(Parser parser, string text)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
            if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded) end = EndOfBlock(text, start, end);
            return new SpanScalar(start, end, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }
        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = new List<SpanNode>();
            while (!parser.Accept<SequenceEnd>(out _)) items.Add(Value(parser, text));
            var closed = parser.Consume<SequenceEnd>();
            var flow = list.Style == SequenceStyle.Flow;
            return new SpanList((int)list.Start.Index,
                flow ? (int)closed.Start.Index + 1 : items.Count > 0 ? items[^1].End : (int)list.Start.Index, flow, items);
        }
        var map = parser.Consume<MappingStart>();
        var entries = new List<(SpanScalar, SpanNode)>();
        while (!parser.Accept<MappingEnd>(out _)) entries.Add(((SpanScalar)Value(parser, text), Value(parser, text)));
        var closing = parser.Consume<MappingEnd>();
        var braces = map.Style == MappingStyle.Flow;
        return new SpanMap((int)map.Start.Index,
            braces ? (int)closing.Start.Index + 1 : entries.Count > 0 ? entries[^1].Item2.End : (int)map.Start.Index, braces, entries);
    }

    /// <summary>A block scalar's last line with letters; what follows,
    /// comments that stand less deep among it, is not the scalar's.</summary>
    private static int EndOfBlock(string text, int start, int end)
    {
        var lineEnd = Lines.EndOf(text, start);
        var last = lineEnd;
        int? depth = null;
        for (var at = lineEnd + 1; at < Math.Min(end, text.Length); at = Lines.EndOf(text, at) + 1)
        {
            var indent = Lines.IndentOf(text, at);
            if (at + indent >= text.Length || text[at + indent] is '\n' or '\r') continue;
            depth ??= indent;
            if (indent < depth) break;
            last = Lines.EndOf(text, at);
        }
        while (last > start && char.IsWhiteSpace(text[last - 1])) last--;
        return last;
    }
}
