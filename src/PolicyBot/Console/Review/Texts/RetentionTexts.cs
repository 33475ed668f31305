namespace PolicyBot.Web.Review;

public sealed partial class ReviewTexts
{
    public string RetentionTitle => Say("Retention, holds and erasure", "보존, 보존 조치, 삭제");
    public string HoldsInForce => Say("Holds in force", "유효한 보존 조치");
    public string NoHolds => Say("No hold is in force.", "유효한 보존 조치가 없습니다.");
    public string HoldsClosed => Say(
        "Whom a hold is about, and why, is shown once you have stated a reason under Conversations.",
        "보존 조치의 대상자와 사유는 대화 페이지에서 열람 사유를 입력하면 표시됩니다.");
    public string HoldColumn => Say("Hold", "보존 조치");
    public string About => Say("About", "대상");
    public string Since => Say("Since (UTC)", "시작 시각 (UTC)");
    public string EntriesCovered => Say("Entries", "항목 수");
    public string TextsGone => Say("Texts taken out", "삭제된 내용 수");
    public string PersonIs(string? person) => Say($"person {person ?? Hidden}", $"사용자 {person ?? Hidden}");
    public string ConversationIs(string? thread) => Say($"conversation {thread ?? Hidden}", $"대화 {thread ?? Hidden}");
    public string ToolIs(string tool) => Say($"tool {tool}", $"도구 {tool}");
    public string DaysAre(string? from, string? to) => Say($"days {from ?? "…"} – {to ?? "…"}", $"기간 {from ?? "…"} – {to ?? "…"}");

    public string PlaceHold => Say("Place a hold", "보존 조치 설정");
    public string PlaceHoldWhy => Say(
        "What a hold covers is neither purged nor erased until the hold is released, and what comes later and fits it is covered too. All that you fill in must fit.",
        "보존 조치가 적용된 내용은 해제될 때까지 보존 기간 만료나 삭제 요청으로 지워지지 않으며, 이후 조건에 맞는 항목에도 적용됩니다. 입력한 조건이 모두 맞아야 합니다.");
    public string ThreadName => Say("Conversation", "대화");
    public string ConversationId => Say("Conversation (as its entries name it)", "대화 (항목에 표시된 이름)");
    public string ShowWhatItTouches => Say("Show what it touches", "영향 미리 보기");
    public string Release => Say("Release", "해제");
    public string ReleaseReason(string hold) => Say($"Reason to release {hold}", $"{hold} 해제 사유");

    public string ErasePerson => Say("Erase a person", "사용자 내용 삭제");
    public string ErasePersonWhy => Say(
        "Takes a person's texts out of the log for good, except what a hold keeps. The entries stay, so that the log can still be verified; they name nobody.",
        "보존 조치 대상이 아닌 해당 사용자의 내용을 로그에서 영구히 삭제합니다. 로그 검증을 위해 항목 자체는 남지만 누구의 것인지는 남지 않습니다.");
    public string Authority => Say("By what authority (an article, an order)", "근거 (법 조항, 명령)");
    public string EraseNeedsPerson => Say("Say whose texts are to be erased.", "누구의 내용을 삭제할지 입력하세요.");
    public string EraseNeedsAuthority => Say("Say by what authority: an article of a law, an order.", "법 조항이나 명령 등 근거를 입력하세요.");
    public string HoldNeedsWhat => Say("Say what to hold: a person, a conversation, a tool, or days.", "사용자, 대화, 도구, 기간 중 하나 이상을 입력하세요.");
    public string NoSuchHold => Say("No such hold is in force.", "유효한 해당 보존 조치가 없습니다.");

    public string RetentionConfigured => Say("Retention, as configured", "설정된 보존 기간");
    public string RetentionWhy => Say(
        "A text may be in several classes: the longest keeps it. A text in no class is kept without end. `Log:RetentionDays` sets the days; purging runs once a day.",
        "한 내용이 여러 분류에 속하면 가장 긴 기간이 적용됩니다. 분류가 없는 내용은 계속 보관됩니다. 기간은 `Log:RetentionDays`로 설정하며 하루에 한 번 정리됩니다.");
    public string NoRetention => Say("No retention is configured: nothing is purged.", "설정된 보존 기간이 없어 자동으로 삭제되는 내용이 없습니다.");
    public string ClassOfRecord => Say("Class of record", "기록 분류");
    public string Meaning => Say("Meaning", "의미");
    public string KeptForDays => Say("Kept for", "보관 기간");
    public string Days(long days) => Say(days == 1 ? "1 day" : $"{days} days", $"{days}일");
    public string NextPurge => Say("Show what the next purge touches", "다음 정리의 영향 미리 보기");
    public string ClassMeaning(string name)
    {
        var parts = name.Split('.');
        var kind = parts[0] == "*" ? Say("any kind", "모든 종류") : KindOf(parts[0]);
        return $"{kind}: {(parts.Length == 1 ? Say("all texts", "모든 내용") : TextOf(parts[1]))}";
    }

    public string TextOf(string name) => name switch
    {
        "question" => Question,
        "answer" => Say("Answer", "답변"),
        "asker" => Asker,
        "conversation" => Say("Conversation before", "이전 대화"),
        "by" => By,
        "reason" => ReasonGiven,
        _ => name,
    };

    public string DoneLately => Say("Done lately", "최근 조치");
    public string NothingDone => Say("Nothing has been held, released, erased or purged yet.", "아직 보존, 해제, 삭제 조치가 없습니다.");
    public string DoneOf(string action) => action switch
    {
        "hold" => Say("The hold is in force. Its entry in the log is listed below.", "보존 조치가 적용되었습니다. 로그 항목은 아래에 있습니다."),
        "release" => Say("The hold is released. Its entry in the log is listed below.", "보존 조치가 해제되었습니다. 로그 항목은 아래에 있습니다."),
        "erase-unswept" => Say(
            "The erasure is done, and the log tells of it. Somebody is reading the database: until that ends, SQLite's write-ahead log"
                + " still holds what was erased. It is emptied within a day.",
            "삭제가 완료되었으며 로그에 기록되었습니다. 다만 데이터베이스를 읽는 작업이 진행 중이어서, 그 작업이 끝날 때까지 SQLite의 미리 쓰기 로그에 삭제된 내용이 남아 있습니다. 하루 안에 비워집니다."),
        _ => Say("The erasure is done, and the log tells of it.", "삭제가 완료되었으며 로그에 기록되었습니다."),
    };

    public string PreviewOf(string action) => action switch
    {
        "hold" => Say("What the hold would cover", "보존 조치의 적용 범위"),
        "release" => Say("What the release would set free", "보존 해제의 영향"),
        "erase" => Say("What the erasure would take out", "삭제될 내용"),
        _ => Say("What the next purge would take out", "다음 정리에서 삭제될 내용"),
    };
    public string NothingYet => Say("Nothing has been done yet.", "아직 아무것도 실행되지 않았습니다.");
    public string ChangedSince => Say(
        "Something came in between: it would now touch other entries than were shown. Nothing was done; this is what it would touch now.",
        "그 사이 변경이 있어 이전에 표시된 것과 영향이 달라졌습니다. 아무것도 실행되지 않았으며, 현재 영향은 다음과 같습니다.");
    public string EntriesLosing => Say("Entries that lose texts", "내용이 삭제되는 항목");
    public string TextsGoing => Say("Texts that go", "삭제되는 내용");
    public string KeptByHold => Say("Entries that a hold keeps", "보존 조치로 유지되는 항목");
    public string KeptLonger => Say("Texts that a longer retention keeps", "더 긴 보존 기간으로 유지되는 내용");
    public string BesideTheLog => Say("Addresses and exceptions beside the log that go", "함께 삭제되는 연락 주소와 예외 승인");
    public string HeldElsewhere => Say("Of these, also under another hold", "그중 다른 보존 조치도 적용되는 항목");
    public string TextsHeld => Say("Texts that they still have", "남아 있는 내용");
    public string DueAfterRelease => Say("Texts that the next purge takes once it is released", "해제 후 다음 정리에서 삭제될 내용");
    public string NothingToErase => Say("There is nothing to take out.", "삭제할 내용이 없습니다.");
    public string ConfirmOf(string action) => action switch
    {
        "hold" => Say("Place this hold", "보존 조치 적용"),
        "release" => Say("Release this hold", "보존 조치 해제"),
        _ => Say("Erase for good", "영구 삭제"),
    };
}
