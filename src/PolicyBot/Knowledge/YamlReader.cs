using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PolicyBot.Knowledge;

/// <summary>Reads the plain part of YAML: one document of maps, lists and scalars. Anchors, aliases and tags are refused, and nesting
/// deeper than <see cref="DeepestNesting"/>, so that a file never grows while it is read.</summary>
internal static class YamlReader
{
    public const int DeepestNesting = 64;

    public static ParsedFile Read(KnowledgeDocument document)
    {
        var problems = new ProblemList();
        if (DocumentText.Decode(document, problems) is not { } text) return new(document.Path, null, problems);
        var reading = new Reading(document.Path, text, problems);
        try
        {
            return new(document.Path, reading.Root(), problems);
        }
        catch (YamlException mistake)
        {
            var line = Math.Min(Line(mistake.Start), 1 + text.AsSpan().TrimEnd().Count('\n'));
            problems.Error(new(document.Path, line), $"this is not valid YAML: {Plain(mistake)}");
        }
        catch (Exception mistake) when (IsScannerFailure(mistake))
        {
            problems.Error(new(document.Path, reading.LineReached), "this is not valid YAML, in this line or soon after it");
        }
        catch (RefusedException)
        {
        }
        return new(document.Path, null, problems);
    }

    /// <summary>YamlDotNet meets some broken files with exceptions of other kinds than its own.</summary>
    private static bool IsScannerFailure(Exception e) =>
        e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException;

    private static int Line(Mark mark) => (int)Math.Clamp(mark.Line, 1, int.MaxValue);

    private static string Plain(YamlException mistake)
    {
        var message = mistake.Message;
        if (message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end) message = message[(end + 3)..];
        message = message.TrimEnd('.');
        return message.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(message[0]) + message[1..];
    }

    /// <summary>The file was given up; the problem has been told.</summary>
    private sealed class RefusedException : Exception;

    private sealed class Reading(string path, string text, ProblemList problems)
    {
        private readonly Parser parser = new(new Scanner(new StringReader(text)));

        public int LineReached => parser.Current is { } reached ? Line(reached.End) : 1;

        public MapNode? Root()
        {
            if (!Next<StreamStart>() || !parser.MoveNext() || parser.Current is not DocumentStart)
            {
                problems.Warn(new(path, 1), "the file is empty");
                return null;
            }
            parser.MoveNext();
            var root = Value(0);
            if (parser.MoveNext() && parser.Current is DocumentEnd && parser.MoveNext() && parser.Current is DocumentStart second)
                throw Refuse(second, "a file holds one YAML document, and a second one begins here; take out the `---`");
            if (root is MapNode map) return map;
            if (root is ScalarNode { IsNull: true })
                problems.Warn(new(path, 1), "the file is empty");
            else
                problems.Error(new(path, root.Line), "a knowledge file is a map of lists, such as `rules:`");
            return null;
        }

        private bool Next<T>() => parser.MoveNext() && parser.Current is T;

        private Node Value(int depth)
        {
            var at = parser.Current!;
            if (depth > DeepestNesting) throw Refuse(at, $"nested more than {DeepestNesting} deep");
            if (at is AnchorAlias) throw Refuse(at, "aliases (`*name`) are not supported; write the value out");
            if (at is NodeEvent { Anchor.IsEmpty: false }) throw Refuse(at, "anchors (`&name`) are not supported; write the value out");
            if (at is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } }) throw Refuse(at, "tags (`!name`) are not supported");
            return at switch
            {
                Scalar scalar => new ScalarNode(Line(at.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
                SequenceStart => List(depth),
                MappingStart => Map(depth),
                _ => throw Refuse(at, "this cannot be read here"),
            };
        }

        private ListNode List(int depth)
        {
            var line = Line(parser.Current!.Start);
            var items = new List<Node>();
            while (parser.MoveNext() && parser.Current is not SequenceEnd) items.Add(Value(depth + 1));
            return new(line, items);
        }

        private MapNode Map(int depth)
        {
            var line = Line(parser.Current!.Start);
            var inBraces = parser.Current is MappingStart { Style: MappingStyle.Flow };
            var entries = new List<MapEntry>();
            HashSet<string>? seen = null;
            StringBuilder? whole = null;
            while (parser.MoveNext() && parser.Current is not MappingEnd)
            {
                var at = parser.Current!;
                if (Value(depth + 1) is not ScalarNode key) throw Refuse(at, "a key is a plain word");
                parser.MoveNext();
                var value = Value(depth + 1);
                if (inBraces && IsRestOfText(key, value)) continue;
                Complete();
                if (IsNew(key.Text)) entries.Add(new(key, value));
                else problems.Error(new(path, key.Line), $"the key {Spelling.Quote(key.Text)} stands here twice");
            }
            Complete();
            return new(line, entries);

            // In braces a comma ends a text, and what follows it is a key without a value: `{en: pictures, video or sound, ko: …}`.
            bool IsRestOfText(ScalarNode key, Node value)
            {
                if (!key.Plain || value is not ScalarNode { Plain: true, Text: "" }) return false;
                if (entries is not [.., { Value: ScalarNode { Plain: true, IsNull: false } begun }]) return false;
                (whole ??= new(begun.Text)).Append(", ").Append(key.Text);
                return true;
            }

            void Complete()
            {
                if (whole is null) return;
                var (last, text) = (entries[^1], whole.ToString());
                problems.Warn(new(path, last.Value.Line), $"{Spelling.Quote(text)} holds a comma and is read as one text; put it in quotes");
                entries[^1] = last with { Value = new ScalarNode(last.Value.Line, text, plain: true) };
                whole = null;
            }

            bool IsNew(string key)
            {
                if (seen is null && entries.Count < 12)
                {
                    foreach (var entry in entries) if (entry.Key.Text == key) return false;
                    return true;
                }
                if (seen is null)
                {
                    seen = new(StringComparer.Ordinal);
                    foreach (var entry in entries) seen.Add(entry.Key.Text);
                }
                return seen.Add(key);
            }
        }

        private RefusedException Refuse(ParsingEvent at, string message)
        {
            problems.Error(new(path, Line(at.Start)), message);
            return new();
        }
    }
}
