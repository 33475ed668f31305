namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Integrity => Say("Integrity", "무결성");
    public string Entries => Say("Entries", "항목 수");
    public string LastCheckpoint => Say("Last checkpoint kept", "마지막 체크포인트");
    public string SignedState => Say("Signed state of now", "현재 서명된 상태");
    public string PublicKey => Say("Public key, for `policybot log verify --key`", "공개 키 (`policybot log verify --key`)");
    public string Witness => Say("Copies of checkpoints go to", "체크포인트 사본 위치");
    public string NoWitness => Say(
        "nowhere: set `Log:Witness` to a folder that this machine can add to and not change",
        "없음. 이 컴퓨터가 추가만 할 수 있고 수정할 수 없는 폴더를 `Log:Witness`에 지정하세요");
    public string Verification => Say("Verification", "검증");
    public string VerifyNow => Say("Verify the whole log now", "지금 전체 로그 검증");
    public string Verifying(long read, long total) => Say($"Verifying: {read} of {total} entries read", $"검증 중: {total}개 중 {read}개 항목 확인");
    public string LookAgain => Say("Look again", "새로 고침");
    public string VerifiedAt => Say("Ended (UTC)", "완료 시각 (UTC)");
    public string Result => Say("Result", "결과");
    public string Untouched => Say("whole and unaltered", "변경 없음");
    public string Touched => Say("NOT verified", "검증 실패");
    public string Stopped => Say("stopped", "중단됨");
    public string NeverVerified => Say("It has not been verified here yet.", "아직 검증한 적이 없습니다.");
}
