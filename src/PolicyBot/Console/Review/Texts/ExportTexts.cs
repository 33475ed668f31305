namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Exports => Say("Exports", "내보내기");
    public string NewExport => Say("New export", "새 내보내기");
    public string ExportWhy => Say(
        "An export holds people's words. It is logged with your name and reason, and only you can download it, for one hour after it is made. An erasure withdraws it.",
        "내보낸 파일에는 직원의 글이 들어 있습니다. 귀하의 이름과 사유가 기록되며, 만들어진 뒤 한 시간 동안 본인만 내려받을 수 있습니다. 삭제 처리가 있으면 회수됩니다.");
    public string FirstDay => Say("First day (UTC)", "시작일 (UTC)");
    public string LastDay => Say("Last day (UTC)", "종료일 (UTC)");
    public string Format => Say("Format", "형식");
    public string ExportNow => Say("Export", "내보내기");
    public string Exporting(long read, long total) =>
        Say($"Exporting: {read} of {total} entries written", $"내보내는 중: {total}개 중 {read}개 항목 작성");
    public string Download => Say("Download", "내려받기");
    public string ExportDone => Say("complete", "완료");
    public string ExportFailed => Say("FAILED, nothing was exported", "실패, 내보낸 것이 없습니다");
    public string ExportWithdrawn => Say("withdrawn by an erasure", "삭제 처리로 회수됨");
    public string ExportCheck => Say(
        "To check it: unpack it, then `policybot log check-export FOLDER --key KEY` with the public key of the integrity page.",
        "확인 방법: 압축을 푼 뒤 무결성 페이지의 공개 키로 `policybot log check-export 폴더 --key 키`를 실행합니다.");
    public string NoExports => Say("Nothing has been exported here yet.", "아직 내보낸 것이 없습니다.");
    public string NoExport => Say(
        "There is no such export of yours: it was made by somebody else, was withdrawn, or its hour is over.",
        "해당하는 본인의 내보내기가 없습니다. 다른 사람이 만들었거나, 회수되었거나, 보관 시간이 지났습니다.");
    public string ExportNeedsReason => Say("Say why, or give a case number.", "사유나 사건 번호를 적어 주세요.");
    public string ExportDays => Say("The days cannot be read, or the last is before the first.", "날짜를 읽을 수 없거나 종료일이 시작일보다 앞섭니다.");
    public string ExportFormat => Say("There is no such format.", "없는 형식입니다.");
    public string ExportUnderWay => Say("Another export is under way; wait until it is done.", "다른 내보내기가 진행 중입니다. 끝난 뒤 다시 시도해 주세요.");
}
