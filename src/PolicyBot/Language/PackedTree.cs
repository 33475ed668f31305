using System.Text;

namespace PolicyBot.Language;

/// <summary>What <see cref="PlainYaml"/> reads - strings, lists of objects and maps by string - in a form that is read in a hundredth of the
/// time: a byte for the kind of a node, then a string (its length in bytes of UTF-8, and these), or the number of a list's or a map's nodes
/// and these, a map's key before each. Numbers have seven bits a byte, lowest first, as <see cref="BinaryReader"/> reads them.</summary>
public static class PackedTree
{
    private const byte Text = 0, List = 1, Map = 2, Nothing = 3;

    public static void Write(object node, Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        Write(node, writer);
    }

    /// <exception cref="InvalidDataException">It is not such a tree.</exception>
    /// <exception cref="EndOfStreamException">It is one that was cut off.</exception>
    public static object Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return Read(reader);
    }

    private static void Write(object node, BinaryWriter writer)
    {
        switch (node)
        {
            case string text:
                writer.Write(Text);
                writer.Write(text);
                break;
            case List<object> list:
                writer.Write(List);
                writer.Write7BitEncodedInt(list.Count);
                foreach (var item in list) Write(item, writer);
                break;
            case Dictionary<string, object> map:
                writer.Write(Map);
                writer.Write7BitEncodedInt(map.Count);
                foreach (var (key, value) in map)
                {
                    writer.Write(key);
                    Write(value, writer);
                }
                break;
            default:
                writer.Write(Nothing);
                break;
        }
    }

    private static object Read(BinaryReader reader)
    {
        switch (reader.ReadByte())
        {
            case Text:
                return reader.ReadString();
            case List:
                var list = new List<object>();
                for (var left = reader.Read7BitEncodedInt(); left > 0; left--) list.Add(Read(reader));
                return list;
            case Map:
                var map = new Dictionary<string, object>(StringComparer.Ordinal);
                for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                {
                    var key = reader.ReadString();
                    map[key] = Read(reader);
                }
                return map;
            case Nothing:
                return PlainYaml.Null;
            case var kind:
                throw new InvalidDataException($"no kind of node has the number {kind}");
        }
    }
}
