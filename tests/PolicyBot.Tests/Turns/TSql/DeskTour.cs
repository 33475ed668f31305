using System.Text.RegularExpressions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Tests.Knowledge;
using PolicyBot.Tests.Teams;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Commands at the desk: drafts, roles, confirmations, a schedule, a rollback.</summary>
internal static partial class DeskTour
{
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });
    private static readonly AdminPerson Lee = AdminPerson.Of(new Person("slack", "T1/U2") { Email = "lee@x.example" });

    private static readonly AdminPerson Park = AdminPerson.Of(new Person("slack", "T1/U3") { Email = "park@x.example" });

    public static async Task RunAsync(string file, CancellationToken cancel)
    {
        var time = new TestClock();
        var host = await BotHost.OpenAsync(new() { Connection = file }, new(), time, cancel);
        using var key = host.Key;
        await host.Revisions.PublishAsync([.. SmallKnowledge.With()], new("test", [], "test"), null, cancel);
        var desk = new AdminDesk(host.Revisions, host.Languages, new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] },
            new OrganisationDay(time, host.Revisions, null), time);
        async Task<string> Says(AdminPerson who, string line) => (await desk.RunAsync(host.Book, host.Database, line, who)).Notice.Text;
        async Task<string> Confirmed(AdminPerson who, string line) =>
            await Says(who, "confirm yes " + Code().Match(await Says(who, line)).Groups[1].Value);

        for (var draft = 1; draft <= 3; draft++)
        {
            await Says(Kim, draft == 3 ? "alias add chatgpt \"GPT chat\"" : $"rule set no-deepseek --clause 4.{draft}");
            await Says(Kim, $"draft submit {draft} --why w");
            await Says(Lee, $"draft approve {draft}");
        }
        await Says(Kim, "draft list");
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Assert.Contains("is published on", await Says(Kim, $"draft schedule 3 --on {day.AddDays(1):yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.Contains("published as revision", await Confirmed(Kim, "draft publish 2"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromDays(2));
        Assert.NotEmpty(await desk.PublishDueAsync(host.Book, host.Database));
        Assert.Contains("suspended", await Confirmed(Kim, "draft publish 1"), StringComparison.Ordinal);
        await Says(Kim, "revision list");
        await Confirmed(Kim, $"revision rollback {host.Revisions.Current.Number - 1} --why w");
        await Says(Kim, "role grant approver park@x.example");
        await Says(Park, "draft list");
        await Says(Kim, "role list");
        await Confirmed(Kim, "role revoke approver park@x.example");
    }

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Code();
}
