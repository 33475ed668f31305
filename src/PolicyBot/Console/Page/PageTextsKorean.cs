using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Page;

internal static class PageTextsKorean
{
    public static PageTexts Texts { get; } = new()
    {
        Heading = "이 AI 도구, 써도 될까요?",
        Intro = "평소 말하듯 물어보세요. 답은 조직의 규정이 정하고, 근거 조항과 함께 각국 정부와 기업의 조치를 알려 드립니다.",
        ExamplesLabel = "이렇게 물어보세요",
        Examples = ["고객 데이터에 딥시크를 써도 되나요?", "코딩에 챗GPT를 써도 되나요?", "누가 딥시크를 금지했나요?", "어떤 도구를 쓸 수 있나요?"],
        SkipToQuestion = "질문 입력란으로 건너뛰기",
        NewConversation = "새 대화",
        ConversationLabel = "대화",
        QuestionLabel = "질문",
        QuestionHint = "Enter로 보내고 Shift+Enter로 줄을 바꿉니다.",
        Send = "묻기",
        Sending = "찾아보는 중…",
        Groups = "내 소속",
        GroupsHint = "규칙은 소속에 따라 다를 수 있습니다. 시험해 볼 소속을 고르세요.",
        Language = "답변 언어",
        LanguageAuto = "질문과 같은 언어",
        You = "질문",
        Bot = "답변",
        Actions = "할 일",
        Cases = "경우별 판정",
        CaseData = "데이터",
        CaseTool = "도구",
        CaseVerdict = "판정",
        CaseObligations = "조건",
        CaseClause = "조항",
        AnyCase = "그 밖의 경우",
        Reasons = "이유",
        Openings = "달라지는 경우",
        Facts = "다른 곳의 조치",
        WhichData = "어떤 데이터인가요?",
        WhichTool = "어떤 도구인가요?",
        FollowUps = "이어서 묻기",
        RevisionFormat = "정책 개정판 {0}",
        NothingAsked = "먼저 질문을 입력하세요.",
        TooLongFormat = "질문이 너무 깁니다. 최대 {0:N0}자까지 쓸 수 있습니다.",
        TooBusy = "지금 질문이 너무 많습니다. 잠시 뒤 다시 물어보세요.",
        FormExpired = "페이지를 연 지 오래되었거나 봇이 다시 시작되었습니다. 질문은 그대로 있으니 다시 보내세요.",
        ConversationGone = "그 대화는 더 이상 보관되어 있지 않습니다. 아래에서 새로 시작하세요.",
        NoSuchPage = "그런 페이지는 없습니다. 아래에서 질문할 수 있습니다.",
        Unreachable = "봇에 연결할 수 없습니다. 실행 중인지 확인한 뒤 다시 보내세요.",
        NewTab = "새 탭에서 열림",
        Verdicts = new Dictionary<Verdict, string>
        {
            [Verdict.Permitted] = "허용",
            [Verdict.PermittedWithConditions] = "조건부 허용",
            [Verdict.Discouraged] = "자제 권고",
            [Verdict.ApprovalRequired] = "승인 필요",
            [Verdict.NeedsReview] = "검토 필요",
            [Verdict.NotCovered] = "규정 없음",
            [Verdict.Prohibited] = "금지",
            [Verdict.Depends] = "경우에 따라 다름",
        },
    };
}
