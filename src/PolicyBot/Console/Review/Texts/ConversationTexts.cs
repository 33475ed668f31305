namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Conversations => Say("Conversations", "대화");
    public string Filter => Say("Filter", "필터");
    public string Search => Say("Search", "검색");
    public string Clear => Say("Clear", "초기화");
    public string Anything => Say("anything", "전체");
    public string Number => Say("Entry", "항목");
    public string Time => Say("Time (UTC)", "시각 (UTC)");
    public string Kind => Say("Kind", "종류");
    public string Channel => Say("Channel", "채널");
    public string Tool => Say("Tool (id)", "도구 (id)");
    public string Tools => Say("Tools", "도구");
    public string Verdict => Say("Verdict", "판정");
    public string Rule => Say("Rule (id)", "규칙 (id)");
    public string Rules => Say("Rules", "규칙");
    public string Revision => Say("Revision", "개정");
    public string From => Say("From day", "시작일");
    public string To => Say("To day", "종료일");
    public string Person => Say("Person (channel's id)", "사용자 (채널 id)");
    public string Asker => Say("Asked by", "질문자");
    public string FreeText => Say("Words in question or answer", "질문·답변 내 단어");
    public string Question => Say("Question", "질문");
    public string Older => Say("Older", "이전");
    public string Newer => Say("Newer", "다음");
    public string Newest => Say("Newest", "최신");
    public string ListCaption => Say("Newest first", "최신순");
    public string NothingFound => Say("Nothing fits.", "해당하는 항목이 없습니다.");
    public string LookedAsFarAs(long seq) =>
        Say($"Looked as far as entry {seq}; there may be more beyond it.", $"{seq}번 항목까지 찾았습니다. 그 너머에 더 있을 수 있습니다.");
    public string NothingSoFar => Say("Nothing fits so far.", "아직 해당하는 항목이 없습니다.");
    public string LookFurther => Say("Go on looking", "계속 찾기");
    public string NeedsReason => Say(
        "Looking for somebody, or for somebody's words, takes a reason: state it above, then search again.",
        "특정 사용자나 내용을 검색하려면 사유가 필요합니다. 위에 사유를 입력한 뒤 다시 검색하세요.");
    public string Hidden => Say("closed", "가려짐");

    public string KindOf(string kind) => kind switch
    {
        "answer" => Say("question", "질문"),
        "edit" => Say("edit", "수정"),
        "deletion" => Say("deletion", "삭제"),
        "feedback" => Say("feedback", "평가"),
        "ask-person" => Say("passed on to a person", "담당자 전달"),
        "person-reply" => Say("a person's reply", "담당자 답변"),
        "admin" => Say("command", "명령"),
        "publish" => Say("publication", "게시"),
        "read" => Say("reading", "열람"),
        "search" => Say("search", "검색"),
        "export" => Say("export", "내보내기"),
        "hold" => Say("hold", "보존 조치"),
        "release" => Say("release of a hold", "보존 해제"),
        "erase" => Say("erasure", "삭제 조치"),
        "purge" => Say("purge", "보존 기간 만료 삭제"),
        _ => kind,
    };

    public string ConversationOf(long seq) => Say($"Conversation around entry {seq}", $"{seq}번 항목의 대화");
    public string MoreAround => Say("The conversation has more entries than are shown here.", "이 대화에는 더 많은 항목이 있습니다.");
    public string ReplacedBy(long seq) => Say($"Edited or deleted later, by entry {seq}", $"이후 {seq}번 항목에서 수정 또는 삭제됨");
    public string Understood => Say("What was understood", "이해한 내용");
    public string Intent => Say("Intent", "의도");
    public string Masked => Say("Masked before storage", "저장 전 가림 처리");
    public string Engine => Say("Engine", "엔진");
    public string DeterminingRules => Say("Determining rules, at that revision", "판정 근거 규칙 (당시 개정)");
    public string Facts => Say("Facts and sources", "사실과 출처");
    public string Answer => Say("Answer as it was said", "당시 답변");
    public string Replay => Say("Made again", "재현");
    public string ReplayOf(int result) => result switch
    {
        0 => Say("the same bytes", "바이트까지 동일"),
        1 => Say("OTHER bytes, by the same engine", "같은 엔진에서 다른 결과"),
        _ => Say("cannot be made again: the texts are gone, or another engine answered", "재현 불가: 내용이 삭제되었거나 다른 엔진이 답변함"),
    };
    public string Today => Say("Today's policy says", "현재 정책의 판정");
    public string Same => Say("the same verdict", "동일한 판정");
    public string Changed => Say("another verdict than then", "당시와 다른 판정");
    public string NoVerdict => Say("no verdict", "판정 없음");
    public string Proof => Say("Download the inclusion proof", "포함 증명 내려받기");
    public string Gone => Say("The text is no longer kept.", "내용이 더 이상 보관되지 않습니다.");
    public string NotInRevision => Say("not in that revision", "해당 개정에 없음");
    public string Feedback => Say("Feedback", "평가");
    public string By => Say("By", "작성자");
    public string ReasonGiven => Say("Reason", "사유");
    public string InForce => Say("in force", "시행 기간");
}
