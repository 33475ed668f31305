namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string SignIn => Say("Sign in", "로그인");
    public string SignInIntro => Say(
        "This is where compliance reviewers, approvers and policy admins work. What people asked is shown only for a stated reason, and every reading is logged.",
        "컴플라이언스 검토자, 승인자, 정책 관리자를 위한 공간입니다. 질문 내용은 사유를 밝힌 경우에만 표시되며, 모든 열람은 기록됩니다.");
    public string SignInByProvider => Say("Sign in with your organisation's account", "조직 계정으로 로그인");
    public string SignInByLink => Say("Sign in with this link", "이 링크로 로그인");
    public string LinkOnce => Say("The link works once.", "링크는 한 번만 사용할 수 있습니다.");
    public string LinkNeeded => Say(
        "Open the link that `policybot serve` printed when it started. It works once and for an hour; `policybot review-link` prints another.",
        "`policybot serve`가 시작할 때 출력한 링크를 여세요. 링크는 한 시간 동안 한 번만 유효하며, `policybot review-link`로 새 링크를 받을 수 있습니다.");
    public string SignInFailed => Say(
        "Signing in did not work: the link was used before or is over, or the provider refused.",
        "로그인하지 못했습니다. 이미 사용했거나 만료된 링크이거나 인증 제공자가 거부했습니다.");
    public string Forbidden => Say("You have no role that opens this page", "이 페이지를 볼 수 있는 역할이 없습니다");
    public string ForbiddenWhy => Say(
        "You are signed in, but nothing here is open to you. A policy admin grants roles with `role grant`; the person to ask is named below.",
        "로그인은 되었지만 볼 수 있는 내용이 없습니다. 정책 관리자가 `role grant` 명령으로 역할을 부여합니다. 문의할 담당자는 아래와 같습니다.");
    public string YourKeys => Say("Roles are looked up by", "역할 조회 기준");
    public string YourRoles => Say("Your roles", "내 역할");
    public string Contact => Say("Contact", "담당자");

    public string ReasonTitle => Say("People's words are closed", "질문 내용이 가려져 있습니다");
    public string ReasonWhy => Say(
        "Names and texts are left out. Say why you need them, or give a case number: it is written into the log together with what you then see.",
        "이름과 내용은 표시되지 않습니다. 열람 사유나 사건 번호를 입력하면, 이후 열람한 항목과 함께 로그에 기록됩니다.");
    public string ReasonLabel => Say("Reason or case number", "사유 또는 사건 번호");
    public string ReasonOpen => Say("Show people's words", "내용 보기");
    public string ReasonMissing => Say("Give a reason or a case number of 4 to 500 characters.", "4자 이상 500자 이하의 사유나 사건 번호를 입력하세요.");
    public string ReasonStated => Say("People's words are open. Reason:", "내용이 열려 있습니다. 사유:");
    public string ReasonClose => Say("Close them again", "다시 가리기");
}
