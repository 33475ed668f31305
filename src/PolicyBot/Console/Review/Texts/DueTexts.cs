namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Due => Say("Due for review", "검토 기한");
    public string DueIntro => Say(
        "Rules past the day on which they were to be looked at again, and facts in force that no source has confirmed for a time.",
        "다시 검토하기로 한 날이 지난 규칙과, 시행 중이지만 오랫동안 출처로 확인되지 않은 사실입니다.");
    public string RulesOverdue => Say("Rules past their review", "검토 기한이 지난 규칙");
    public string RulesSoon => Say("Rules to be reviewed within 60 days", "60일 이내 검토할 규칙");
    public string FactsUnconfirmed(int days) => Say($"Facts not confirmed for {days} days", $"{days}일간 확인되지 않은 사실");
    public string ReviewBy => Say("Review by", "검토 기한");
    public string LastConfirmed => Say("Last confirmed", "마지막 확인");
    public string Source => Say("Source", "출처");
    public string Clause => Say("Clause", "조항");
    public string Owner => Say("Owner", "담당");
    public string LastChanged(string author, int revision) =>
        Say($"last changed by {author}, revision {revision}", $"마지막 변경: {author}, 개정 {revision}");
    public string HowToReview => Say(
        "After looking at it, type in chat or at the command line:",
        "검토한 뒤 채팅이나 명령줄에 다음과 같이 입력합니다:");
    public string FactsShown(int first, int last, int all) => Say($"{first} to {last} of {all}", $"전체 {all}건 중 {first}–{last}");
    public string Before => Say("Before", "이전");
    public string Next => Say("Next", "다음");
    public string NothingDue => Say("Nothing is due.", "검토할 항목이 없습니다.");
}
