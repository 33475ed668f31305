using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Web.Page;

namespace PolicyBot.Web.Review;

/// <summary>What every page of the console needs besides its own matter.</summary>
/// <param name="Here">Path and query of this page, to come back to.</param>
/// <param name="Token">The antiforgery token of its forms.</param>
public sealed record ReviewView(Reader? Reader, string Here, string Token, string Language, KnowledgeBase Knowledge)
{
    public ReviewTexts Texts => ReviewTexts.In(Language);

    /// <summary>The words that the local page has already: verdicts, roles of sentences.</summary>
    public PageTexts Words => PageTexts.In(Language);

    /// <summary>What the program says of its own about a change, in the reader's language.</summary>
    public string Say(Remark remark) => Pack.Say(remark);

    public required LanguagePack Pack { get; init; }

    /// <summary>Whether people's words are shown.</summary>
    public bool Open => Reader?.Reason is not null;
}
