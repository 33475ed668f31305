using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What people give as reasons and purposes is stored masked, wherever it is stored; whom they name stays named.</summary>
public sealed class MaskedWordsTests : IAsyncLifetime
{
    private const string Pasted = "for park@corp.example 010-1234-5678 key sk-abcdefghijklmnopqrstuvwx", Masked = "for ■■■ ■■■ key ■■■";
    private static readonly AdminPerson Kim = AdminPerson.Of(new Person("slack", "T1/U1") { Email = "kim@x.example" });
    private static readonly AdminPerson Lee = AdminPerson.Of(new Person("slack", "T1/U2") { Email = "lee@x.example" });
    private WebApplication site = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private BotHost Host => site.Services.GetRequiredService<BotHost>();

    public async ValueTask InitializeAsync()
    {
        site = await SiteFixture.StartAsync(o => o with
        { Admin = new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] } });
        await site.StartAsync(Cancel);
        client = new() { BaseAddress = new(site.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_purpose_is_masked_in_the_exception_in_its_entry_and_in_what_was_typed_and_the_leaf_says_so()
    {
        var line = $"exception request chatgpt-enterprise --data confidential --until 2027-01-15 --purpose \"{Pasted}\"";
        Assert.Contains("Request 1 is recorded", await SaysAsync(line), StringComparison.Ordinal);
        await using var db = Host.Database.Open();
        Assert.Contains(JsonSerializer.Serialize(Masked), (await db.Exceptions.SingleAsync(Cancel)).Body, StringComparison.Ordinal);
        var (entry, content) = await LastAsync(db);
        Assert.Equal(Masked, content.Reason);
        Assert.Contains(Masked, content.Question, StringComparison.Ordinal);
        Assert.Equal(["e-mail", "phone", "secret"], entry.Masked);
        await NothingHoldsAsync(db);
    }

    [Fact]
    public async Task A_command_that_cannot_be_read_is_masked_before_it_is_said_what_is_wrong_with_it()
    {
        var said = await SaysAsync("exception request chatgpt-enterprise --purpose audit sk-abcdefghijklmnopqrstuvwx");
        Assert.Contains("`■■■` is one word too many", said, StringComparison.Ordinal);
        await using var db = Host.Database.Open();
        Assert.Equal(["secret"], (await LastAsync(db)).Entry.Masked);
        await NothingHoldsAsync(db);
    }

    [Fact]
    public async Task Reasons_of_drafts_approvals_and_revisions_are_masked_and_whoever_is_given_a_role_is_named()
    {
        await RunAsync(Kim, $"rule set no-deepseek --clause 9 --why \"{Pasted}\"");
        await RunAsync(Kim, $"alias add chatgpt \"GPT chat\" --why \"{Pasted}\"");
        await RunAsync(Kim, $"draft submit 1 --why \"{Pasted}\"");
        await RunAsync(Lee, $"draft approve 1 --note \"{Pasted}\"");
        await RunAsync(Lee, "confirm yes " + DeskFixture.CodeIn((await RunAsync(Lee, "draft publish 1")).Notice.Text));
        Assert.Contains("choi@x.example", (await RunAsync(Kim, $"role grant approver choi@x.example --why \"{Pasted}\"")).Notice.Text,
            StringComparison.Ordinal);
        await using var db = Host.Database.Open();
        Assert.Equal(Masked, (await db.Revisions.OrderBy(r => r.Number).LastAsync(Cancel)).Reason);
        var (entry, content) = await LastAsync(db);
        Assert.Equal($"role grant approver ■■■ --why \"{Masked}\"", content.Question);
        Assert.Contains("choi@x.example", content.Answer, StringComparison.Ordinal);
        Assert.Equal(["e-mail", "e-mail", "phone", "secret"], entry.Masked);
        Assert.Equal("choi@x.example", (await db.Roles.SingleAsync(r => r.Role == AdminRoles.Approver, Cancel)).Person);
        await NothingHoldsAsync(db);
    }

    [Fact]
    public async Task The_reason_and_the_authority_of_what_is_done_to_the_log_are_masked_and_whom_it_is_about_is_not()
    {
        await SaysAsync("Can I use DeepSeek?");
        var lifecycle = new LogLifecycle(Host.Database, Host.Book, Host.Time);
        await lifecycle.HoldAsync(new(Person: "han@x.example"), new("counsel", Pasted));
        await using var db = Host.Database.Open();
        var (entry, content) = await LastAsync(db);
        Assert.Equal((Masked, true), (content.Reason, content.Criterion!.Contains("han@x.example", StringComparison.Ordinal)));
        Assert.Equal(["e-mail", "phone", "secret"], entry.Masked);

        Assert.Equal(1, (await lifecycle.EraseAsync(new(Person: "loopback"), new("dpo", "asked", $"order, {Pasted}"))).Entries);
        Assert.Equal($"order, {Masked}", (await LastAsync(db)).Content.Authority);
        await LogAccess.RecordAsync(Host, EntryKind.Search, "lee", Pasted, 0, null);
        Assert.Equal(Masked, (await LastAsync(db)).Content.Reason);
        Assert.Null((await new LogReader(Host.Database).VerifyAsync(Host.Key.Verifier, [], null, Cancel)).Problem);
    }

    private static async Task<(LogEntry Entry, LogContentRow Content)> LastAsync(BotContext db)
    {
        var row = await db.Entries.AsNoTracking().OrderBy(e => e.Seq).LastAsync(Cancel);
        return (LeafCodec.Decode(row.Leaf), await db.Contents.AsNoTracking().SingleAsync(c => c.Seq == row.Seq, Cancel));
    }

    private static async Task NothingHoldsAsync(BotContext db)
    {
        var stored = string.Join('\n', [.. await db.Contents.Select(c => c.Question + c.Answer + c.Reason).ToListAsync(Cancel),
            .. await db.Drafts.Select(d => d.Body).ToListAsync(Cancel), .. await db.Turns.Select(t => t.Text ?? "").ToListAsync(Cancel),
            .. await db.Confirmations.Select(c => c.Line).ToListAsync(Cancel), .. await db.Replies.Select(r => r.Payload ?? "").ToListAsync(Cancel)]);
        foreach (var piece in (string[])["park@", "5678", "sk-abc"]) Assert.DoesNotContain(piece, stored, StringComparison.Ordinal);
    }

    private async Task<string> SaysAsync(string line)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = line, ["question"] = line });
        using var response = await client.PostAsync("/api/ask", SiteFixture.Json(body), Cancel);
        using var read = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel));
        return read.RootElement.GetProperty("text").GetString()!;
    }

    private Task<DeskOutcome> RunAsync(AdminPerson who, string line) =>
        site.Services.GetRequiredService<AdminDesk>().RunAsync(Host.Book, Host.Database, line, who);
}
