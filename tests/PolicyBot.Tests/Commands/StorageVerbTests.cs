using Microsoft.EntityFrameworkCore;
using PolicyBot.Commands;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Turns.TSql;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Commands;

/// <summary>What the verbs on the database say, and refuse.</summary>
public sealed class StorageVerbTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Storage__Conection", "x.db", "there is no setting `Storage:Conection`; did you mean `Storage:Connection`?", "import", "knowledge")]
    [InlineData("Storage__LockSeconds", "abc", "`Storage:LockSeconds` is `abc`; write a number", "log", "holds")]
    [InlineData("Storage__LockSeconds", "abc", "`Storage:LockSeconds` is `abc`; write a number", "db", "script")]
    public async Task Settings_that_cannot_be_meant_are_refused_by_every_verb_and_nothing_is_made(string name, string value, string said,
        params string[] line)
    {
        var folder = Directory.CreateTempSubdirectory("policybot-test-").FullName;
        var (code, _, error) = await VerbProcess.RunAsync(folder, line, (name, value));
        Assert.Equal((2, $"policybot: {said}"), (code, error.TrimEnd()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task What_people_wrote_reaches_the_terminal_without_control_characters()
    {
        var file = SiteFixture.NewFile();
        await using (var site = await SiteFixture.StartAsync(database: file))
        {
            await site.StartAsync(Cancel);
            using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
            using var answer = await client.PostAsync("/api/ask",
                SiteFixture.Json("""{"id": "1", "question": "Can I use DeepSeek?\u001b[2A\u001b[J \u202Eand\u009b2J now"}"""), Cancel);
            answer.EnsureSuccessStatusCode();
            await site.StopAsync(Cancel);
        }
        var folder = Path.GetDirectoryName(file)!;
        await using var db = new Database(new() { Connection = file }).Open();
        await db.Revisions.ExecuteUpdateAsync(set => set.SetProperty(r => r.Reason, "why\u001b[2J"), Cancel);
        var seq = await db.Entries.Where(e => e.Kind == "answer").Select(e => e.Seq).SingleAsync(Cancel);
        foreach (var line in new string[][] { ["log", "search", "--reason", "r"], ["log", "show", $"{seq}", "--reason", "r"], ["revisions", "list"] })
        {
            var (code, output, error) = await VerbProcess.RunAsync(folder, line, ("Storage__Connection", file));
            Assert.True(code == 0, error);
            Assert.Contains("\\u001b[2", output, StringComparison.Ordinal);
            Assert.DoesNotContain(output, c => char.IsControl(c) && c is not ('\n' or '\r') || c == '\u202e');
        }
    }

    [Theory]
    [InlineData("plain 한글, emoji \U0001F600\n\tand a tab", "plain 한글, emoji \U0001F600\n\tand a tab")]
    [InlineData("\u001b[J\0\u007f\u0085\u200f\u2066x", "\\u001b[J\\u0000\\u007f\\u0085\\u200f\\u2066x")]
    public void A_text_shows_what_would_move_the_cursor(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public async Task A_hold_tells_what_it_keeps_and_warns_where_that_is_nothing()
    {
        var file = SiteFixture.NewFile();
        await using (var site = await SiteFixture.StartAsync(database: file))
        {
            await site.StartAsync(Cancel);
            using var client = new HttpClient { BaseAddress = new(site.Urls.First()) };
            using var answer = await client.PostAsync("/api/ask", SiteFixture.Json("""{"id": "1", "question": "Can I use DeepSeek?"}"""), Cancel);
            await site.StopAsync(Cancel);
        }
        var (folder, settings) = (Path.GetDirectoryName(file)!, ("Storage__Connection", file));
        var preview = await VerbProcess.RunAsync(folder, ["log", "hold", "--tool", "deepseek", "--preview", "--reason", "r"], settings);
        Assert.Equal((0, "1 entries would be held: tool deepseek", ""), (preview.Code, preview.Output.TrimEnd(), preview.Error));
        await using var db = new Database(new() { Connection = file }).Open();
        Assert.Equal(0, await db.Entries.CountAsync(e => e.Kind == "hold", Cancel));
        var held = await VerbProcess.RunAsync(folder, ["log", "hold", "--tool", "deepseek", "--reason", "r"], settings);
        Assert.Equal((0, ""), (held.Code, held.Error));
        Assert.EndsWith("holds tool deepseek: 1 entries now, and what comes", held.Output.TrimEnd(), StringComparison.Ordinal);
        var misspelt = await VerbProcess.RunAsync(folder, ["log", "hold", "--tool", "deepsek", "--reason", "r"], settings);
        Assert.Equal((0, "policybot: nothing in the log fits tool deepsek yet; there is no tool `deepsek`, did you mean `deepseek`?"),
            (misspelt.Code, misspelt.Error.TrimEnd()));
    }

    [Fact]
    public async Task A_reply_that_is_tried_again_has_all_its_attempts_before_it()
    {
        var file = SiteFixture.NewFile();
        (await SiteFixture.OpenAsync(file)).Key.Dispose();
        await using var db = new Database(new() { Connection = file }).Open();
        var parked = new ReplyRow { TurnId = "t", Channel = "slack", Payload = "p", Status = ReplyStatus.Parked, Attempt = 12, Trouble = "busy" };
        db.Replies.Add(parked);
        await db.SaveChangesAsync(Cancel);
        var retried = await VerbProcess.RunAsync(Path.GetDirectoryName(file)!, ["turns", "retry", $"{parked.Id}"], ("Storage__Connection", file));
        Assert.True(retried.Code == 0, retried.Error);
        Assert.Equal((ReplyStatus.Waiting, 0), await db.Replies.AsNoTracking()
            .Select(r => new ValueTuple<ReplyStatus, int>(r.Status, r.Attempt)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task The_public_key_lies_beside_the_key_again_where_it_was_deleted()
    {
        var file = SiteFixture.NewFile();
        var half = Path.Combine(Path.GetDirectoryName(file)!, "policybot.vkey");
        (await SiteFixture.OpenAsync(file)).Key.Dispose();
        var written = await File.ReadAllTextAsync(half, Cancel);
        File.Delete(half);
        (await SiteFixture.OpenAsync(file)).Key.Dispose();
        Assert.Equal(written, await File.ReadAllTextAsync(half, Cancel));
    }

    [Fact]
    public async Task What_a_process_left_that_was_killed_while_it_made_the_key_keeps_no_other_from_making_it()
    {
        var file = SiteFixture.NewFile();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, $"policybot.key.{Environment.ProcessId}.new"), "half", Cancel);
        using var key = LogKey.Open(new(), new() { Connection = file });
        Assert.NotNull(key.Verifier);
    }

    [Theory]
    [InlineData("SQL_Latin1_General_CP1_CI_AS")]
    [InlineData("Latin1_General_BIN2_CI_AS")]
    [InlineData(null)]
    public void A_server_s_database_that_takes_ids_for_the_same_is_refused(string? collation) =>
        Assert.Contains("COLLATE Latin1_General_100_BIN2", ServerDatabase.Problem(collation), StringComparison.Ordinal);

    [Theory]
    [InlineData("Latin1_General_100_BIN2")]
    [InlineData("Korean_100_BIN2")]
    [InlineData("Latin1_General_100_BIN2_UTF8")]
    [InlineData("bbf_unicode_bin2")]
    public void One_that_compares_code_points_is_taken(string collation) => Assert.Null(ServerDatabase.Problem(collation));

    [Fact]
    public async Task On_a_server_words_are_found_whatever_their_case()
    {
        await using var db = new ServerlessSqlServer().Database.Open();
        var sql = LogSearch.Query(db, new(Word: "DeepSeek"), null).ToQueryString();
        Assert.Contains("LOWER([c].[Question]) LIKE @small", sql, StringComparison.Ordinal);
        Assert.Contains("LOWER([c].[Answer]) LIKE @small", sql, StringComparison.Ordinal);
        Assert.Contains("N'%deepseek%'", sql, StringComparison.Ordinal);
        TSqlText.AssertParses(sql);
    }
}
