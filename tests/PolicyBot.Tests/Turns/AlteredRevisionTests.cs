using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Commands;
using PolicyBot.Core.Audit;
using PolicyBot.Knowledge;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Admin;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>A published revision that somebody with the database alters is not answered by.</summary>
public sealed class AlteredRevisionTests
{
    private const string Permitted = "UPDATE Documents SET Content = CAST(replace(CAST(Content AS TEXT), 'effect: forbid', 'effect: permit')"
        + " AS BLOB) WHERE instr(CAST(Content AS TEXT), 'effect: forbid') > 0";

    private static readonly string Knowledge = Path.Combine(SiteFixture.Root, "knowledge");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_starts_on_it_is_told_which_document_it_is_and_what_to_do()
    {
        var file = await ImportedAsync();
        await AlterAsync(file, Permitted);
        using var error = new StringWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Where it starts all the same.
        stop.CancelAfter(TimeSpan.FromSeconds(60));
        var exit = await ServeCommand.RunAsync(new(null, "http://127.0.0.1:0") { Storage = new() { Connection = file } },
            TimeProvider.System, TextWriter.Null, error, stop.Token);
        Assert.Equal(1, exit);
        Assert.Matches(@"revision 1 was altered in the database: its document `policy/[^`]+` is not what was published\..*`policybot import FOLDER`",
            error.ToString());
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(Permitted, "is not what was published")]
    [InlineData("DELETE FROM Documents WHERE Hash = (SELECT Hash FROM RevisionDocuments WHERE Path LIKE 'policy/%' LIMIT 1)", "is missing")]
    [InlineData("DELETE FROM RevisionDocuments WHERE Path LIKE 'policy/%'", "its documents are not those")]
    [InlineData("UPDATE RevisionDocuments SET Path = 'policy/elsewhere.yaml' WHERE Path LIKE 'policy/%'", "its documents are not those")]
    [InlineData("UPDATE Revisions SET ContentId = 'x'", "its content id")]
    [InlineData("INSERT INTO Revisions SELECT 2, ContentId, At, Author, Approvers, Reason FROM Revisions; "
        + "INSERT INTO RevisionDocuments SELECT 2, Path, Hash FROM RevisionDocuments", "revision 2 was altered in the database: no entry")]
    [InlineData("DELETE FROM Revisions", "it is missing")]
    [InlineData("UPDATE Entries SET Kind = 'admin' WHERE Kind = 'publish'", "no entry of the log publishes it")]
    public async Task It_is_refused_however_it_was_altered(string sql, string said)
    {
        var file = await ImportedAsync();
        await AlterAsync(file, sql);
        await RefusedAsync(file, said);
    }

    [Fact]
    public async Task What_is_altered_so_that_all_addresses_fit_is_not_what_the_log_publishes()
    {
        var file = await ImportedAsync();
        await using (var db = new Database(new() { Connection = file }).Open())
        {
            var documents = await db.RevisionDocuments.AsNoTracking()
                .Join(db.Documents, d => d.Hash, c => c.Hash, (d, c) => new KnowledgeDocument(d.Path, c.Content)).ToListAsync(Cancel);
            var altered = documents.Select(d => d with
            {
                Content = System.Text.Encoding.UTF8.GetBytes(
                    System.Text.Encoding.UTF8.GetString(d.Content).Replace("effect: forbid", "effect: permit", StringComparison.Ordinal))
            }).ToList();
            await db.RevisionDocuments.ExecuteDeleteAsync(Cancel);
            await db.Documents.ExecuteDeleteAsync(Cancel);
            foreach (var document in altered)
            {
                db.Documents.Add(new() { Hash = KnowledgeDocument.HashOf(document.Content), Content = document.Content });
                db.RevisionDocuments.Add(new() { Number = 1, Path = document.Path, Hash = KnowledgeDocument.HashOf(document.Content) });
            }
            await db.SaveChangesAsync(Cancel);
            var id = KnowledgeDocument.RevisionOf(altered);
            await db.Revisions.ExecuteUpdateAsync(set => set.SetProperty(r => r.ContentId, id), Cancel);
        }
        await RefusedAsync(file, "its documents are not those that the log publishes");
    }

    [Theory]
    [InlineData("INSERT INTO Revisions SELECT 3, ContentId, At, Author, Approvers, Reason FROM Revisions WHERE Number = 1; "
        + "INSERT INTO RevisionDocuments SELECT 3, Path, Hash FROM RevisionDocuments WHERE Number = 1")]
    [InlineData("DELETE FROM Revisions WHERE Number = 2")]
    public async Task A_replica_that_runs_keeps_the_head_that_it_has(string sql)
    {
        var file = await ImportedAsync();
        var host = await BotHost.OpenAsync(new() { Connection = file }, new(), TimeProvider.System, Cancel);
        using var key = host.Key;
        var documents = KnowledgeFolder.Read(Knowledge).Documents;
        await host.Revisions.PublishAsync([documents[0] with { Content = [.. documents[0].Content, (byte)'\n'] }, .. documents[1..]],
            new("test", [], "test"), null, Cancel);
        Assert.Equal(2, host.Revisions.Current.Number);
        await AlterAsync(file, sql);
        await Assert.ThrowsAsync<InvalidDataException>(() => host.Revisions.RefreshAsync(Cancel));
        Assert.Equal(2, host.Revisions.Current.Number);
    }

    [Fact]
    public async Task The_documents_that_were_published_restore_it_and_the_log_tells()
    {
        var file = await ImportedAsync();
        await AlterAsync(file, Permitted + "; UPDATE Revisions SET ContentId = 'x'; DELETE FROM RevisionDocuments WHERE Path LIKE 'tools/%'");
        var host = await BotHost.ConnectAsync(new() { Connection = file }, new(), TimeProvider.System, Cancel);
        using var key = host.Key;
        Assert.Equal("1", await RevisionRepair.RunAsync(host, Knowledge, "kim", "was altered", Cancel));
        Assert.Null(await RevisionRepair.RunAsync(host, Knowledge, "kim", "was altered", Cancel));
        Assert.True(await host.Revisions.RefreshAsync(Cancel));
        await using var db = host.Database.Open();
        Assert.Null(await RevisionCheck.ProblemAsync(db, Cancel));
        var told = LeafCodec.Decode(await db.Entries.Where(e => e.Kind == "import").Select(e => e.Leaf).SingleAsync(Cancel));
        Assert.Equal("restored revision 1", told.About);
        Assert.Null((await new LogReader(host.Database).VerifyAsync(key.Verifier, [], null, Cancel)).Problem);
    }

    [Fact]
    public async Task Nothing_is_drafted_or_published_on_it()
    {
        var kim = DeskFixture.Slack("U1", "kim@x.example");
        await using var desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = ["kim@x.example"] },
            KnowledgeFolder.Read(Knowledge).Documents);
        await AlterAsync(desk.Host.Database, Permitted);
        Assert.Contains("revision 1 was altered", await desk.SaysAsync(kim, "rule add r --effect forbid --tool deepseek"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_from_chat_says_in_the_log_what_was_published()
    {
        AdminPerson kim = DeskFixture.Slack("U1", "kim@x.example"), lee = DeskFixture.Slack("U2", "lee@x.example");
        await using var desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] },
            KnowledgeFolder.Read(Knowledge).Documents);
        await desk.SaysAsync(kim, "rule add r --effect forbid --tool deepseek --data public");
        await desk.ApprovedAsync(kim, 1, lee);
        Assert.Contains("revision 2", await desk.ConfirmedAsync(kim, "draft publish 1"), StringComparison.Ordinal);
        await using var db = desk.Host.Database.Open();
        Assert.Equal(await db.Revisions.Where(r => r.Number == 2).Select(r => r.ContentId).SingleAsync(Cancel),
            (await Publications.FindAsync(db, 2, Cancel))!.ContentId);
        Assert.Null(await RevisionCheck.ProblemAsync(db, Cancel));
        // Not even so that its own addresses fit.
        await AlterAsync(desk.Host.Database, """
            DELETE FROM RevisionDocuments WHERE Number = 2;
            INSERT INTO RevisionDocuments SELECT 2, Path, Hash FROM RevisionDocuments WHERE Number = 1;
            UPDATE Revisions SET ContentId = (SELECT ContentId FROM Revisions WHERE Number = 1)
            """);
        Assert.Contains("revision 2 was altered", await RevisionCheck.ProblemAsync(db, Cancel), StringComparison.Ordinal);
    }

    private static async Task<string> ImportedAsync()
    {
        var file = SiteFixture.NewFile();
        (await SiteFixture.OpenAsync(file)).Key.Dispose();
        return file;
    }

    private static async Task RefusedAsync(string file, string said)
    {
        var database = new Database(new() { Connection = file });
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            BotHost.OpenAsync(new() { Connection = file }, new(), TimeProvider.System, Cancel));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        await using var db = database.Open();
        Assert.Contains(said, await RevisionCheck.ProblemAsync(db, Cancel), StringComparison.Ordinal);
    }

    private static Task AlterAsync(string file, string sql) => AlterAsync(new Database(new() { Connection = file }), sql);

    private static async Task AlterAsync(Database database, string sql)
    {
        await using var db = database.Open();
        Assert.True(await db.Database.ExecuteSqlRawAsync(sql, Cancel) > 0);
    }
}
