using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>What a sentence rests on.</summary>
public enum EvidenceKind
{
    Rule, Fact, Tool, Actor, Obligation, Policy, Phrase, Exception,
}

/// <summary>A rule's, fact's, tool's ... id; for <see cref="EvidenceKind.Phrase"/> the key of the fixed phrase, for
/// <see cref="EvidenceKind.Policy"/> the part of the organisation's record (`contact`, `default`, a data class).</summary>
public sealed record Evidence(EvidenceKind Kind, string Id)
{
    public bool Equals(Evidence? other) => other is not null && Kind == other.Kind && Id == other.Id;

    public override int GetHashCode() => 31 * Id.GetHashCode(StringComparison.Ordinal) + (int)Kind;
}

/// <summary>Where a sentence belongs, in the order in which an asker reads.</summary>
public enum SentenceRole
{
    Verdict, Action, Case, Reason, Opening, Fact, Note, Contact,
}

/// <summary>A sentence or bullet with what it rests on. <paramref name="Links"/>: sources to show beside it.</summary>
public sealed record Sentence(SentenceRole Role, string Text, ImmutableArray<Evidence> Evidence, ImmutableArray<SourceLink> Links);

/// <summary>A source to show as a link; <paramref name="Url"/> null where the document has none.</summary>
public sealed record SourceLink(string SourceId, string Label, string? Url);

/// <summary>What the bot asks back: `data` or `tool`, and the ids to choose from.</summary>
public sealed record AskBack(string Dimension, ImmutableArray<string> Choices);

/// <summary>A follow-up that a channel can show as a button: what it says and the question that it asks.</summary>
public sealed record Suggestion(string Label, string Ask);

/// <summary>The answer's part on one tool.</summary>
public sealed record ToolAnswer(string Tool, string? Edition, Decision Decision, ImmutableArray<string> Facts);

/// <summary>A channel-neutral answer. <paramref name="Rules"/> and <paramref name="Facts"/> are exactly those that the sentences name
/// or count.</summary>
public sealed record Answer(
    Question Question, Verdict? Verdict, ImmutableArray<ToolAnswer> Tools, ImmutableArray<string> Rules, ImmutableArray<string> Obligations,
    ImmutableArray<string> Facts, AskBack? Ask, string Title, ImmutableArray<Sentence> Sentences, ImmutableArray<Suggestion> Suggestions,
    string Revision, DateOnly AsOf)
{
    /// <summary>Plain text, as the command line prints it and channels fall back to.</summary>
    public required string Text { get; init; }

    /// <summary>The one tool whose verdict depends on the data, where that verdict is what was asked for: its cases are the answer. Null where
    /// the question was another, whatever would be decided on the tool.</summary>
    public ToolAnswer? ToldByCases =>
        Question.Intent is Intent.Permission or Intent.Reason && Tools is [{ Decision.Cases.Length: > 0 } tool] ? tool : null;

    /// <summary>A language model worded the sentences, and each was held against its evidence; false: rules and fixed phrases composed
    /// them. Where people are to be told of artificial intelligence, channels tell them of this.</summary>
    public bool Phrased { get; init; }
}
