using PolicyBot.Admin.Editing;

namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Policy => Say("Policy", "정책");
    public string PolicyIntro => Say(
        "Every published state of the rules, tools and facts. A revision never changes; going back is a revision of its own.",
        "규칙, 도구, 사실이 게시된 모든 상태입니다. 개정은 바뀌지 않으며, 되돌리는 것도 새로운 개정입니다.");
    public string RevisionOf(int number) => Say($"Revision {number}", $"개정 {number}");
    public string PublishedAt => Say("Published (UTC)", "게시 시각 (UTC)");
    public string WrittenBy => Say("Written by", "작성자");
    public string ApprovedBy => Say("Approved by", "승인자");
    public string Why => Say("Why", "사유");
    public string ContentHash => Say("Content hash (SHA-256)", "내용 해시 (SHA-256)");
    public string InForceNow => Say("in force now", "현재 시행 중");
    public string NoRevision => Say("There is no such revision.", "해당 개정이 없습니다.");
    public string CompareWith => Say("Compare with revision", "비교할 개정");
    public string Compare => Say("Compare", "비교");
    public string FirstRevision => Say(
        "This is the first revision; there is none before it to compare it with.", "첫 번째 개정입니다. 비교할 이전 개정이 없습니다.");
    public string Differences(int against) => Say($"Differences from revision {against}", $"개정 {against}과(와) 다른 점");
    public string NoDifferences => Say(
        "No item differs; at most comments or the layout of the files do.", "달라진 항목이 없습니다. 주석이나 파일 배치만 다를 수 있습니다.");
    public string DifferenceCounts(int added, int changed, int removed) => Say(
        $"{added} added, {changed} changed, {removed} removed", $"추가 {added}, 변경 {changed}, 삭제 {removed}");
    public string MoreItems(int count) => Say($"and {count} more items, which are not shown here", $"그 외 {count}개 항목은 표시하지 않습니다");
    public string LinesSkipped(string count) => Say($"{count} unchanged lines", $"변경되지 않은 {count}줄");

    public string ChangeOf(ItemChange change) => change switch
    {
        ItemChange.Added => Say("added", "추가"),
        ItemChange.Removed => Say("removed", "삭제"),
        _ => Say("changed", "변경"),
    };

    public string SectionOf(string section) => section switch
    {
        "rules" => Say("Rule", "규칙"),
        "default" => Say("Default rule", "기본 규칙"),
        "tools" => Say("Tool", "도구"),
        "editions" => Say("Edition", "에디션"),
        "facts" => Say("Fact", "사실"),
        "sources" => Say("Source", "출처"),
        "actors" => Say("Actor", "행위자"),
        "groups" => Say("Group", "그룹"),
        "data" => Say("Data class", "데이터 등급"),
        "devices" => Say("Device", "기기"),
        "purposes" => Say("Purpose", "용도"),
        "obligations" => Say("Obligation", "의무"),
        "organization" => Say("Organisation", "조직"),
        "ambiguous-names" => Say("Ambiguous name", "모호한 이름"),
        "cases" => Say("Policy case", "정책 사례"),
        "translations/tools" => Say("Translation of tool", "도구 번역"),
        "translations/facts" => Say("Translation of fact", "사실 번역"),
        "translations/actors" => Say("Translation of actor", "행위자 번역"),
        _ => section,
    };
}
