using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyBot.Language;

/// <summary>Reads our own YAML files (language packs, question sets) into strings, lists of objects and maps by string.
/// Knowledge has a reader of its own, which reports mistakes by line.</summary>
public static class PlainYaml
{
    /// <summary>Throws <see cref="YamlException"/> or <see cref="InvalidDataException"/> where the text is not such a file.</summary>
    public static object Read(TextReader reader)
    {
        var parser = new Parser(reader);
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        return Node(parser, 0);
    }

    private static object Node(Parser parser, int depth)
    {
        if (depth > 32) throw new InvalidDataException("the file is nested too deeply");
        if (parser.TryConsume<AnchorAlias>(out _)) throw new InvalidDataException("the file holds an alias (`*name`), which is not read");
        if (parser.TryConsume<Scalar>(out var scalar))
            return scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "~" ? Null : scalar.Value;
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new List<object>();
            while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(Node(parser, depth + 1));
            return list;
        }
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _)) map[parser.Consume<Scalar>().Value] = Node(parser, depth + 1);
        return map;
    }

    /// <summary>Stands for `null`.</summary>
    public static object Null { get; } = new();
}
