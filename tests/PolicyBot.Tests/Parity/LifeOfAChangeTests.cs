using System.Diagnostics;
using System.Text.Json;
using PolicyBot.Admin.Execution;
using PolicyBot.Tests.Admin;
using PolicyBot.Tests.Turns;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>The whole life of a change through a door: one person drafts and publishes, another approves, a third may not, and whoever asks
/// gets the new answer, then the old one again.</summary>
public sealed class LifeOfAChangeTests
{
    private const string Question = "Can I use Midjourney?";

    // Who they are follows from their groups: AllDoors.
    private static readonly string[] Kim = ["engineering"], Lee = ["security"], Park = ["marketing"], Ann = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("slack")]
    [InlineData("teams")]
    public async Task A_change_lives_from_draft_to_rollback(string door)
    {
        Func<string[], string> key = door == "slack" ? AllDoors.SlackKey : AllDoors.TeamsKey;
        await using var doors = await AllDoors.OpenAsync(Path.Combine(SiteFixture.Root, "knowledge"), SiteFixture.Day,
            [Kim, Lee, Park, Ann],
            new() { PolicyAdmins = [key(Kim)], Approvers = [key(Kim), key(Lee)] });
        var said = 0;
        async Task<string> SaysAsync(string[] who, string text)
        {
            var id = door == "slack" ? $"{1_000 + ++said}.000100" : $"m{++said}";
            await (door == "slack" ? doors.SlackAsync(text, id, who)
                : doors.TeamsAsync(text, id, $"{string.Join('+', who)}-{said}", who));
            return await doors.SaidAsync(door, id);
        }
        async Task<string?> VerdictAsync()
        {
            await SaysAsync(Ann, Question);
            return (await doors.EntryAsync(door, "", door == "slack" ? $"{1_000 + said}.000100" : $"m{said}")).Verdict;
        }
        // The revision is taken up within a second.
        async Task BecomesAsync(string? verdict)
        {
            for (var tries = 0; await VerdictAsync() is var now && now != verdict; tries++)
            {
                Assert.True(tries < 50, $"the answer is {now}, not {verdict}");
                await Task.Delay(100, Cancel);
            }
        }
        async Task<string> ConfirmedAsync(string[] who, string line) =>
            await SaysAsync(who, $"confirm yes {DeskFixture.CodeIn(await SaysAsync(who, line))}");

        var before = await VerdictAsync();
        Assert.NotEqual("prohibited", before);
        Assert.Contains("In draft 1", await SaysAsync(Kim, "rule add no-midjourney --effect forbid --tool midjourney"),
            StringComparison.Ordinal);
        Assert.Contains("reason becomes", await SaysAsync(Kim, "rule set no-midjourney --reason \"Images are made by hand.\" --draft 1"),
            StringComparison.Ordinal);
        Assert.Contains("newly prohibited: Midjourney", await SaysAsync(Kim, "draft preview 1"), StringComparison.Ordinal);
        Assert.Contains("Of the last 1 questions asked again, 1 are decided otherwise", await SaysAsync(Lee, "draft preview 1 --replay 10"),
            StringComparison.Ordinal);
        Assert.Contains("waits for approval", await SaysAsync(Kim, "draft submit 1 --why \"asked for by Legal\""),
            StringComparison.Ordinal);
        Assert.Contains("approved by another person", await SaysAsync(Kim, "draft approve 1"), StringComparison.Ordinal);
        foreach (var line in (string[])["draft approve 1", "draft preview 1", "draft publish 1", "gap list"])
            Assert.Matches($"Ask .*{System.Text.RegularExpressions.Regex.Escape(key(Kim))}", await SaysAsync(Park, line));
        Assert.Equal(before, await VerdictAsync());
        Assert.Contains("is approved", await SaysAsync(Lee, "draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("published as revision 2", await ConfirmedAsync(Kim, "draft publish 1"), StringComparison.Ordinal);
        await BecomesAsync("prohibited");

        Assert.Contains("rolls back to revision 1", await ConfirmedAsync(Kim, "revision rollback 1 --why \"too early\""),
            StringComparison.Ordinal);
        Assert.Contains("is approved", await SaysAsync(Lee, "draft approve 2"), StringComparison.Ordinal);
        Assert.Contains("published as revision 3", await ConfirmedAsync(Lee, "draft publish 2"), StringComparison.Ordinal);
        await BecomesAsync(before);
    }

    [Fact]
    public async Task A_denial_in_a_channel_is_seen_by_its_person_alone()
    {
        await using var doors = await AllDoors.OpenAsync(Path.Combine(SiteFixture.Root, "knowledge"), SiteFixture.Day, [Kim, Park],
            new() { PolicyAdmins = [AllDoors.SlackKey(Kim)] });
        await doors.SlackMentionAsync("draft list", "1001.000100", Park);
        Assert.Contains("Ask ", await doors.SaidAsync("slack", "1001.000100"), StringComparison.Ordinal);
        var alone = await doors.Slack.WaitForAsync("chat.postEphemeral");
        Assert.Contains("needs the role", alone.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(doors.Slack.Posted, p => p.ToJsonString().Contains("needs the role", StringComparison.Ordinal));

        await doors.TeamsAsync("draft list", "m1", "19:team@thread.tacv2", Park, "channel");
        Assert.Contains("Ask ", await doors.SaidAsync("teams", "m1"), StringComparison.Ordinal);
        for (var tries = 0; !doors.TeamsTargeted.Any() && tries < 200; tries++) await Task.Delay(50, Cancel);
        Assert.Contains("needs the role", Assert.Single(doors.TeamsTargeted).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_lives_from_draft_to_rollback_at_the_terminal_whose_user_cannot_approve_it()
    {
        var database = SiteFixture.NewFile();
        (await SiteFixture.OpenAsync(database)).Key.Dispose();
        var shell = AdminPerson.OfShell(Environment.UserName).Key;
        Task<(int Code, string Said)> TypesAsync(string line, params (string, string)[] settings) =>
            TerminalAsync(database, ["admin", line], settings);
        (string, string)[] roles = [("Admin__PolicyAdmins__0", shell), ("Admin__Approvers__0", shell),
            ("Admin__Approvers__1", "lee@x.example")];
        async Task<string> SaysAsync(string line) => (await TypesAsync(line, roles)).Said;
        async Task<string> ConfirmedAsync(string line) => await SaysAsync($"confirm yes {DeskFixture.CodeIn(await SaysAsync(line))}");
        async Task<string> LeeAsync(string line)
        {
            var host = await BotHost.OpenAsync(new() { Connection = database }, new(), TimeProvider.System, Cancel);
            using var key = host.Key;
            var desk = new AdminDesk(host.Revisions, host.Languages, new() { Approvers = ["lee@x.example"] },
                new(TimeProvider.System, host.Revisions, null), TimeProvider.System);
            return (await desk.RunAsync(host.Book, host.Database, line, DeskFixture.Slack("U2", "lee@x.example") with
            { Groups = ["security"] })).Notice.Text;
        }

        var (denied, whom) = await TypesAsync("rule add no-midjourney --effect forbid --tool midjourney",
            ("Admin__PolicyAdmins__0", "kim@x.example"));
        Assert.Equal(1, denied);
        Assert.Contains("Ask kim@x.example", whom, StringComparison.Ordinal);
        Assert.Contains("In draft 1", await SaysAsync("rule add no-midjourney --effect forbid --tool midjourney"),
            StringComparison.Ordinal);
        Assert.Contains("newly prohibited: Midjourney", await SaysAsync("draft preview 1"), StringComparison.Ordinal);
        await SaysAsync("draft submit 1 --why \"asked for\"");
        Assert.Contains("approved by another person", await SaysAsync("draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("is approved", await LeeAsync("draft approve 1"), StringComparison.Ordinal);
        Assert.Contains("published as revision 2", await ConfirmedAsync("draft publish 1"), StringComparison.Ordinal);
        Assert.Equal("prohibited", await VerdictAsync(database));
        await ConfirmedAsync("revision rollback 1 --why \"too early\"");
        await LeeAsync("draft approve 2");
        Assert.Contains("published as revision 3", await ConfirmedAsync("draft publish 2"), StringComparison.Ordinal);
        Assert.NotEqual("prohibited", await VerdictAsync(database));
    }

    /// <summary>Of the knowledge as it is published, by the terminal's own verbs.</summary>
    private static async Task<string?> VerdictAsync(string database)
    {
        var folder = Directory.CreateTempSubdirectory("policybot-exported-").FullName;
        Assert.Equal(0, (await TerminalAsync(database, ["export", Path.Combine(folder, "k")], [])).Code);
        var answer = await TerminalAsync(database, ["ask", "--json", "--knowledge", Path.Combine(folder, "k"), Question], []);
        return JsonDocument.Parse(answer.Said).RootElement.GetProperty("verdict").GetString();
    }

    private static async Task<(int Code, string Said)> TerminalAsync(string database, string[] words,
        (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [ServedProcess.Program, .. words])
        {
            WorkingDirectory = Path.GetDirectoryName(database)!,
            RedirectStandardOutput = true,
            Environment = { ["Storage__Connection"] = database }
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, said);
    }
}
