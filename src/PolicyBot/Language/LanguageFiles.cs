using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Language;

/// <summary>Reads the language packs that are built into the executable (Language/*.yaml, words.*.txt).</summary>
public static class LanguageFiles
{
    private static readonly string[] Languages = ["en", "ko"];

    public static LanguagePacks Load()
    {
        var countries = (Dictionary<string, object>)Yaml("countries.yaml");
        return new(Languages.ToFrozenDictionary(l => l,
            l => Pack(l, (Dictionary<string, object>)Yaml($"{l}.yaml"), (Dictionary<string, object>)countries[l]), StringComparer.Ordinal));
    }

    private static LanguagePack Pack(string language, Dictionary<string, object> file, Dictionary<string, object> countries) => new()
    {
        Language = language,
        Spaced = !file.TryGetValue("spaced", out var spaced) || (string)spaced != "false",
        Cues = Lists(file["cues"]).ToFrozenDictionary(StringComparer.Ordinal),
        Countries = Lists(countries).ToFrozenDictionary(StringComparer.Ordinal),
        Concepts = [.. ((List<object>)file["concepts"]).Cast<Dictionary<string, object>>().Select(ConceptOf)],
        ActorKinds = ByKind(file["actor-kinds"]),
        Qualifiers = file.TryGetValue("qualifiers", out var qualifiers)
            ? Lists(qualifiers).ToFrozenDictionary(StringComparer.Ordinal)
            : FrozenDictionary<string, ImmutableArray<string>>.Empty,
        Bodies = ByKind(file["bodies"]),
        Fillers = file.TryGetValue("fillers", out var fillers) ? Strings(fillers).ToFrozenSet(StringComparer.Ordinal) : [],
        Words = Lists(file["words"]).ToFrozenDictionary(StringComparer.Ordinal),
        ToolKinds = Lists(file["tool-kinds"]).ToFrozenDictionary(StringComparer.Ordinal),
        Particles = file.TryGetValue("particles", out var particles) ? Strings(particles).ToFrozenSet(StringComparer.Ordinal) : [],
        EverydayWords = new(() => Words(language, file)),
        Remarks = Resource($"remarks.{language}.yaml") is null ? FrozenDictionary<string, string>.Empty
            : ((Dictionary<string, object>)Yaml($"remarks.{language}.yaml"))
                .ToFrozenDictionary(p => p.Key, p => (string)p.Value, StringComparer.Ordinal),
        Phrases = Resource($"phrases.{language}.yaml") is null ? FrozenDictionary<string, string>.Empty
            : ((Dictionary<string, object>)Yaml($"phrases.{language}.yaml"))
                .ToFrozenDictionary(p => p.Key, p => (string)p.Value, StringComparer.Ordinal),
    };

    private static FrozenDictionary<ActorKind, ImmutableArray<string>> ByKind(object node) =>
        Lists(node).ToFrozenDictionary(p =>
            Kebab.TryParse<ActorKind>(p.Key, out var kind) ? kind : throw new InvalidDataException($"unknown actor kind `{p.Key}`"), p =>
                p.Value);

    private static Concept ConceptOf(Dictionary<string, object> node) => new(
        (string)node["id"], (string)node["in"], node.TryGetValue("parent", out var parent) ? (string)parent : null,
        Strings(node["spellings"]),
        node.TryGetValue("kinds", out var kinds) ? Strings(kinds) : []);

    private static FrozenSet<string> Words(string language, Dictionary<string, object> file)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        if (file.TryGetValue("everyday", out var everyday)) words.UnionWith(Strings(everyday).Select(NormalizedText.Key));
        if (Resource($"words.{language}.txt") is not { } stream) return words.ToFrozenSet(StringComparer.Ordinal);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) words.Add(line);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, ImmutableArray<string>>> Lists(object node) =>
        ((Dictionary<string, object>)node).Select(p => KeyValuePair.Create(p.Key, Strings(p.Value)));

    private static ImmutableArray<string> Strings(object node) => [.. ((List<object>)node).Select(o => (string)o)];

    private static Stream? Resource(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream($"PolicyBot.Language.{name}");

    internal static object Yaml(string name)
    {
        using var reader = new StreamReader(Resource(name)
            ?? throw new InvalidOperationException($"the language file `{name}` is not built in"));
        return PlainYaml.Read(reader);
    }
}
