using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Language;

/// <summary>Reads the language packs that are built into the executable (Language/*.yaml, words.*.txt).</summary>
public static class LanguageFiles
{
    private static readonly string[] Languages = ["en", "ko"];

    public static LanguagePacks Load()
    {
        var countries = (Dictionary<string, object>)Tree("countries");
        return new(Languages.ToFrozenDictionary(l => l,
            l => Pack(l, (Dictionary<string, object>)Tree(l), (Dictionary<string, object>)countries[l]), StringComparer.Ordinal));
    }

    /// <summary>The packs with what every question needs of them made: phrases compiled, words and sentences read.</summary>
    public static LanguagePacks LoadCompiled()
    {
        var packs = Load();
        foreach (var pack in packs.ByLanguage.Values)
        {
            PackPhrases.Of(pack);
            _ = (pack.EverydayWords.Value, pack.Phrases.Value);
        }
        return packs;
    }

    private static LanguagePack Pack(string language, Dictionary<string, object> file, Dictionary<string, object> countries) => new()
    {
        Language = language,
        Spaced = !file.TryGetValue("spaced", out var spaced) || (string)spaced != "false",
        Cues = Lists(file["cues"]),
        Countries = Lists(countries),
        Concepts = [.. ((List<object>)file["concepts"]).Cast<Dictionary<string, object>>().Select(ConceptOf)],
        ActorKinds = ByKind(file["actor-kinds"]),
        Qualifiers = file.TryGetValue("qualifiers", out var qualifiers)
            ? Lists(qualifiers)
            : FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        Bodies = ByKind(file["bodies"]),
        Fillers = file.TryGetValue("fillers", out var fillers) ? new(Strings(fillers)) : WordTable.Empty,
        Words = Lists(file["words"]),
        ToolKinds = Lists(file["tool-kinds"]),
        Particles = file.TryGetValue("particles", out var particles) ? Strings(particles).ToFrozenSet(StringComparer.Ordinal) : [],
        EverydayWords = new(() => Words(language, file)),
        Remarks = new(() => Sentences($"remarks.{language}")),
        Phrases = new(() => Sentences($"phrases.{language}")),
    };

    private static ImmutableArray<KindWords> ByKind(object node)
    {
        var kinds = new List<KindWords>();
        foreach (var (name, words) in (Dictionary<string, object>)node)
            kinds.Add(new(
                Kebab.TryParse<ActorKind>(name, out var kind) ? kind : throw new InvalidDataException($"unknown actor kind `{name}`"),
                Strings(words)));
        return [.. kinds.OrderBy(k => (int)k.Kind)];
    }

    private static Concept ConceptOf(Dictionary<string, object> node) => new(
        (string)node["id"], (string)node["in"], node.TryGetValue("parent", out var parent) ? (string)parent : null,
        Strings(node["spellings"]),
        node.TryGetValue("kinds", out var kinds) ? Strings(kinds) : [])
    {
        PartOf = node.TryGetValue("part-of", out var whole) ? (string)whole : null,
    };

    private static WordTable Words(string language, Dictionary<string, object> file)
    {
        var words = new StringBuilder();
        if (file.TryGetValue("everyday", out var everyday))
            foreach (var word in Strings(everyday)) words.Append(NormalizedText.Key(word)).Append('\n');
        if (Resource($"words.{language}.txt") is not { } stream) return new(words.ToString());
        using (stream)
        {
            var sorted = new byte[stream.Length];
            stream.ReadExactly(sorted);
            return new(words.ToString(), sorted);
        }
    }

    /// <summary>None where there is no such file.</summary>
    private static FrozenDictionary<string, string> Sentences(string name)
    {
        if (Resource(name + ".bin") is null) return FrozenDictionary<string, string>.Empty;
        var sentences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, text) in (Dictionary<string, object>)Tree(name)) sentences[key] = (string)text;
        return sentences.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, IReadOnlyList<string>> Lists(object node)
    {
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, texts) in (Dictionary<string, object>)node) lists[key] = Strings(texts);
        return lists.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string[] Strings(object node) => [.. ((List<object>)node).Select(o => (string)o)];

    private static Stream? Resource(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream($"PolicyBot.Language.{name}");

    /// <summary>The language file of that name, as <see cref="PlainYaml"/> read it when the program was built.</summary>
    internal static object Tree(string name)
    {
        using var packed = Resource(name + ".bin") ?? throw new InvalidOperationException($"the language file `{name}` is not built in");
        return PackedTree.Read(packed);
    }
}
