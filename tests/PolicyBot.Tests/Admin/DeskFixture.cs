using System.Globalization;
using System.Text.RegularExpressions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Knowledge;
using PolicyBot.Tests.Teams;
using PolicyBot.Tests.Web;
using PolicyBot.Web;

namespace PolicyBot.Tests.Admin;

/// <summary>A desk on a database of its own, and short ways to speak to it.</summary>
internal sealed partial class DeskFixture : IAsyncDisposable
{
    private readonly OrganisationDay day;

    private DeskFixture(BotHost host, AdminOptions options, TestClock time)
    {
        (Host, Time, day) = (host, time, new(time, host.Revisions, null));
        Desk = new(host.Revisions, host.Languages, options, day, time);
    }

    public BotHost Host { get; }
    public AdminDesk Desk { get; }
    public TestClock Time { get; }
    public DateOnly Today => day.Today;

    public static async Task<DeskFixture> OpenAsync(AdminOptions options, IEnumerable<KnowledgeDocument> knowledge)
    {
        var time = new TestClock();
        var host = await BotHost.OpenAsync(new() { Connection = SiteFixture.NewFile() }, new(), time, CancellationToken.None);
        await host.Revisions.PublishAsync([.. knowledge], new("test", [], "test"), null, CancellationToken.None);
        return new(host, options, time);
    }

    public static AdminPerson Slack(string user, string email) => AdminPerson.Of(new Person("slack", "T1/" + user) { Email = email });

    public Task<DeskOutcome> RunAsync(AdminPerson who, string line) => Desk.RunAsync(Host.Book, Host.Database, line, who);

    public async Task<string> SaysAsync(AdminPerson who, string line) => (await RunAsync(who, line)).Notice.Text;

    /// <summary>Gives the command and confirms it.</summary>
    public async Task<string> ConfirmedAsync(AdminPerson who, string line) =>
        await SaysAsync(who, "confirm yes " + CodeIn(await SaysAsync(who, line)));

    /// <summary>Hands a draft in and has it approved, by as many as it needs.</summary>
    public async Task ApprovedAsync(AdminPerson author, int draft, params AdminPerson[] approvers)
    {
        await SaysAsync(author, $"draft submit {draft} --why \"asked for\"");
        foreach (var approver in approvers) await SaysAsync(approver, $"draft approve {draft}");
    }

    public static string CodeIn(string said) => Code().Match(said).Groups[1].Value;

    public static int DraftIn(string said) => int.Parse(Drafted().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync()
    {
        Host.Key.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    private static partial Regex Code();

    [GeneratedRegex("In draft ([0-9]+)")]
    private static partial Regex Drafted();
}
