using System.Text.RegularExpressions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Web;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Exceptions from the request to the end: asked for, granted,
/// reminded of, denied, revoked, with people who can be reached.</summary>
internal static partial class ExceptionTour
{
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });
    private static readonly AdminPerson Lee =
        AdminPerson.Of(new Person("slack", "T1/U2") { Email = "lee@x.example", Groups = ["security"] });

    public static async Task RunAsync(string file, CancellationToken cancel)
    {
        var time = new TestClock();
        var host = await BotHost.OpenAsync(new() { Connection = file }, new(), time, cancel);
        using var key = host.Key;
        Assert.Empty(await host.ImportAsync(Path.Combine(SiteFixture.Root, "knowledge"), "test", "test", cancel));
        var day = new OrganisationDay(time, host.Revisions, null);
        var desk = new AdminDesk(host.Revisions, host.Languages,
            new() { PolicyAdmins = ["kim@x.example"], Approvers = ["choi@x.example"] }, day, time);
        await using (var db = host.Database.Open())
        {
            foreach (var person in new[] { Kim, Lee })
                db.Reaches.Add(new()
                {
                    Person = person.Key,
                    Channel = "slack",
                    Address = "{}",
                    Language = "en",
                    Groups = string.Join(' ', person.Groups)
                });
            await db.SaveChangesAsync(cancel);
        }
        async Task<string> Says(AdminPerson who, string line) => (await desk.RunAsync(host.Book, host.Database, line, who)).Notice.Text;
        string request = $"exception request chatgpt-enterprise --data confidential --purpose audit --until {day.Today.AddDays(4):yyyy-MM-dd}";

        Assert.Contains("Request 1 is recorded", await Says(Kim, request), StringComparison.Ordinal);
        Assert.Contains("is granted", await Says(Lee, "exception grant 1"), StringComparison.Ordinal);
        Assert.Equal(1, await desk.RemindAsync(host.Book, host.Database));
        await Says(Kim, request);
        await Says(Lee, "exception deny 2 --why no");
        await Says(Lee, "exception list");
        await Says(Kim, "exception list --open");
        await Says(Lee, "confirm yes " + Code().Match(await Says(Lee, "exception revoke 1 --why over")).Groups[1].Value);
        await using var last = host.Database.Open();
        await DeskPost.RememberAsync(last, Kim, new() { TurnId = "t", Channel = "slack", Conversation = "c", MessageId = "m" }, "{}", 1);
        await PersonTraces.RemoveAsync(last, [Kim.Key], waiting: true);
    }

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Code();
}
