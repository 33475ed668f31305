using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>An answer being written: what it is about, and the sentences so far. Lives within one call.</summary>
internal sealed class Draft(Question question, ImmutableArray<Decision> decisions, Asker asker, DateOnly day,
    KnowledgeBase knowledge, Wording words)
{
    /// <summary>As many are looked through faster than they are looked up.</summary>
    private const int Few = 16;

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
    public void Say(SentenceRole role, string key, IEnumerable<Evidence> evidence,
        params ReadOnlySpan<(string Slot, string Value)> slots) =>
        Add(new(role, words.Say(key, slots), Once(evidence, new(EvidenceKind.Phrase, key)), []));

    public void Add(SentenceRole role, string text, IEnumerable<Evidence> evidence, params ReadOnlySpan<SourceLink> links) =>
        Add(new(role, text, Once(evidence), [.. links]));

    public void Add(Sentence sentence) => sentences.Add(sentence);

    /// <summary>A draft of the same answer, with nothing in it.</summary>
    public Draft Fresh() => new(question, decisions, asker, day, knowledge, words);

    /// <summary>What was written so far, to be taken over by other drafts.</summary>
    public ToldDecision Told() => new(Title, Ask, [.. sentences], [.. Suggestions]);

    public void Take(ToldDecision told)
    {
        (Title, Ask) = (told.Title, told.Ask);
        sentences.AddRange(told.Sentences.AsSpan());
        Suggestions.AddRange(told.Suggestions.AsSpan());
    }

    public void Suggest(string label, string ask) => Suggestions.Add(new(label, ask));

    public static IEnumerable<Evidence> Rules(IEnumerable<string> ids) => ids.Select(id => new Evidence(EvidenceKind.Rule, id));
    public static IEnumerable<Evidence> Facts(IEnumerable<Fact> facts) => facts.Select(f => new Evidence(EvidenceKind.Fact, f.Id));
    public static IEnumerable<Evidence> Tools(IEnumerable<string> ids) => ids.Select(id => new Evidence(EvidenceKind.Tool, id));
    public static IEnumerable<Evidence> Obligations(IEnumerable<string> ids) => ids.Select(id => new Evidence(EvidenceKind.Obligation, id));
    public static Evidence Policy(string part) => new(EvidenceKind.Policy, part);

    private static ImmutableArray<Evidence> Once(IEnumerable<Evidence> evidence, Evidence? first = null)
    {
        if (evidence is Evidence[] { Length: 0 }) return first is { } alone ? [alone] : [];
        var once = evidence.TryGetNonEnumeratedCount(out var count) ? new List<Evidence>(count + 1) : [];
        if (first is { } phrase) once.Add(phrase);
        HashSet<Evidence>? many = null;
        foreach (var one in evidence)
        {
            if (once.Count == Few) many ??= [.. once];
            if (many is null ? !once.Contains(one) : many.Add(one)) once.Add(one);
        }
        return [.. once];
    }
}
