using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>An answer being written: what it is about, and the sentences so far. Lives within one call.</summary>
internal sealed class Draft(Question question, ImmutableArray<Decision> decisions, Asker asker, DateOnly day, KnowledgeBase knowledge, Wording words)
{
    private readonly List<Sentence> sentences = [];

    public Question Question => question;
    public ImmutableArray<Decision> Decisions => decisions;
    public Asker Asker => asker;
    public DateOnly Day => day;
    public KnowledgeBase Knowledge => knowledge;
    public Wording Words => words;
    public string Title { get; set; } = "";
    public AskBack? Ask { get; set; }
    public Dictionary<string, ImmutableArray<string>> FactsOfTool { get; } = new(StringComparer.Ordinal);
    public List<Suggestion> Suggestions { get; } = [];
    public IReadOnlyList<Sentence> Sentences => sentences;

    /// <summary>A fixed phrase; its key is evidence beside what its slots rest on.</summary>
    public void Say(SentenceRole role, string key, IEnumerable<Evidence> evidence, params ReadOnlySpan<(string Slot, string Value)> slots) =>
        Add(role, words.Say(key, slots), [new(EvidenceKind.Phrase, key), .. evidence], []);

    public void Add(SentenceRole role, string text, IEnumerable<Evidence> evidence, IEnumerable<SourceLink> links) =>
        sentences.Add(new(role, text, [.. evidence.Distinct()], [.. links]));

    public void Suggest(string label, string ask) => Suggestions.Add(new(label, ask));

    public static IEnumerable<Evidence> Rules(IEnumerable<string> ids) => ids.Select(id => new Evidence(EvidenceKind.Rule, id));
    public static IEnumerable<Evidence> Facts(IEnumerable<Fact> facts) => facts.Select(f => new Evidence(EvidenceKind.Fact, f.Id));
    public static IEnumerable<Evidence> Tools(IEnumerable<string> ids) => ids.Select(id => new Evidence(EvidenceKind.Tool, id));
    public static IEnumerable<Evidence> Obligations(IEnumerable<string> ids) => ids.Select(id => new Evidence(EvidenceKind.Obligation, id));
    public static Evidence Policy(string part) => new(EvidenceKind.Policy, part);
}
