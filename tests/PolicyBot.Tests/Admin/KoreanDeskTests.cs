using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>The desk speaks Korean to whoever writes it.</summary>
public sealed class KoreanDeskTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example") with { Language = "ko" };
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example") with { Language = "ko" };
    private DeskFixture desk = null!;

    public async ValueTask InitializeAsync() =>
        desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] },
            SmallKnowledge.With());

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_change_is_told_of_in_Korean_from_draft_to_publication()
    {
        Assert.Contains("초안 1번에 넣었습니다", await desk.SaysAsync(Kim, "rule add no-gpt --effect forbid --tool chatgpt"),
            StringComparison.Ordinal);
        var preview = await desk.RunAsync(Kim, "draft preview 1");
        Assert.Contains("새로 금지: ChatGPT; 모든 데이터; 이전: 정책에 규정 없음", preview.Notice.Text, StringComparison.Ordinal);
        Assert.Equal(["미리 보기", "폐기"], preview.Notice.Buttons.Select(b => b.Label));
        Assert.Contains("승인을 기다립니다", await desk.SaysAsync(Kim, "draft submit 1 --why \"요청\""), StringComparison.Ordinal);
        Assert.Contains("approver 역할이 필요한데", await desk.SaysAsync(Kim, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("승인되어 게시할 수 있습니다", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("이대로 진행할까요: draft publish 1", await desk.SaysAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        Assert.Equal("초안 1번이 2번 개정으로 게시되었습니다.", await desk.ConfirmedAsync(Kim, "draft publish 1"));
        Assert.Contains("시행: 예", await desk.SaysAsync(Kim, "rule list"), StringComparison.Ordinal);
        Assert.Contains("답하지 못한 질문: 없음", await desk.SaysAsync(Kim, "gap list"), StringComparison.Ordinal);
        Assert.Contains("이제 approver 역할입니다", await desk.SaysAsync(Kim, "role grant approver park@x.example"), StringComparison.Ordinal);
        Assert.Contains("부여한 사람", await desk.SaysAsync(Kim, "role list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_proposed_in_a_Korean_sentence_is_shown_in_Korean()
    {
        await using var bot = await SpokenTo.OpenAsync(new() { PolicyAdmins = ["kim@x.example"] }, SmallKnowledge.With());
        var said = await bot.SaysAsync(new Person("slack", "T1/U1") { Email = "kim@x.example" }, "ChatGPT 전면 금지해 주세요");
        Assert.Contains("아직 아무것도 바뀌지 않았습니다", said, StringComparison.Ordinal);
        Assert.Contains("rule add", said, StringComparison.Ordinal);
    }

    /// <summary>What is refused, asked back, listed and helped with, in Korean; commands, ids and what people wrote stay.</summary>
    [Fact]
    public async Task What_is_refused_and_how_to_do_it_is_said_in_Korean()
    {
        await desk.SaysAsync(Kim, "rule set no-deepseek --clause 9.1 --effect discourage");
        Assert.Contains("`rules`의 `no-deepseek`: clause → \"9.1\"", await desk.SaysAsync(Kim, "draft show 1"), StringComparison.Ordinal);
        Assert.StartsWith("초안 1번은 승인할 수 없습니다. 아직 제출되지 않았습니다", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        Assert.StartsWith("9번 초안이 없습니다", (await desk.SaysAsync(Kim, "draft show 9")).Replace("`", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("혹시 `no-deepseek`?", await desk.SaysAsync(Kim, "rule set no-deepsek --clause 1"), StringComparison.Ordinal);
        Assert.Contains("라는 도구나 에디션이 없습니다", await desk.SaysAsync(Kim, "rule add x --effect forbid --tool chatgptt"),
            StringComparison.Ordinal);
        Assert.Contains("`rule add`에는 --effect가 필요합니다: 무엇을 하는지", await desk.SaysAsync(Kim, "rule add x"), StringComparison.Ordinal);
        Assert.Contains("예: rule add no-deepseek", await desk.SaysAsync(Kim, "rule add x"), StringComparison.Ordinal);
        Assert.Contains("초안을 제출해 승인을 요청합니다", await desk.SaysAsync(Kim, "help draft submit"), StringComparison.Ordinal);
        await desk.SaysAsync(Kim, "draft submit 1 --why \"요청\"");
        await desk.SaysAsync(Lee, "draft reject 1 --why \"nothing is missing\"");
        Assert.Contains("돌려보내진 초안입니다(nothing is missing)", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_a_draft_was_suspended_is_told_to_each_reader_in_their_language()
    {
        var moon = DeskFixture.Slack("U3", "moon@x.example");
        await desk.SaysAsync(Kim, "role grant policy-admin moon@x.example");
        await desk.SaysAsync(Kim, "rule set no-deepseek --clause 9.1");
        await desk.SaysAsync(moon, "rule set no-deepseek --clause 9.2");
        await desk.ApprovedAsync(moon, 2, Lee);
        await desk.ConfirmedAsync(moon, "draft publish 2");
        Assert.Contains("다른 개정에서 바뀌었습니다: `rules`의 `no-deepseek`", await desk.SaysAsync(Kim, "draft show 1"), StringComparison.Ordinal);
        Assert.Contains("another revision has changed `no-deepseek` of `rules`", await desk.SaysAsync(moon, "draft show 1"),
            StringComparison.Ordinal);
        Assert.Contains("다른 개정에서 바뀌었습니다", await desk.SaysAsync(Kim, "draft list"), StringComparison.Ordinal);
    }
}
