using PolicyBot.Admin.Drafts;
using PolicyBot.Core.Changes;

namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string Drafts => Say("Awaiting approval", "승인 대기");
    public string DraftsIntro => Say(
        "Changes are written in chat or at the command line, and are in force once another person has approved them and they are published.",
        "변경은 채팅이나 명령줄에서 작성하며, 다른 사람이 승인하고 게시된 뒤에 시행됩니다.");
    public string DraftOf(string id) => Say($"Draft {id}", $"초안 {id}");
    public string DraftColumn => Say("Draft", "초안");
    public string DraftsAwaiting => Say("Awaiting approval", "승인 대기");
    public string DraftsApproved => Say("Approved, to be published", "승인됨, 게시 예정");
    public string DraftsSuspended => Say("Suspended", "보류됨");
    public string DraftsWritten => Say("Being written or sent back", "작성 중이거나 반려됨");
    public string NoDrafts => Say("There are no open drafts.", "진행 중인 초안이 없습니다.");
    public string NoDraft => Say("There is no such draft.", "해당 초안이 없습니다.");
    public string State => Say("State", "상태");
    public string Approvals => Say("Approvals", "승인");
    public string Touches => Say("Touches", "변경 항목");
    public string MadeOnOlder => Say("made on an older revision", "이전 개정에서 작성됨");

    public string StateOf(DraftState state) => state switch
    {
        DraftState.Draft => Say("being written", "작성 중"),
        DraftState.Submitted => Say("awaiting approval", "승인 대기"),
        DraftState.Approved => Say("approved", "승인됨"),
        DraftState.Scheduled => Say("approved and scheduled", "승인 및 게시 예약됨"),
        DraftState.Published => Say("published", "게시됨"),
        DraftState.Rejected => Say("sent back", "반려됨"),
        DraftState.Discarded => Say("given up", "폐기됨"),
        _ => Say("suspended", "보류됨"),
    };

    public string BaseMoved(int made, int head) => Say(
        $"The policy has changed since this was written: it was made on revision {made}, and revision {head} is in force. Its edits have been made again on that one, and what follows compares with it.",
        $"작성 이후 정책이 바뀌었습니다. 개정 {made}에서 작성되었고 현재 개정 {head}이(가) 시행 중입니다. 수정 사항을 현재 개정에 다시 적용했으며 아래는 현재 개정과 비교한 것입니다.");
    public string SuspendedSince => Say(
        "It is suspended: the policy below it has changed, and no approval counts until its author has handed it in again.",
        "보류되었습니다. 기반이 되는 정책이 바뀌었으며, 작성자가 다시 제출할 때까지 승인할 수 없습니다.");
    public string SentBack => Say("It was sent back:", "반려 사유:");
    public string RollsBack(int number) => Say($"It rolls back to revision {number}.", $"{number}번 개정으로 되돌립니다.");
    public string ScheduledFor => Say("Published on", "게시일");
    public string SameItems =>
        Say("Other drafts touch the same items; whichever is published first suspends the others:",
            "같은 항목을 변경하는 다른 초안이 있습니다. 먼저 게시된 쪽이 나머지를 보류시킵니다:");

    public string Takes => Say("It takes", "필요한 승인");
    public string TakesOne => Say("the approval of another person", "다른 사람 1명의 승인");
    public string TakesTwo(SensitiveChange because) => because switch
    {
        SensitiveChange.OtherClasses => Say("the approval of two other people, since it changes which data are the most sensitive",
            "가장 민감한 데이터가 무엇인지 바뀌므로 다른 사람 2명의 승인"),
        SensitiveChange.WordsMoved => Say("the approval of two other people, since words for sensitive data are no longer read as such",
            "민감한 데이터를 가리키던 말이 더는 그렇게 읽히지 않게 되므로 다른 사람 2명의 승인"),
        SensitiveChange.OtherWaivers => Say(
            "the approval of two other people, since it changes who may waive a rule that protects the most sensitive data",
            "가장 민감한 데이터를 지키는 규칙의 예외를 줄 수 있는 사람이 바뀌므로 다른 사람 2명의 승인"),
        SensitiveChange.NowApprovable => Say(
            "the approval of two other people, since it lets any approver allow something for the most sensitive data that was not theirs to allow",
            "가장 민감한 데이터에 대해 지금까지 승인자가 허용할 수 없던 것을 어느 승인자든 허용할 수 있게 되므로 다른 사람 2명의 승인"),
        SensitiveChange.NotAllCompared => Say(
            "the approval of two other people, since not every combination of groups could be compared",
            "모든 그룹 조합을 비교하지 못했으므로 다른 사람 2명의 승인"),
        _ => Say("the approval of two other people, since it newly permits something for the most sensitive data",
            "가장 민감한 데이터를 새로 허용하므로 다른 사람 2명의 승인"),
    };

    public string TakesGroup(string groups) => Say($"one of them of: {groups}", $"그중 한 명은 다음 소속: {groups}");

    public string WhatChanges => Say("What changes for whom", "누구에게 무엇이 달라지는가");
    public string OnDay => Say("On this day", "기준일");
    public string CasesChange(long changed, long all) =>
        Say($"{changed:N0} of {all:N0} cases change.", $"전체 {all:N0}건 중 {changed:N0}건이 달라집니다.");
    public string NothingChanges => Say("No verdict and no duty changes on this day.", "이 날짜에는 판정이나 의무가 달라지지 않습니다.");
    public string ChangesFrom(string day) => Say($"What changes from {day}", $"{day}부터 달라지는 것");
    public string NothingChangesAnyMore =>
        Say("No verdict and no duty is changed any more.", "이날부터는 달라지는 판정이나 의무가 더는 없습니다.");
    public string EffectOf(EffectKind kind) => kind switch
    {
        EffectKind.NewlyPermitted => Say("Newly permitted", "새로 허용됨"),
        EffectKind.NowDiscouraged => Say("Now discouraged", "자제 대상이 됨"),
        EffectKind.NowNeedsApproval => Say("Now needs approval", "승인이 필요해짐"),
        EffectKind.NowNeedsReview => Say("Now needs review, since a rule cannot be evaluated", "규칙을 평가할 수 없어 검토가 필요해짐"),
        EffectKind.NoLongerCovered => Say("No longer covered by any rule", "더 이상 적용되는 규칙이 없음"),
        EffectKind.NewlyProhibited => Say("Newly prohibited", "새로 금지됨"),
        _ => Say("Duties change", "의무가 달라짐"),
    };
    public string InCases => Say("In which cases", "해당 경우");
    public string AllCases => Say("all", "모두");
    public string Was => Say("Was", "이전");
    public string Becomes => Say("Becomes", "이후");
    public string Duties => Say("Duties", "의무");
    public string NewDuty => Say("new:", "추가:");
    public string DutyNoMore => Say("no more:", "해제:");
    public string EveryTool => Say("every tool", "모든 도구");
    public string CaseData => Say("Data", "데이터");
    public string CaseDevice => Say("Device", "기기");
    public string CasePurpose => Say("Purpose", "용도");
    public string CaseGroup => Say("People", "대상자");
    public string NoGroup => Say("of no group that a rule names", "규칙에 나온 그룹에 속하지 않은 사람");
    public string NotNamed => Say("none named", "언급 없음");
    public string AndMore(string shown, int more) => Say($"{shown} and {more} more", $"{shown} 외 {more}개");
    public string AllBut(string names) => Say($"all but {names}", $"{names} 제외 전체");
    public string MembersOf(string group) => Say($"members of {group}", $"{group} 소속");
    public string NotMembersOf(string group) => Say($"people outside {group}", $"{group} 소속이 아닌 사람");
    public string MoreLines(int more) => Say($"and {more} more lines", $"그 외 {more}줄");
    public string ConflictsTitle => Say("Conflicts", "충돌");
    public string NoConflicts =>
        Say("No rule is shadowed, contradicted or overdue because of it.", "이로 인해 가려지거나 모순되거나 검토 기한이 지난 규칙이 없습니다.");
    public string FailingTitle => Say("Cases of the policy that fail", "실패하는 정책 사례");
    public string NoFailing => Say("All cases that the policy's owner expects still hold.", "정책 담당자가 정한 사례가 모두 그대로 유지됩니다.");
    public string FailingBlocks => Say("It cannot be published while these fail:", "다음 사례가 실패하는 동안에는 게시할 수 없습니다:");
    public string FailingHow => Say("Where the new answers are right, a policy admin makes the cases expect them:",
        "새 답이 맞다면 정책 관리자가 사례의 기대값을 바꿉니다:");
    public string WhatIsEdited => Say("What is edited", "수정 내용");

    public string ReplayTitle => Say("What it makes of questions that were asked", "실제 질문에 미치는 영향");
    public string ReplayHow => Say(
        "The last logged questions are asked again of the present policy and of this draft. Questions are shown masked, and the log tells that you looked.",
        "기록된 최근 질문을 현재 정책과 이 초안에 다시 묻습니다. 질문은 가려진 상태로 표시되며, 열람 사실이 기록됩니다.");
    public string ReplayLast(int most) => Say($"How many of the last questions (at most {most:N0})", $"최근 질문 수 (최대 {most:N0})");
    public string ReplayNow => Say("Ask them again", "다시 묻기");
    public string ReplayUnderWay => Say("Another replay is under way; wait until it is done.", "다른 재실행이 진행 중입니다. 끝난 뒤 다시 시도해 주세요.");
    public string ReplayOfDraft(int number) => Say($"Questions asked again of draft {number}", $"초안 {number}에 다시 물은 질문");
    public string ReplayCounts(int asked, int decided, int told) => Say(
        $"{asked:N0} questions were asked again: {decided:N0} are decided otherwise, {told:N0} more are told otherwise.",
        $"질문 {asked:N0}건을 다시 물었습니다. {decided:N0}건은 판정이나 의무가 달라지고, 그 밖에 {told:N0}건은 답변 내용이 달라집니다.");
    public string ReplayByGroup => Say("By group of the askers", "질문자 그룹별");
    public string ReplayByGroupWhy => Say(
        "Groups of fewer than five askers are told of together; where all are so few, not at all.",
        "질문자가 5명 미만인 그룹은 합쳐서 표시하고, 모두 합쳐도 5명 미만이면 표시하지 않습니다.");
    public string ReplayInNoGroup => Say("in no group", "소속 그룹 없음");
    public string ReplayDecided => Say("Decided otherwise", "달라진 판정");
    public string ReplayAsked => Say("Asked", "질문 수");
    public string ReplayExamples => Say("Examples that are decided otherwise", "판정이 달라지는 예");

    public string NeedsSubmit => Say("It awaits nobody's approval until it is handed in.", "제출해야 승인 절차가 시작됩니다.");
    public string SubmitWhy => Say("Why the change is made; approvers read this, and it stands in the history", "변경 사유 (승인자가 읽고 이력에 남습니다)");
    public string Submit => Say("Hand in for approval", "승인 요청");
    public string Decide => Say("Decide", "결정");
    public string Approve => Say("Approve", "승인");
    public string Reject => Say("Send back", "반려");
    public string Publish => Say("Publish", "게시");
    public string PublishWhy =>
        Say("It is approved. Publishing makes it the policy for everybody at once.", "승인되었습니다. 게시하면 즉시 모든 사람에게 적용됩니다.");
    public string Note => Say("What you want to say (optional)", "의견 (선택)");
    public string RejectWhy => Say("What is wrong with it; its author reads this", "반려 사유 (작성자에게 전달됩니다)");
    public string CommentTooLong => Say("A comment has at most 500 characters.", "의견은 500자까지 입력할 수 있습니다.");
    public string OwnDraft => Say("You have written this change, so another person approves it.", "본인이 작성한 변경이므로 다른 사람이 승인해야 합니다.");
    public string ApprovedByYou => Say("You have approved it.", "승인하셨습니다.");
    public string NotApprover(string keys) => Say(
        $"Approving takes the role of approver in the bot's own records, which none of your names has: {keys}. A policy admin gives it with `role grant approver`.",
        $"승인하려면 봇에 승인자 역할이 등록되어 있어야 하는데 귀하의 이름에는 없습니다: {keys}. 정책 관리자가 `role grant approver` 명령으로 부여합니다.");

    public string AskedBack => Say(
        "Do you want this? It is done when you confirm it within ten minutes.", "다음을 실행할까요? 10분 안에 확인하면 실행됩니다.");
    public string Said => Say("What came of it", "처리 결과");
    public string Confirm => Say("Confirm", "확인");
    public string Cancel => Say("Cancel", "취소");
}
