using System.Globalization;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Page;

/// <summary>The page's own words in one language; the answers bring theirs along.</summary>
public sealed record PageTexts
{
    public required string Heading { get; init; }
    public required string Intro { get; init; }
    public required IReadOnlyList<string> Examples { get; init; }
    public required string ExamplesLabel { get; init; }
    public required string SkipToQuestion { get; init; }
    public required string NewConversation { get; init; }
    public required string ConversationLabel { get; init; }
    public required string QuestionLabel { get; init; }
    public required string QuestionHint { get; init; }
    public required string Send { get; init; }
    public required string Sending { get; init; }
    public required string Groups { get; init; }
    public required string GroupsHint { get; init; }
    public required string Language { get; init; }
    public required string LanguageAuto { get; init; }
    public required string You { get; init; }
    public required string Bot { get; init; }
    public required string Actions { get; init; }
    public required string Cases { get; init; }
    public required string CaseData { get; init; }
    public required string CaseTool { get; init; }
    public required string CaseVerdict { get; init; }
    public required string CaseObligations { get; init; }
    public required string CaseClause { get; init; }
    public required string AnyCase { get; init; }
    public required string Reasons { get; init; }
    public required string Openings { get; init; }
    public required string Facts { get; init; }
    public required string WhichData { get; init; }
    public required string WhichTool { get; init; }
    public required string FollowUps { get; init; }
    public required string RevisionFormat { get; init; }
    public required string NothingAsked { get; init; }
    public required string TooLongFormat { get; init; }
    public required string TooBusy { get; init; }
    public required string FormExpired { get; init; }
    public required string ConversationGone { get; init; }
    public required string NoSuchPage { get; init; }
    public required string Unreachable { get; init; }
    public required string NewTab { get; init; }
    public required IReadOnlyDictionary<Verdict, string> Verdicts { get; init; }

    public string TooLong(int most) => string.Format(CultureInfo.InvariantCulture, TooLongFormat, most);

    /// <summary>The revision by its first digits, enough to find it by.</summary>
    public string RevisionOf(string revision) =>
        string.Format(CultureInfo.InvariantCulture, RevisionFormat, revision[..Math.Min(12, revision.Length)]);

    /// <summary>ISO 639-1 codes of the languages that the page speaks.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "ko"];

    public static PageTexts In(string language) => language == "ko" ? PageTextsKorean.Texts : PageTextsEnglish.Texts;
}
