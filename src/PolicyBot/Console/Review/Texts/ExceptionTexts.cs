using PolicyBot.Admin.Exceptions;

namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Exceptions => Say("Exceptions", "예외");
    public string ExceptionsIntro => Say(
        "Whoever may waive the rule in the way decides, and an approver where no rule names a group; never the person who asked. Every exception has an end. Whose it is and what for is shown to whoever may decide on it, and to reviewers for a stated reason; the log keeps who looked.",
        "해당 규칙을 면제할 수 있는 그룹이, 그룹이 지정되지 않은 경우에는 승인자가 결정합니다. 요청한 본인은 결정할 수 없으며 모든 예외에는 종료일이 있습니다. 요청자와 용도는 결정할 수 있는 사람에게, 그리고 사유를 밝힌 검토자에게만 보이며, 열람한 사람은 로그에 남습니다.");
    public string ExceptionsRequested => Say("Requested", "요청됨");
    public string ExceptionsEnding => Say("Ending within 30 days", "30일 이내 종료");
    public string ExceptionsGranted => Say("Granted", "승인됨");
    public string ExceptionsEnded => Say("Ended, refused or revoked", "종료, 거절 또는 철회됨");
    public string ExceptionOf(int id) => Say($"Exception {id}", $"예외 {id}");
    public string NoneHere => Say("None.", "없음.");
    public string For => Say("For", "대상");
    public string Erased => Say("erased", "삭제됨");
    public string ExceptionTool => Say("Tool", "도구");
    public string WithData => Say("With data", "데이터");
    public string AnyData => Say("any data", "모든 데이터");
    public string Purpose => Say("What for", "용도");
    public string EndsOn => Say("Holds until (that day not included)", "종료일 (당일 제외)");
    public string GrantedBy => Say("Granted by", "승인자");
    public string StillTakes => Say("Decided by", "결정권자");
    public string AnApprover => Say("an approver", "승인자");
    public string NobodyDecides => Say("no exception is possible or needed any more", "더 이상 예외가 가능하거나 필요하지 않음");
    public string Grant => Say("Grant", "승인");
    public string EarlierEnd => Say("An earlier end (optional)", "더 이른 종료일 (선택)");
    public string Refuse => Say("Refuse", "거절");
    public string Revoke => Say("Revoke", "철회");
    public string WhyTold => Say("Why; the person reads this", "사유 (본인에게 전달됩니다)");
    public string OwnRequest => Say("This is your own request; somebody else decides.", "본인의 요청이므로 다른 사람이 결정합니다.");
    public string GrantedByYou => Say("You have granted it; it takes another yes.", "승인하셨습니다. 추가 승인이 필요합니다.");

    public string StateOf(PolicyException exception, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.State switch
        {
            ExceptionState.Requested => Say("requested", "요청됨"),
            ExceptionState.Denied => Say("refused", "거절됨"),
            ExceptionState.Revoked => Say("revoked", "철회됨"),
            _ when exception.Until <= today => Say("ended", "종료됨"),
            _ => Say("granted", "승인됨"),
        };
    }
}
