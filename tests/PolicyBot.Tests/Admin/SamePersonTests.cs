using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>People whose doors tell no common e-mail address: the settings name them as one.</summary>
public sealed class SamePersonTests
{
    private static readonly AdminPerson Shell = AdminPerson.OfShell("kim");
    private static readonly AdminPerson Slack = AdminPerson.Of(new Person("slack", "T1/U1"));
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");

    private static Task<DeskFixture> OpenAsync(params string[] same) => DeskFixture.OpenAsync(new()
    {
        PolicyAdmins = ["shell:kim"],
        Approvers = ["slack:t1/u1", "lee@x.example"],
        SamePerson = same,
    }, SmallKnowledge.With());

    [Fact]
    public async Task A_person_with_two_names_has_the_roles_of_both_and_does_not_approve_their_own_change()
    {
        await using var desk = await OpenAsync("shell:Kim  slack:T1/U1");
        Assert.Contains("In draft 1", await desk.SaysAsync(Slack, "rule set no-deepseek --clause 9"), StringComparison.Ordinal);
        await desk.SaysAsync(Shell, "draft submit 1 --why w");
        Assert.Contains("by another person", await desk.SaysAsync(Shell, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("by another person", await desk.SaysAsync(Slack, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("is approved", await desk.SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_setting_they_are_two()
    {
        await using var desk = await OpenAsync();
        Assert.True((await desk.RunAsync(Slack, "rule set no-deepseek --clause 9")).Denied);
        await desk.SaysAsync(Shell, "rule set no-deepseek --clause 9");
        await desk.SaysAsync(Shell, "draft submit 1 --why w");
        Assert.Contains("is approved", await desk.SaysAsync(Slack, "draft approve 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_the_settings_name_belong_to_the_group_by_every_door()
    {
        AdminOptions options = new() { Members = ["security lee@x.example shell:lee", "legal lee@x.example"] };
        Assert.Equal(["engineering", "security", "legal"], options.Known(Lee with { Groups = ["engineering"] }).Groups);
        Assert.Equal(["security"], options.Known(AdminPerson.OfShell("lee")).Groups);
        Assert.Empty(options.Known(Shell).Groups);
        await using var bot = await SpokenTo.OpenAsync(options, SmallKnowledge.With(
            ("policy/b.yaml", "rules:\n  - {id: gpt, effect: permit, tools: {ids: [chatgpt]}, when: {groups: [security]}}\n")));
        Assert.Contains("may use", await bot.SaysAsync(new Person("slack", "T1/U2") { Email = "lee@x.example" }, "Can I use ChatGPT?"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("may use ", await bot.SaysAsync(new Person("slack", "T1/U9"), "Can I use ChatGPT?"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("security local:loopback")]
    [InlineData("security")]
    public void A_line_of_members_without_any_or_with_a_name_that_anybody_can_take_is_told_at_start(string line) =>
        Assert.Contains(line, Assert.Single(new AdminOptions { Members = [line] }.Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData("shell:kim")]
    [InlineData("shell:kim local:loopback")]
    public void A_line_that_names_nobody_else_or_a_name_that_anybody_can_take_is_told_at_start(string line) =>
        Assert.Contains(line, Assert.Single(new AdminOptions { SamePerson = [line] }.Problems()), StringComparison.Ordinal);
}
