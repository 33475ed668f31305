using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What one person's approval is not enough for, and what a preview has to tell, on the shipped knowledge: kim writes, lee
/// approves.</summary>
public sealed class ChangeGuardsTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly AdminPerson Choi = DeskFixture.Slack("U3", "choi@x.example");
    private DeskFixture desk = null!;

    public async ValueTask InitializeAsync() => desk = await DeskFixture.OpenAsync(
        new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "choi@x.example"] },
        KnowledgeFolder.Read(Shipped.Folder).Documents);

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_group_that_is_put_below_another_is_told_to_be_permitted_what_the_other_is()
    {
        await desk.SaysAsync(Kim, "group edit hr --parent engineering");
        var said = await desk.SaysAsync(Lee, "draft preview 1");
        Assert.Contains("newly permitted: GitHub Copilot", said, StringComparison.Ordinal);
        Assert.Contains("people: Human Resources", said, StringComparison.Ordinal);
        Assert.DoesNotContain(": 0 of ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_for_the_most_sensitive_data_is_not_taken_away_by_one_approval_or_unseen()
    {
        await desk.SaysAsync(Kim, "dimension edit data restricted --remove-alias \"plant drawings\"");
        await desk.SaysAsync(Kim, "dimension edit data public --add-alias \"plant drawings\"");
        var said = await desk.SaysAsync(Lee, "draft preview 1");
        Assert.Contains("questions with `plant drawings` are read otherwise: so far it named `restricted`, from now on `public`", said,
            StringComparison.Ordinal);
        Assert.DoesNotContain("No verdict", said, StringComparison.Ordinal);
        await desk.SaysAsync(Kim, "draft submit 1 --why cleared");
        Assert.Contains("words for sensitive data are no longer read as such, so it needs the approval of two other people",
            await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("is approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dimension edit data public --add-alias payroll", "`payroll` is a word for `personal` of `data` already")]
    [InlineData("dimension edit data public --add-alias \"Personal Data\"", "`Personal Data` is a word for `personal` of `data` already")]
    [InlineData("dimension edit data public --name \"trade secrets\"", "is a word for `confidential` of `data` already")]
    [InlineData("dimension add data wages --name Wages --alias payroll", "is a word for `personal` of `data` already")]
    [InlineData("dimension edit purpose coding --add-alias hiring", "is a word for `decisions-about-people` of `purposes` already")]
    public async Task A_word_that_names_something_else_already_is_refused(string line, string said) =>
        Assert.Contains(said, await desk.SaysAsync(Kim, line), StringComparison.Ordinal);

    [Fact]
    public async Task Two_drafts_do_not_give_one_word_to_two_classes()
    {
        foreach (var (draft, to) in new[] { ("1", "public"), ("2", "confidential") })
        {
            await desk.SaysAsync(Kim, $"dimension edit data {to} --add-alias \"bid calendar\"");
            await desk.SaysAsync(Kim, $"draft submit {draft} --why w");
            Assert.Contains("is approved", await desk.SaysAsync(Lee, $"draft approve {draft}"), StringComparison.Ordinal);
        }
        Assert.Contains("revision 2", await desk.ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        Assert.Contains("`bid calendar` is a word for `public` of `data` already", await desk.ConfirmedAsync(Kim, "draft publish 2"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_above_the_most_sensitive_one_needs_two_approvals()
    {
        await desk.SaysAsync(Kim, "dimension add data top-secret --name \"Top secret\" --level 9");
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        Assert.Contains("it changes which data are the most sensitive", await desk.SaysAsync(Lee, "draft approve 1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_waive_a_rule_is_told_and_takes_two_where_it_protects_the_most_sensitive_data()
    {
        await desk.SaysAsync(Kim, "rule set restricted-information --waivable-by marketing");
        Assert.Contains("who may waive the rule `restricted-information`: so far nobody, from now on `marketing`",
            await desk.SaysAsync(Lee, "draft preview 1"), StringComparison.Ordinal);
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        Assert.Contains("who may waive a rule that protects the most sensitive data", await desk.SaysAsync(Lee, "draft approve 1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_waive_rules_through_a_group_above_is_told_and_takes_two_where_they_protect_the_most_sensitive_data()
    {
        await desk.SaysAsync(Kim, "group edit contractors --parent security");
        var said = await desk.SaysAsync(Lee, "draft preview 1");
        Assert.Contains("who may waive `deepseek-hosted`, `contract-tools-confidential`", said, StringComparison.Ordinal);
        Assert.Contains("from now on members of `contractors` as well, a group below `security`", said, StringComparison.Ordinal);
        Assert.Contains("`security` 아래의 그룹 `contractors`에 속한 사람도 포함",
            await desk.SaysAsync(Lee with { Language = "ko" }, "draft preview 1"), StringComparison.Ordinal);
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        Assert.Contains("who may waive a rule that protects the most sensitive data", await desk.SaysAsync(Lee, "draft approve 1"),
            StringComparison.Ordinal);
        Assert.Contains("is approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_for_everybody_is_refused_when_it_is_asked_for_and_when_it_is_granted()
    {
        Assert.Contains("`everyone` is everybody", await desk.SaysAsync(Choi,
            "exception request deepseek --group everyone --purpose pilot --until 2026-12-31"), StringComparison.Ordinal);
        await using (var db = desk.Host.Database.Open())
        {
            db.Exceptions.Add(new PolicyException(0, "choi@x.example", Group.Everyone, ExceptionState.Requested, desk.Today.AddDays(9),
                "deepseek", "public", "pilot", []).ToRow());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var security = Lee with { Groups = ["security"] };
        Assert.Contains("`everyone` is everybody", await desk.SaysAsync(security, "exception grant 1"), StringComparison.Ordinal);
        Assert.Contains("is denied", await desk.SaysAsync(security, "exception deny 1 --why \"not for all\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_where_a_question_names_no_purpose_is_told()
    {
        await desk.SaysAsync(Kim, "tool edit elevenlabs --kind transcription --kind audio-generator --kind api");
        var said = await desk.SaysAsync(Lee, "draft preview 1");
        Assert.Contains("questions about `elevenlabs` that name no purpose are decided otherwise: so far for ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("No verdict", said, StringComparison.Ordinal);
        Assert.Contains("`elevenlabs`에 대해 용도를 말하지 않은 질문이 다르게 판정됩니다",
            await desk.SaysAsync(Lee with { Language = "ko" }, "draft preview 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_that_a_purpose_is_taken_for_are_counted_where_they_are_many()
    {
        await desk.SaysAsync(Kim, "dimension add purpose chatting --name Chatting --implied-by chat-assistant");
        Assert.Matches("questions about (`[a-z0-9-]+`, ){11}`[a-z0-9-]+` and [0-9]+ more that name no purpose .* so far for none, from now on for `chatting`",
            await desk.SaysAsync(Lee, "draft preview 1"));
    }

    [Fact]
    public async Task What_an_approver_may_lift_for_the_most_sensitive_data_where_it_was_forbidden_takes_two()
    {
        await desk.SaysAsync(Kim, "rule set restricted-information --effect require-approval");
        await desk.SaysAsync(Kim, "draft submit 1 --why w");
        Assert.Contains("it lets any approver allow something for the most sensitive data", await desk.SaysAsync(Lee, "draft approve 1"),
            StringComparison.Ordinal);
        Assert.Contains("is approved", await desk.SaysAsync(Choi, "draft approve 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_nearly_all_is_told_by_what_is_left_out()
    {
        await desk.SaysAsync(Kim, "rule add no-grok --effect forbid --tool grok");
        var said = await desk.SaysAsync(Lee, "draft preview 1");
        Assert.Contains("purpose: all but decisions about people, operating or protecting the plant", said, StringComparison.Ordinal);
    }
}
