using PolicyBot.Admin.Execution;

namespace PolicyBot.Web.Review;

/// <summary>The console's own words, English and Korean side by side; a file for each part of it.</summary>
public sealed partial class ReviewTexts
{
    private readonly bool korean;

    private ReviewTexts(bool korean) => this.korean = korean;

    private static ReviewTexts English { get; } = new(false);
    private static ReviewTexts Korean { get; } = new(true);

    public static ReviewTexts In(string language) => language == "ko" ? Korean : English;

    private string Say(string english, string inKorean) => korean ? inKorean : english;

    public string Console => Say("Review", "감사 콘솔");
    public string SkipToContent => Say("Skip to the content", "본문으로 건너뛰기");
    public string Parts => Say("Parts of the console", "콘솔 메뉴");
    public string Language => Say("한국어", "English");
    public string OtherLanguage => korean ? "en" : "ko";
    public string SignOut => Say("Sign out", "로그아웃");
    public string SignedInAs(string name) => Say($"Signed in as {name}", $"{name} 님으로 로그인됨");
    public string Close => Say("Close", "닫기");
    public string Back => Say("Back", "돌아가기");
    public string Yes => Say("yes", "예");
    public string No => Say("no", "아니요");
    public string None => Say("none", "없음");
    public string RoleOf(string role) => role switch
    {
        AdminRoles.Reviewer => Say("compliance reviewer", "컴플라이언스 검토자"),
        AdminRoles.Approver => Say("approver", "승인자"),
        AdminRoles.PolicyAdmin => Say("policy admin", "정책 관리자"),
        _ => role,
    };

    public string Problem => Say("That did not work", "처리하지 못했습니다");
    public string FormExpired => Say(
        "This form is no longer valid: it is from another session, or was sent by another site. Go back, reload the page and send it again.",
        "이 양식은 더 이상 유효하지 않습니다. 다른 세션의 양식이거나 다른 사이트에서 전송되었습니다. 돌아가서 페이지를 새로 고친 뒤 다시 보내 주세요.");
    public string TooMuch => Say("What was sent is too large.", "보낸 내용이 너무 큽니다.");
    public string NotThere => Say("There is no such entry.", "해당 항목이 없습니다.");
}
