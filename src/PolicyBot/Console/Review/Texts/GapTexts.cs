using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Gaps => Say("Gaps", "답변 공백");
    public string AnyGap => Say("any gap", "모든 공백");
    public string GapsIntro => Say(
        "What people asked and were not answered well, each question once, masked and without who asked. The log tells that you looked.",
        "직원들이 물었지만 제대로 답하지 못한 질문입니다. 같은 질문은 하나로 묶고 가려서 표시하며 질문자는 표시하지 않습니다. 열람 사실이 기록됩니다.");
    public string GapColumn => Say("Gap", "공백");
    public string GapTimes => Say("Times asked", "질문 횟수");
    public string GapLast => Say("Last (UTC)", "마지막 (UTC)");
    public string GapCount => Say("Gaps", "공백 수");
    public string GapsByKind => Say("By kind", "종류별");
    public string GapDays => Say("Days back", "최근 며칠");
    public string GapOrder => Say("Order", "정렬");
    public string GapMostAsked => Say("most asked first", "많이 물은 순");
    public string GapLatest => Say("latest first", "최신순");
    public string GapsShown(int most) => Say($"At most {most} are shown.", $"최대 {most}건을 표시합니다.");
    public string NoGaps => Say("There are no such gaps.", "해당하는 공백이 없습니다.");
    public string NoGap => Say("There is no such gap, or it has been settled.", "해당 공백이 없거나 이미 처리되었습니다.");
    public string GapNumber(long number) => Say($"Gap {number}", $"공백 {number}");
    public string GapQuestions => Say("Questions, the latest first", "질문, 최신순");
    public string GapDidNotHelp => Say("Why it did not help", "도움이 되지 않은 이유");
    public string GapInDraft => Say("Meant to be settled by", "처리 예정");
    public string GapSettledBy => Say("Policy admins settle it.", "정책 관리자가 처리합니다.");
    public string GapSettle => Say("What settles it", "처리 방법");
    public string GapSettleHow => Say(
        "What you fill in goes into your open draft, or a new one. The gap is settled when that draft is published, which takes another person's approval.",
        "입력한 내용은 진행 중인 본인 초안이나 새 초안에 들어갑니다. 다른 사람이 승인하고 게시하면 공백이 처리됩니다.");
    public string GapPutInDraft => Say("Put it into my draft", "내 초안에 넣기");
    public string GapAsAlias => Say("It is another spelling of a tool", "도구의 다른 표기");
    public string GapAsFact => Say("A fact is missing", "사실 추가");
    public string GapAsRule => Say("A rule is missing", "규칙 추가");
    public string GapAsContact => Say("People should be sent to somebody else", "담당자 변경");
    public string GapClose => Say("Close it: nothing is needed", "처리 없이 닫기");
    public string GapCloseWhy => Say("Why nothing is needed", "처리가 필요 없는 이유");
    public string GapSpelling => Say("Spelling", "표기");
    public string ToolOrEdition => Say("Tool or edition (id)", "도구 또는 에디션 (id)");
    public string ToolOrAll => Say("Tool or edition (id); empty: every tool", "도구 또는 에디션 (id), 비우면 모든 도구");
    public string NewId => Say("Its id, such as no-new-apps", "id (예: no-new-apps)");
    public string FactActor => Say("Who did it (id)", "주체 (id)");
    public string FactDone => Say("What was done", "조치");
    public string FactStatement => Say("What happened, in one or two sentences", "내용 (한두 문장)");
    public string FactSince => Say("Since: a day, month or year", "시행 시점 (일, 월 또는 연)");
    public string SourceTitle => Say("Source: its title", "출처 제목");
    public string SourcePublisher => Say("Source: who published it", "출처 발행처");
    public string SourcePublished => Say("Source: when", "출처 날짜");
    public string SourceUrl => Say("Source: address", "출처 주소");
    public string RuleEffect => Say("What it does", "효과");
    public string RuleReason => Say("Reason, in English", "이유 (영어)");
    public string RuleReasonKorean => Say("Reason, in Korean", "이유 (한국어)");
    public string RuleGroup => Say("Only for the group", "적용 그룹");
    public string RuleDuty => Say("A duty that comes with it", "함께 따르는 의무");
    public string ContactName => Say("Name", "이름");
    public string ContactEmail => Say("E-mail address", "이메일 주소");
    public string ContactPage => Say("Page", "페이지 주소");
    public string WhyOptional => Say("Why (optional; stands in the history)", "변경 사유 (선택, 이력에 남습니다)");
    public string FieldTooLong => Say("A field has at most 500 characters.", "각 입력란은 500자까지 입력할 수 있습니다.");

    public string GapOf(GapKind kind) => kind switch
    {
        GapKind.UnknownTool => Say("unknown tool", "모르는 도구"),
        GapKind.AskedBack => Say("had to ask back", "되물음"),
        GapKind.NotCovered => Say("no rule covers it", "해당 규칙 없음"),
        GapKind.NeedsReview => Say("a rule could not be evaluated", "규칙을 판단할 수 없음"),
        GapKind.NoFact => Say("no fact known", "알려진 사실 없음"),
        GapKind.NotUnderstood => Say("not understood", "이해하지 못함"),
        _ => Say("did not help", "도움이 되지 않음"),
    };

    public string EffectOf(Effect effect) => effect switch
    {
        Effect.Permit => Say("permit", "허용"),
        Effect.Discourage => Say("discourage", "자제"),
        Effect.RequireApproval => Say("require approval", "승인 필요"),
        _ => Say("forbid", "금지"),
    };

    public string ActionOf(FactAction action) => action switch
    {
        FactAction.Banned => Say("banned", "금지"),
        FactAction.Blocked => Say("blocked", "차단"),
        FactAction.Restricted => Say("restricted", "제한"),
        FactAction.AdvisedAgainst => Say("advised against", "사용 자제 권고"),
        FactAction.Cautioned => Say("cautioned", "주의 당부"),
        FactAction.OrderedSuspension => Say("ordered suspension", "중단 명령"),
        FactAction.Limited => Say("limited", "범위 한정"),
        FactAction.Investigating => Say("is investigating", "조사 중"),
        FactAction.Evaluating => Say("is evaluating", "검토 중"),
        FactAction.Permitted => Say("permitted", "허용"),
        FactAction.Lifted => Say("lifted a measure", "조치 해제"),
        FactAction.Fined => Say("fined", "과징금 부과"),
        FactAction.DeclinedComment => Say("declined to comment", "답변 거부"),
        FactAction.NotEstablished => Say("not established", "확인되지 않음"),
        _ => Say("announced", "발표"),
    };
}
