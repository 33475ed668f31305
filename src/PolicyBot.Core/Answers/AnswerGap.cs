using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Why a question was not answered well. Numbers are stored: new kinds come last.</summary>
public enum GapKind
{
    /// <summary>It names a tool that the registry does not have.</summary>
    UnknownTool,
    /// <summary>The bot asked back which tool is meant. That it asks for the data is part of many answers, and no gap.</summary>
    AskedBack,
    /// <summary>No rule covers the case.</summary>
    NotCovered,
    /// <summary>A rule could not be evaluated.</summary>
    NeedsReview,
    /// <summary>It asks what others have done, and there is no fact on that.</summary>
    NoFact,
    /// <summary>It was not understood, or is out of scope.</summary>
    NotUnderstood,
    /// <summary>Somebody said that the answer did not help.</summary>
    NotHelpful,
}

/// <summary>What an answer leaves to be desired.</summary>
/// <param name="About">What questions of one gap have in common: a name as it compares, ids of the knowledge base, or the question's
/// letters. It may repeat what the asker wrote: store a hash of it at most.</param>
public readonly record struct AnswerGap(GapKind Kind, string About)
{
    /// <summary>Null where the answer is one.</summary>
    public static AnswerGap? Of(Answer answer)
    {
        var question = answer.Question;
        return question.Intent switch
        {
            Intent.Clarify => new(GapKind.AskedBack, question.Unclear is { Length: > 0 } name ? NameKey.Of(name)
                : string.Join(' ', question.Candidates)),
            Intent.Permission or Intent.Reason when answer.Tools.IsEmpty => question.UnknownTool is { } unknown
                ? new(GapKind.UnknownTool, NameKey.Of(unknown))
                : answer.Rules.IsEmpty ? new(GapKind.AskedBack, NameKey.Of(question.Text)) : null,
            Intent.OutOfScope => new(GapKind.NotUnderstood, NameKey.Of(question.Text)),
            Intent.Restrictions when answer.Facts.IsEmpty => new(GapKind.NoFact, Subject(question)),
            _ => answer.Verdict switch
            {
                Verdict.NotCovered => new(GapKind.NotCovered, Subject(question)),
                Verdict.NeedsReview => new(GapKind.NeedsReview, Subject(question)),
                _ => null,
            },
        };
    }

    /// <summary>An answer that somebody found of no help.</summary>
    public static AnswerGap NotHelpful(Answer answer) => new(GapKind.NotHelpful, Subject(answer.Question));

    private static string Subject(Question question)
    {
        var frame = question.Frame;
        string[] ids = [.. frame.Tools, .. frame.Editions, .. frame.Data, .. frame.Devices, .. frame.Purposes, .. frame.Actors,
            .. frame.Countries];
        return ids.Length == 0 ? NameKey.Of(question.Text)
            : $"{Kebab.Name(question.Intent)} {string.Join(' ', ids.Order(StringComparer.Ordinal))}";
    }
}
