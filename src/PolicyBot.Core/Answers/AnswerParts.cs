using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>What an answer says of one decision, wherever that decision is asked for.</summary>
internal sealed record ToldDecision(string Title, AskBack? Ask, ImmutableArray<Sentence> Sentences, ImmutableArray<Suggestion> Suggestions);

/// <summary>What a decision's words depend on beside the decision. <paramref name="YesOrNo"/>: they begin with a yes or a no.</summary>
internal readonly record struct DecisionForm(LanguagePack Pack, Intent Intent, bool YesOrNo);

/// <summary>Parts of answers that come out the same each time: what is said of a fact, kept as long as the knowledge base, and of a
/// decision, as long as that is remembered. Thread-safe; holds nothing that changes an answer.</summary>
internal sealed class AnswerParts
{
    private static readonly ConditionalWeakTable<KnowledgeBase, AnswerParts> Known = [];

    private const int MostClosings = 16;

    private readonly ConditionalWeakTable<Decision, DecisionForms> decisions = [];
    private volatile FactForm[] facts = [];
    private volatile ToldClosing[] closings = [];

    public static AnswerParts Of(KnowledgeBase knowledge) => Known.GetValue(knowledge, static _ => new());

    /// <summary>What was told of facts in that language with as many links, by the fact's id.</summary>
    public ConcurrentDictionary<string, Sentence> Facts(LanguagePack pack, int links)
    {
        foreach (var form in facts)
            if (form.Links == links && ReferenceEquals(form.Pack, pack)) return form.Told;
        var added = new FactForm(pack, links, new(StringComparer.Ordinal));
        facts = [.. facts, added];
        return added.Told;
    }

    /// <summary>The last sentence on that day. Null where it was not told before.</summary>
    public Sentence? FindClosing(DateOnly day, LanguagePack pack)
    {
        foreach (var closing in closings)
            if (closing.Day == day && ReferenceEquals(closing.Pack, pack)) return closing.Told;
        return null;
    }

    public Sentence KeepClosing(DateOnly day, LanguagePack pack, Sentence told)
    {
        closings = closings.Length < MostClosings ? [.. closings, new(day, pack, told)] : [new(day, pack, told)];
        return told;
    }

    /// <summary>Null where it was not told before.</summary>
    public ToldDecision? Find(Decision decision, DecisionForm form)
    {
        if (!decisions.TryGetValue(decision, out var forms)) return null;
        foreach (var (of, told) in forms.All)
            if (of == form) return told;
        return null;
    }

    public ToldDecision Keep(Decision decision, DecisionForm form, ToldDecision told)
    {
        var forms = decisions.GetValue(decision, static _ => new());
        forms.All = [.. forms.All, (form, told)];
        return told;
    }

    private sealed record FactForm(LanguagePack Pack, int Links, ConcurrentDictionary<string, Sentence> Told);

    private sealed record ToldClosing(DateOnly Day, LanguagePack Pack, Sentence Told);

    /// <summary>A handful. Of two that are added at once one may be lost, and is told again.</summary>
    private sealed class DecisionForms
    {
        public volatile (DecisionForm Of, ToldDecision Told)[] All = [];
    }
}
