using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Page;

internal static class PageTextsEnglish
{
    public static PageTexts Texts { get; } = new()
    {
        Heading = "May I use this AI tool?",
        Intro = "Ask in your own words. The answer is decided by your organisation's rules and names them, with what governments and companies have done.",
        ExamplesLabel = "Questions to try",
        Examples = ["Can I use DeepSeek for customer data?", "Can I use ChatGPT for coding?", "Who has banned DeepSeek?",
            "Which tools are allowed?"],
        SkipToQuestion = "Skip to the question",
        NewConversation = "New conversation",
        ConversationLabel = "Conversation",
        QuestionLabel = "Your question",
        QuestionHint = "Enter sends, Shift+Enter starts a new line.",
        Send = "Ask",
        Sending = "Looking it up…",
        Groups = "My groups",
        GroupsHint = "Rules may differ by group. Tick those to try out.",
        Language = "Answer in",
        LanguageAuto = "Language of the question",
        You = "You asked",
        Bot = "Answer",
        Actions = "What to do",
        Cases = "Case by case",
        CaseData = "Data",
        CaseTool = "Tool",
        CaseVerdict = "Verdict",
        CaseObligations = "Conditions",
        CaseClause = "Clause",
        AnyCase = "Any other",
        Reasons = "Why",
        Openings = "What would change it",
        Facts = "What others have done",
        WhichData = "Which data is it?",
        WhichTool = "Which tool do you mean?",
        FollowUps = "Ask next",
        RevisionFormat = "Policy revision {0}",
        NothingAsked = "Type a question first.",
        TooLongFormat = "The question is too long: at most {0:N0} characters.",
        TooBusy = "Too many questions at once. Ask again in a moment.",
        FormExpired = "The page was open too long or the bot was restarted. Your question is still here: send it again.",
        ConversationGone = "That conversation is no longer kept. Start a new one below.",
        NoSuchPage = "There is no such page. You can ask below.",
        Unreachable = "The bot cannot be reached. Check that it is still running, then send again.",
        NewTab = "opens in a new tab",
        Verdicts = new Dictionary<Verdict, string>
        {
            [Verdict.Permitted] = "Permitted",
            [Verdict.PermittedWithConditions] = "Permitted with conditions",
            [Verdict.Discouraged] = "Discouraged",
            [Verdict.ApprovalRequired] = "Approval required",
            [Verdict.NeedsReview] = "Needs review",
            [Verdict.NotCovered] = "Not covered",
            [Verdict.Prohibited] = "Prohibited",
            [Verdict.Depends] = "Depends",
        },
    };
}
