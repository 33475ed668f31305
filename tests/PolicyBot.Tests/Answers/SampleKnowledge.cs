using System.Collections.Frozen;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using YamlDotNet.Serialization;

namespace PolicyBot.Tests.Answers;

/// <summary>The repository's own knowledge and phrases, loaded once.</summary>
internal static class SampleKnowledge
{
    private static readonly Lazy<KnowledgeBase> Loaded = new(() => new(KnowledgeLoader.LoadFolder(Path.Combine(Root, "knowledge")).Set
        ?? throw new InvalidOperationException("the sample knowledge does not load")));

    public static KnowledgeBase Base => Loaded.Value;

    public static LanguagePacks Languages { get; } = new(new[] { Pack("en"), Pack("ko") }.ToFrozenDictionary(p => p.Language));

    private static string Root
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "PolicyBot.sln"))) return at.FullName;
            throw new InvalidOperationException("no PolicyBot.sln above the tests");
        }
    }

    private static LanguagePack Pack(string language) => new()
    {
        Language = language,
        Spaced = language != "ko",
        Cues = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        Countries = FrozenDictionary<string, IReadOnlyList<string>>.Empty,
        Concepts = [],
        EverydayWords = new(WordTable.Empty),
        Phrases = new(new DeserializerBuilder().Build()
            .Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Root,
                $"src/PolicyBot/Language/phrases.{language}.yaml")))
            .ToFrozenDictionary(StringComparer.Ordinal)),
    };
}
