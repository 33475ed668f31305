using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>Kim writes in Slack; lee and choi approve in the console; rae reads; and kim is an approver as well.</summary>
public abstract partial class DraftStage : IAsyncLifetime
{
    protected const string Script = "<script>alert('x')</script>";
    private protected static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });

    private protected ReviewSite site = null!;
    private protected BotHost host = null!;
    private protected AdminDesk desk = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await ReviewSite.StartAsync(admin: new()
        {
            PolicyAdmins = ["kim@x.example"],
            Approvers = ["shell:lee", "shell:choi", "kim@x.example", "shell:kim"],
            ComplianceReviewers = ["shell:rae"],
        });
        (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return site.DisposeAsync();
    }

    private protected async Task<string> SaysAsync(string line, AdminPerson? who = null) =>
        (await desk.RunAsync(host.Book, host.Database, line, who ?? Kim)).Notice.Text;

    protected static async Task<string> GetAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel));

    protected static string Seal(string page) => Sealed().Match(page).Groups[1].Value;

    protected static async Task<HttpResponseMessage> ApproveAsync(HttpClient client, int draft,
        string? note = null) => await ReviewSite.PostAsync(client, $"/review/drafts/{draft}/approve",
        ("seen", Seal(await GetAsync(client, $"/review/drafts/{draft}"))), ("note", note ?? ""));

    protected static async Task<string> TextAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancel));

    private protected async Task<Draft> DraftAsync(int id)
    {
        await using var db = host.Database.Open();
        var row = await db.Drafts.AsNoTracking().FirstAsync(d => d.Id == id, Cancel);
        return DraftJson.Read(row.Id, row.State, row.Body);
    }

    private protected async Task<List<LogEntry>> EntriesAsync()
    {
        await using var db = host.Database.Open();
        return [.. (await db.Entries.OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(Cancel)).Select(l => LeafCodec.Decode(l))];
    }

    private protected async Task DraftedAsync(string edit = "rule set deepseek-hosted --effect discourage", string why = "asked for")
    {
        Assert.Contains("In draft", await SaysAsync(edit), StringComparison.Ordinal);
        Assert.Contains("waits for approval", await SaysAsync($"draft submit 1 --why \"{why}\""), StringComparison.Ordinal);
    }

    /// <summary>Somebody else's draft of that number, published.</summary>
    private protected async Task PublishOtherAsync(string edit, int draft, string? before = null)
    {
        var moon = AdminPerson.Of(new Person("slack", "T1/U9") { Email = "moon@x.example" });
        await SaysAsync("role grant policy-admin moon@x.example");
        await SaysAsync("role grant approver ahn@x.example");
        if (before is not null) await SaysAsync(before, moon);
        await SaysAsync(edit, moon);
        await SaysAsync($"draft submit {draft} --why w", moon);
        var ahn = AdminPerson.Of(new Person("slack", "T1/U8") { Email = "ahn@x.example", Groups = ["security"] });
        Assert.Contains("is approved", await SaysAsync($"draft approve {draft}", ahn), StringComparison.Ordinal);
        var code = Confirm().Match(await SaysAsync($"draft publish {draft}", moon)).Groups[1].Value;
        Assert.Contains("is published", await SaysAsync($"confirm yes {code}", moon), StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"seen\" value=\"([0-9a-f]+)\"")]
    protected static partial Regex Sealed();

    [GeneratedRegex("name=\"code\" value=\"([0-9A-Z]+)\"")]
    protected static partial Regex Code();

    [GeneratedRegex("confirm yes ([0-9A-Z]+)")]
    protected static partial Regex Confirm();
}
