using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>What an answer says of one decision, wherever that decision is asked for.</summary>
internal sealed record ToldDecision(string Title, AskBack? Ask, ImmutableArray<Sentence> Sentences, ImmutableArray<Suggestion> Suggestions);

/// <summary>Parts of answers that come out the same each time: what is said of a fact, kept as long as the knowledge base, and of a decision, as
/// long as that is remembered. Thread-safe; holds nothing that changes an answer.</summary>
internal sealed class AnswerParts
{
    private static readonly ConditionalWeakTable<KnowledgeBase, AnswerParts> Known = [];

    private readonly ConcurrentDictionary<(string Fact, string Language, int Links), (LanguagePack Pack, Sentence Sentence)> facts = [];
    private readonly ConditionalWeakTable<Decision, DecisionForms> decisions = [];

    private const int MostClosings = 64;

    private readonly ConcurrentDictionary<(DateOnly Day, string Language), (LanguagePack Pack, Sentence Sentence)> closings = [];

    public static AnswerParts Of(KnowledgeBase knowledge) => Known.GetValue(knowledge, static _ => new());

    /// <summary>Null where it was not told before.</summary>
    public Sentence? Find(Fact fact, LanguagePack pack, int links) =>
        facts.TryGetValue((fact.Id, pack.Language, links), out var known) && ReferenceEquals(known.Pack, pack) ? known.Sentence : null;

    public Sentence Keep(Fact fact, LanguagePack pack, int links, Sentence told)
    {
        facts[(fact.Id, pack.Language, links)] = (pack, told);
        return told;
    }

    /// <summary>The last sentence on that day. Null where it was not told before.</summary>
    public Sentence? FindClosing(DateOnly day, LanguagePack pack) =>
        closings.TryGetValue((day, pack.Language), out var known) && ReferenceEquals(known.Pack, pack) ? known.Sentence : null;

    public Sentence KeepClosing(DateOnly day, LanguagePack pack, Sentence told)
    {
        if (closings.Count >= MostClosings) closings.Clear();
        closings[(day, pack.Language)] = (pack, told);
        return told;
    }

    /// <summary>Null where it was not told before.</summary>
    public ToldDecision? Find(Decision decision, LanguagePack pack, Intent intent)
    {
        if (!decisions.TryGetValue(decision, out var forms)) return null;
        foreach (var form in forms.All)
            if (form.Intent == intent && ReferenceEquals(form.Pack, pack)) return form.Told;
        return null;
    }

    public ToldDecision Keep(Decision decision, LanguagePack pack, Intent intent, ToldDecision told)
    {
        var forms = decisions.GetValue(decision, static _ => new());
        forms.All = [.. forms.All, new(pack, intent, told)];
        return told;
    }

    private sealed record DecisionForm(LanguagePack Pack, Intent Intent, ToldDecision Told);

    /// <summary>One for each language and intent: a handful. Of two that are added at once one may be lost, and is told again.</summary>
    private sealed class DecisionForms
    {
        public volatile DecisionForm[] All = [];
    }
}
