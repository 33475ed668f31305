using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Knowledge;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Admin;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>The real process, killed while it publishes: a revision is there as a whole, with its entry and what subscribers are told, or
/// not at all; and what was typed is carried out once.</summary>
public sealed class KilledPublicationTests
{
    private const int Rounds = 12;
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly (string, string)[] Roles =
        [("Admin__PolicyAdmins__0", "local:loopback"), ("Admin__Approvers__0", "lee@x.example")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_publication_that_is_killed_is_whole_or_not_there_and_is_made_once_after_the_restart()
    {
        var file = SiteFixture.NewFile();
        await ApprovedDraftsAsync(file);
        var random = new Random(17);
        var (database, whole, nothing) = (new Database(new() { Connection = file }), 0, 0);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        for (var draft = 1; draft <= Rounds; draft++)
        {
            using (var bot = await ServedProcess.StartAsync(file, Cancel, Roles))
            {
                var code = DeskFixture.CodeIn(await SaysAsync(client, bot.Url, $"ask-{draft}", $"draft publish {draft}"));
                var publishing = SaysAsync(client, bot.Url, $"do-{draft}", $"confirm yes {code}");
                // From before it is stored to after it is done.
                await Task.WhenAny(publishing, Task.Delay(random.Next(draft * 60), Cancel));
                bot.Kill();
                await publishing.ContinueWith(_ => { }, TaskScheduler.Default);
            }
            if (await IsPublishedAsync(database, draft)) whole++;
            else nothing++;
            using var again = await ServedProcess.StartAsync(file, Cancel, Roles);
            // Sent again, as channels do: what was stored before is not carried out twice.
            var last = DeskFixture.CodeIn(await SaysAsync(client, again.Url, $"ask2-{draft}", $"draft publish {draft}"));
            if (last.Length > 0) await SaysAsync(client, again.Url, $"do2-{draft}", $"confirm yes {last}");
            Assert.True(await IsPublishedAsync(database, draft), $"draft {draft} is not published");
        }
        TestContext.Current.SendDiagnosticMessage($"{whole} were whole when the process was killed, {nothing} were not there");
        await using var db = database.Open();
        Assert.Equal(Rounds + 1, await db.Revisions.CountAsync(Cancel));
        var host = await BotHost.OpenAsync(new() { Connection = file }, new(), TimeProvider.System, Cancel);
        using var key = host.Key;
        Assert.All(Enumerable.Range(1, Rounds), i => Assert.Contains($"rule-{i}", host.Revisions.Current.Bot.Knowledge.Rules.Keys));
        Assert.Null((await new LogReader(database).VerifyAsync(host.Key.Verifier, [], null, Cancel)).Problem);
    }

    /// <summary>Whole or not at all: the revision's row and documents, the draft's state, the entry and the subscriber's note say the
    /// same.</summary>
    private static async Task<bool> IsPublishedAsync(Database database, int draft)
    {
        await using var db = database.Open();
        var number = draft + 1;
        var rows = await db.Revisions.CountAsync(r => r.Number == number, Cancel);
        var entries = (await db.Entries.Where(e => e.Kind == "publish").Select(e => e.Leaf).ToListAsync(Cancel))
            .Count(l => LeafCodec.Decode(l).About == $"revision-{number}");
        var notes = await db.Replies.CountAsync(r => r.TurnId.StartsWith("note-") && r.Address == "kim"
            && r.Payload!.Contains("The policy has changed"), Cancel);
        var state = (DraftState)await db.Drafts.Where(d => d.Id == draft).Select(d => d.State).SingleAsync(Cancel);
        var documents = await db.RevisionDocuments.Where(d => d.Number == number)
            .Join(db.Documents, d => d.Hash, c => c.Hash, (d, c) => new KnowledgeDocument(d.Path, c.Content)).ToListAsync(Cancel);
        Assert.Equal((rows, rows == 1 ? draft : draft - 1, rows == 1), (entries, notes, state == DraftState.Published));
        if (rows == 0) Assert.Empty(documents);
        else Assert.Equal(await db.Revisions.Where(r => r.Number == number).Select(r => r.ContentId).SingleAsync(Cancel),
            KnowledgeDocument.RevisionOf([.. documents.OrderBy(d => d.Path, StringComparer.Ordinal)]));
        return rows == 1;
    }

    private static async Task ApprovedDraftsAsync(string file)
    {
        var host = await SiteFixture.OpenAsync(file);
        using var key = host.Key;
        var desk = new AdminDesk(host.Revisions, host.Languages, new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] },
            new(TimeProvider.System, host.Revisions, SiteFixture.Day), TimeProvider.System);
        async Task<string> Says(AdminPerson who, string line) => (await desk.RunAsync(host.Book, host.Database, line, who)).Notice.Text;
        await using (var db = host.Database.Open())
        {
            db.Reaches.Add(new() { Person = Kim.Key, Channel = "slack", Address = "kim", Language = "en", Groups = "" });
            await db.SaveChangesAsync(Cancel);
        }
        await Says(Kim, "subscribe changes");
        for (var draft = 1; draft <= Rounds; draft++)
        {
            await Says(Kim, $"rule add rule-{draft} --effect forbid --tool deepseek --data public");
            await Says(Kim, $"draft submit {draft} --why w");
            Assert.Contains("is approved", await Says(Lee, $"draft approve {draft}"), StringComparison.Ordinal);
        }
    }

    private static async Task<string> SaysAsync(HttpClient client, Uri url, string id, string text)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { ["id"] = id, ["question"] = text });
        using var response = await client.PostAsync(new Uri(url, "/api/ask"), new StringContent(body, Encoding.UTF8, "application/json"),
            Cancel);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty(
            "text").GetString()!;
    }
}
