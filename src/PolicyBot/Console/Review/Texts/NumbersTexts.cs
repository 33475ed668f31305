namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Numbers => Say("Numbers", "통계");
    public string NumbersWhy => Say(
        "Counted from the log. Nothing here is about a person: groups of fewer than five askers in a month are folded into \"other groups\", and into it goes the next smallest group where those would still be fewer than five people.",
        "로그에서 집계한 값이며 개인에 관한 정보는 없습니다. 한 달의 질문자가 5명 미만인 그룹은 \"기타 그룹\"으로 합치고, 합쳐도 5명 미만이면 다음으로 작은 그룹도 합칩니다.");
    public string Period => Say("Period", "기간");
    public string ShowNumbers => Say("Show", "보기");
    public string NumbersDays => Say(
        "The days cannot be read, the last is before the first, or they are more than two years apart. The last twelve weeks are shown.",
        "날짜를 읽을 수 없거나 종료일이 시작일보다 앞서거나 2년을 넘습니다. 최근 12주를 표시합니다.");
    public string Questions => Say("Questions", "질문 수");
    public string Unanswered => Say("Unanswered", "미응답");
    public string UnansweredRate => Say("Unanswered rate", "미응답 비율");
    public string UnansweredWhy => Say(
        "Unanswered: it was not understood or is outside what the bot answers, it names a tool that the bot does not know, there is no fact on it, no rule covers it, a rule could not be evaluated, or answering failed.",
        "미응답: 이해하지 못했거나 답할 수 있는 범위가 아니거나, 모르는 도구이거나, 관련 기록이 없거나, 해당하는 규칙이 없거나, 규칙을 평가할 수 없거나, 답변에 실패한 경우입니다.");
    public string Answered => Say("Answered", "응답");
    public string ByWeek => Say("Questions by week", "주별 질문 수");
    public string WeekOf => Say("Week from Monday", "주 (월요일 기준)");
    public string RateByWeek => Say("Unanswered rate by week", "주별 미응답 비율");
    public string ByVerdict => Say("Questions by verdict", "판정별 질문 수");
    public string ByTool => Say("Questions by tool", "도구별 질문 수");
    public string ByToolWhy(int shown, int all) => shown < all
        ? Say($"The plot shows the {shown} most asked about; the table all {all}. A question about several tools counts for each.",
            $"그래프는 질문이 많은 {shown}개, 표는 전체 {all}개를 표시합니다. 여러 도구에 관한 질문은 각각 집계됩니다.")
        : Say("A question about several tools counts for each.", "여러 도구에 관한 질문은 각각 집계됩니다.");
    public string ByGroup => Say("Questions by group", "그룹별 질문 수");
    public string ByGroupWhy => Say(
        "By whole calendar months of the period that are over, so that no two periods can be compared to single somebody out. Somebody in several groups counts in each. Questions of people who were erased are in none.",
        "기간에 온전히 들어 있고 이미 끝난 달만 셉니다. 두 기간을 견주어 누군가를 가려낼 수 없게 하기 위해서입니다. 여러 그룹에 속한 사람은 각 그룹에 집계됩니다. 내용이 삭제된 사용자의 질문은 포함되지 않습니다.");
    public string TooFewPeople => Say(
        "There are no numbers by group: they are counted by whole calendar months that are over, and in none of this period did five people ask.",
        "그룹별 통계가 없습니다. 이미 끝난 온전한 달만 세며, 이 기간에는 질문자가 5명 이상인 달이 없습니다.");
    public string Group => Say("Group", "그룹");
    public string InNoGroup => Say("in no group", "그룹 없음");
    public string OtherGroups => Say("other groups", "기타 그룹");
    public string People => Say("People, at most in a month", "인원 (월 최대)");
    public string TimeToAnswer => Say("Time to answer", "응답 시간");
    public string TimeToAnswerWhy =>
        Say("From the acceptance of a message to its answer; sending it is not in it.", "메시지 접수부터 답변 생성까지의 시간이며 전송 시간은 제외됩니다.");
    public string Answers => Say("Answers", "답변 수");
    public string Share => Say("Share", "비율");
    public string Took => Say("Time", "시간");
    public string Between(long? from, long? below) => (from, below) switch
    {
        (null, { } end) => Say($"under {Duration(end)}", $"{Duration(end)} 미만"),
        ({ } start, { } end) => $"{Duration(start)} – {Duration(end)}",
        _ => Say($"{Duration(from ?? 0)} or more", $"{Duration(from ?? 0)} 이상"),
    };
    public string WithinOf(long? half, long? most) => Say(
        $"Half of the answers came in {(half is { } h ? "under " + Duration(h) : "five minutes or more")}, 95 % in {(most is { } m ? "under " + Duration(m) : "five minutes or more")}.",
        $"답변의 절반은 {(half is { } h2 ? Duration(h2) + " 미만" : "5분 이상")}, 95%는 {(most is { } m2 ? Duration(m2) + " 미만" : "5분 이상")} 걸렸습니다.");
    public string NoNumbers => Say("Nothing was asked in this period.", "이 기간에는 질문이 없습니다.");
    public string TableOf(string plot) => Say($"{plot}, as a table", $"{plot} (표)");

    private string Duration(long milliseconds) => milliseconds switch
    {
        < 1_000 => Say($"{milliseconds} ms", $"{milliseconds}밀리초"),
        < 60_000 => Say($"{milliseconds / 1_000} s", $"{milliseconds / 1_000}초"),
        _ => Say($"{milliseconds / 60_000} min", $"{milliseconds / 60_000}분"),
    };
}
