using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Entries are found by what they are about wherever their tags stand: waiting in the order of the log, or in their own.</summary>
public sealed class LogTagsTests
{
    private static readonly string[] Tools = ["deepseek", "deep", "chatgpt"];
    private static readonly string[] Rules = ["no-pilots", "no", "deepseek"];
    private static readonly string[] ChatGpt = ["chatgpt"], DeepSeek = ["deepseek"], None = [];
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_search_finds_what_was_written_before_and_after_the_tags_are_put_in_order()
    {
        await using var stage = await Stage.NewAsync();
        var (db, rows) = (stage.Db, stage.Rows);
        var stages = new HashSet<(bool Waiting, bool Sorted)>();
        var random = new Random(20261130);
        var written = new List<(string[] Tools, string[] Rules)>();
        written.AddRange(Enumerable.Repeat<(string[], string[])>(([], []), (int)stage.First));
        // Over the boundary more than once, in batches that end on neither side of it.
        foreach (var size in new[] { 3, 700, 256, 90, 1, 1_023, 40 })
        {
            var added = Enumerable.Range(0, size).Select(_ => (Some(random, Tools), Some(random, Rules))).ToList();
            await AppendAsync(stage.Book, rows, added);
            written.AddRange(added);
            stages.Add((await db.RecentTags.AnyAsync(Cancel), await db.Tags.AnyAsync(Cancel)));
            await FoundAsync(stage.Database, written);
        }
        Assert.Equal([(false, true), (true, false), (true, true)], stages.Order());
        Assert.True(await db.RecentTags.CountAsync(Cancel) <= LogTags.Most);
    }

    /// <summary>Commands append by the change tracker, which puts nothing in order.</summary>
    [Fact]
    public async Task However_entries_are_appended_tags_do_not_wait_for_ever()
    {
        await using var stage = await Stage.NewAsync();
        var (db, rows) = (stage.Db, stage.Rows);
        await AppendAsync(stage.Book, rows, Enumerable.Repeat((ChatGpt, None), LogTags.Most - 1));
        for (var i = 0; i < 4; i++) await stage.Book.AppendAsync(stage.Database, Entry(["deepseek"], []));
        Assert.Equal(LogTags.Most - 1, await db.RecentTags.CountAsync(Cancel));
        await AppendAsync(stage.Book, rows, [(["chatgpt"], [])]);
        Assert.Equal(0, await db.RecentTags.CountAsync(Cancel));
        Assert.Equal(LogTags.Most, await LogSearch.Query(db, new(Tool: "chatgpt"), null).CountAsync(Cancel));
    }

    [Fact]
    public async Task Numbers_that_are_read_while_tags_are_put_in_order_miss_none()
    {
        await using var stage = await Stage.NewAsync();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var numbers = new NumbersReader(stage.Database, TimeProvider.System);
        var ended = false;
        var read = Task.Run(async () =>
        {
            var last = 0L;
            while (!Volatile.Read(ref ended))
            {
                var view = await numbers.ReadAsync(new(day.AddDays(-1), day.AddDays(1)), Cancel);
                var now = view.Tools.FirstOrDefault(t => t.Id == "deepseek")?.Questions ?? 0;
                Assert.True(now >= last, $"{now} after {last}");
                last = now;
            }
        }, Cancel);
        for (var i = 0; i < 60; i++)
            await AppendAsync(stage.Book, stage.Rows, Enumerable.Repeat((DeepSeek, None), 100));
        Volatile.Write(ref ended, true);
        await read;
    }

    [Fact]
    public async Task An_entry_of_a_command_and_one_of_a_batch_are_found_together()
    {
        await using var stage = await Stage.NewAsync();
        var (db, rows, first) = (stage.Db, stage.Rows, stage.First);
        await AppendAsync(stage.Book, rows, [(["deepseek"], [])]);
        await stage.Book.AppendAsync(stage.Database, Entry(["deepseek"], []));
        await AppendAsync(stage.Book, rows, [(["deepseek"], [])]);
        Assert.Equal([first + 2, first + 1, first],
            await LogSearch.Query(db, new(Tool: "deepseek"), null).Select(f => f.Seq).ToListAsync(Cancel));
        Assert.Equal([first + 1, first], await LogSearch.Query(db, new(Tool: "deepseek"), first + 2).Select(f => f.Seq).ToListAsync(Cancel));
    }

    [Fact]
    public async Task What_is_rolled_back_leaves_the_tags_as_they_were()
    {
        await using var stage = await Stage.NewAsync();
        var (db, rows, first) = (stage.Db, stage.Rows, stage.First);
        await AppendAsync(stage.Book, rows, [(["deepseek"], [])]);
        await using (var transaction = await db.Database.BeginTransactionAsync(Cancel))
        {
            await stage.Book.AppendAsync(rows, [.. Enumerable.Repeat(Entry(["chatgpt"], []), LogTags.Most)], []);
            await rows.FlushAsync();
            db.ChangeTracker.Clear();
        }
        Assert.False(await db.Tags.AnyAsync(Cancel));
        Assert.Equal(" tool:deepseek ", (await db.RecentTags.AsNoTracking().SingleAsync(Cancel)).Tags);
    }

    [Fact]
    public void A_tag_is_found_among_others_and_no_part_of_one_is() =>
        Gen.Select(Gen.String[Gen.Char["ab:-"], 1, 3].Array[1, 4], Gen.String[Gen.Char["ab:-"], 1, 3]).Sample((tags, other) =>
        {
            var written = RecentTagsRow.WrittenAll(tags);
            Assert.Equal(tags, RecentTagsRow.Read(written));
            Assert.Equal(tags.Contains(other), written.Contains(RecentTagsRow.Written(other), StringComparison.Ordinal));
        });

    [Fact]
    public async Task A_database_of_before_keeps_its_tags_and_one_of_now_can_go_back()
    {
        await using var file = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        await using var db = file.Open().Open();
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("SentReplies", Cancel);
        await ExecuteAsync(db, """INSERT INTO "Tags" ("Tag", "Seq") VALUES ('tool:deepseek', 7), ('rule:no-pilots', 7), ('tool:deepseek', 3)""");
        await migrator.MigrateAsync(null, Cancel);
        Assert.Contains("WITHOUT ROWID", await SchemaAsync(db, "Tags"), StringComparison.Ordinal);
        Assert.Contains("IS NOT NULL", await SchemaAsync(db, "IX_Turns_Thread_Id"), StringComparison.Ordinal);
        var old = new[] { ("rule:no-pilots", 7L), ("tool:deepseek", 3), ("tool:deepseek", 7) };
        Assert.Equal(old, await TagsAsync(db));
        await ExecuteAsync(db, """INSERT INTO "RecentTags" ("Seq", "Tags") VALUES (8, ' tool:claude  rule:no-pilots '), (9, ' tool:claude ')""");
        await migrator.MigrateAsync("SentReplies", Cancel);
        Assert.DoesNotContain("WITHOUT ROWID", await SchemaAsync(db, "Tags"), StringComparison.Ordinal);
        Assert.Contains("Key", await SchemaAsync(db, "IX_Gaps_State_Key"), StringComparison.Ordinal);
        Assert.Equal([("rule:no-pilots", 7), ("rule:no-pilots", 8), ("tool:claude", 8), ("tool:claude", 9), .. old[1..]], await TagsAsync(db));
    }

    [Fact]
    public async Task A_database_that_a_newer_version_has_migrated_is_refused()
    {
        await using var file = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        var database = file.Open();
        await database.MigrateAsync(Cancel);
        await database.MigrateAsync(Cancel);
        await using var db = database.Open();
        await ExecuteAsync(db, """INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('20990101000000_Later', '99')""");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => database.MigrateAsync(Cancel));
        Assert.Contains("20990101000000_Later", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> SchemaAsync(BotContext db, string name)
    {
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT sql FROM sqlite_master WHERE name = '{name}'";
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }

    /// <summary>A new database, and the connection that a served bot's writer keeps.</summary>
    private sealed record Stage(TestDatabase File, BotHost Host, BotContext Db, PreparedRows Rows, long First) : IAsyncDisposable
    {
        public Database Database => Host.Database;
        public LogBook Book => Host.Book;

        public static async Task<Stage> NewAsync()
        {
            var file = await TestDatabase.NewAsync(StorageProvider.Sqlite);
            var host = await SiteFixture.OpenAsync(file);
            var db = host.Database.Open();
            await db.Database.OpenConnectionAsync(Cancel);
            return new(file, host, db, new PreparedRows(db), await db.Heads.Select(h => h.Size).SingleAsync(Cancel));
        }

        public async ValueTask DisposeAsync()
        {
            Rows.Dispose();
            await Db.DisposeAsync();
            Host.Key.Dispose();
            await File.DisposeAsync();
        }
    }

    private static async Task<List<(string, long)>> TagsAsync(BotContext db) =>
        [.. (await db.Tags.AsNoTracking().OrderBy(t => t.Tag).ThenBy(t => t.Seq).ToListAsync(Cancel)).Select(t => (t.Tag, t.Seq))];

    private static async Task ExecuteAsync(BotContext db, string sql)
    {
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static string[] Some(Random random, string[] of) => [.. of.Where(_ => random.Next(4) == 0)];

    private static NewEntry Entry(string[] tools, string[] rules, long seq = 0)
    {
        var entry = NewEntry.Of(EntryKind.Answer, null).With(TextNames.Question, "May I?");
        return entry with
        {
            Channel = "local",
            Revision = 1,
            Person = $"P{seq % 3}",
            Entry = entry.Entry with { Tools = [.. tools], Rules = [.. rules], Verdict = seq % 2 == 0 ? "permitted" : "prohibited" },
        };
    }

    private static async Task AppendAsync(LogBook book, PreparedRows rows, IEnumerable<(string[] Tools, string[] Rules)> entries)
    {
        await using var transaction = await rows.Db.Database.BeginTransactionAsync(Cancel);
        var seq = await rows.Db.Heads.AsNoTracking().Select(h => h.Size).SingleAsync(Cancel);
        await book.AppendAsync(rows, [.. entries.Select(e => Entry(e.Tools, e.Rules, seq++))], []);
        await rows.FlushAsync();
        await transaction.CommitAsync(Cancel);
        rows.Db.ChangeTracker.Clear();
    }

    /// <summary>By each search that the product has.</summary>
    private static async Task FoundAsync(Database database, List<(string[] Tools, string[] Rules)> written)
    {
        await using var db = database.Open();
        foreach (var tool in Tools)
        {
            var expected = Numbers(written, e => e.Tools.Contains(tool));
            Assert.Equal(expected, await LogSearch.Query(db, new(Tool: tool), null).Select(f => f.Seq).ToListAsync(Cancel));
            Assert.Equal(expected.Take(5), await LogSearch.Query(db, new(Tool: tool), null).Take(5).Select(f => f.Seq).ToListAsync(Cancel));
            Assert.Equal(expected, await LogSearch.Query(db, new(Tool: tool, Word: "may"), null).Select(f => f.Seq).ToListAsync(Cancel));
            Assert.Equal(expected.Order(), await new LogFilter(Tool: tool).Matching(db).ToListAsync(Cancel));
            Assert.Equal(expected.Where(n => n % 3 == 1).Order(), await new LogFilter(Tool: tool, Person: "P1").Matching(db).ToListAsync(Cancel));
            Assert.Equal(expected.Order(), await new LogFilter(Tool: tool, From: DateTimeOffset.UnixEpoch).Matching(db).ToListAsync(Cancel));
            var middle = (long)written.Count / 2;
            foreach (var (query, before, fits) in Narrowed(tool, middle))
                Assert.Equal(expected.Where(fits), await LogSearch.Query(db, query, before).Select(f => f.Seq).ToListAsync(Cancel));
            foreach (var rule in Rules)
            {
                var both = Numbers(written, e => e.Tools.Contains(tool) && e.Rules.Contains(rule));
                Assert.Equal(both, await LogSearch.Query(db, new(Tool: tool, Rule: rule), null).Select(f => f.Seq).ToListAsync(Cancel));
                Assert.Equal(both, await ListedAsync(database, tool, rule));
            }
        }
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var numbers = await new NumbersReader(database, TimeProvider.System).ReadAsync(new(day.AddDays(-1), day.AddDays(1)), Cancel);
        foreach (var rule in Rules)
            Assert.Equal(Numbers(written, e => e.Rules.Contains(rule)),
                await LogSearch.Query(db, new(Rule: rule), null).Select(f => f.Seq).ToListAsync(Cancel));
        foreach (var tool in Tools)
            Assert.Equal(written.Count(e => e.Tools.Contains(tool)), numbers.Tools.FirstOrDefault(t => t.Id == tool)?.Questions ?? 0);
    }

    /// <summary>A tool with each of the other conditions; the entries' persons and verdicts go by their numbers.</summary>
    private static IEnumerable<(LogQuery Query, long? Before, Func<long, bool> Fits)> Narrowed(string tool, long middle)
    {
        yield return (new(Tool: tool), middle, n => n < middle);
        yield return (new(Tool: tool, Person: "P1"), null, n => n % 3 == 1);
        yield return (new(Tool: tool, Person: "P1", Word: "may"), null, n => n % 3 == 1);
        yield return (new(Tool: tool, Person: "nobody"), null, _ => false);
        yield return (new(Tool: tool, Verdict: "permitted"), null, n => n % 2 == 0);
        yield return (new(Tool: tool, Verdict: "permitted", Person: "P2"), middle, n => n % 2 == 0 && n % 3 == 2 && n < middle);
        yield return (new(Tool: tool) { Channel = "local", Kind = "answer", Revision = 1 }, null, _ => true);
        yield return (new(Tool: tool, From: DateTimeOffset.UnixEpoch, To: TimeProvider.System.GetUtcNow().AddDays(1)), null, _ => true);
        yield return (new(Tool: tool, To: DateTimeOffset.UnixEpoch), null, _ => false);
    }

    private static List<long> Numbers(List<(string[] Tools, string[] Rules)> written, Func<(string[] Tools, string[] Rules), bool> fits) =>
        [.. written.Index().Where(e => fits(e.Item)).Select(e => (long)e.Index).Reverse()];

    /// <summary>All pages of the console's list, one after another.</summary>
    private static async Task<List<long>> ListedAsync(Database database, string tool, string rule)
    {
        var (found, before) = (new List<long>(), (long?)null);
        do
        {
            var page = await new EntryList(database).ReadAsync(
                new(null, null, tool, null, rule, null, null, null, null, null), before, null, open: false, Cancel);
            found.AddRange(page.Entries.Select(e => e.Entry.Seq));
            before = page.Older ?? page.SearchedTo;
        }
        while (before is not null);
        return found;
    }
}
