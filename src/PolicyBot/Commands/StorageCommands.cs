using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Commands;

/// <summary>The verbs on what is stored: `import`, `export`, `revisions`, `turns`, `db`. Each opens the configured database.</summary>
internal static class StorageCommands
{
    public static Command Import(TimeProvider time)
    {
        var folder = new Argument<string>("folder") { Description = "The knowledge folder" };
        var reason = new Option<string>("--reason") { Description = "Why, for the history", DefaultValueFactory = _ => "import" };
        var import = new Command("import",
            "Publishes a knowledge folder as the next revision, unless the head has the same content. A revision of that content that was"
                + " altered in the database is restored.") { folder, reason };
        import.SetAction((parsed, cancel) => WithHostAsync(time, async host =>
        {
            var restored = await RevisionRepair.RunAsync(host, parsed.GetValue(folder)!, Environment.UserName, parsed.GetValue(reason)!, cancel);
            if (restored is not null)
            {
                Console.WriteLine($"revision {restored} was altered, and is again what was published; nothing else was done");
                return 0;
            }
            var published = await host.PublishAsync(parsed.GetValue(folder)!, Environment.UserName, parsed.GetValue(reason)!, cancel);
            if (published is { Number: null, Same: false })
            {
                foreach (var problem in published.Problems) await Console.Error.WriteLineAsync(Printable.Of(problem.ToString()));
                return 1;
            }
            Console.WriteLine(published.Number is { } number ? $"published as revision {number}"
                : $"revision {host.Revisions.Current.Number} has the same content");
            return 0;
        }, cancel, makes: true));
        return import;
    }

    public static Command Export(TimeProvider time)
    {
        var folder = new Argument<string>("folder") { Description = "An empty or new folder" };
        var number = new Option<int?>("--revision") { Description = "Which one (default: the head)" };
        var export = new Command("export", "Writes a revision's documents, byte for byte, into a folder.") { folder, number };
        export.SetAction((parsed, cancel) => WithHostAsync(time, async host =>
        {
            var target = parsed.GetValue(folder)!;
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()) return Fail($"`{target}` is not empty");
            var which = parsed.GetValue(number) ?? (await host.Revisions.RefreshAsync(cancel) ? host.Revisions.Current.Number : 0);
            var documents = await host.Revisions.DocumentsAsync(which, cancel);
            if (documents.IsEmpty) return Fail($"there is no revision {which}");
            foreach (var document in documents)
            {
                var file = Path.Combine(target, document.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllBytesAsync(file, document.Content, cancel);
            }
            Console.WriteLine($"revision {which}: {documents.Length} documents");
            return 0;
        }, cancel));
        return export;
    }

    public static Command RevisionsVerbs(TimeProvider time)
    {
        var list = new Command("list", "All revisions, newest first.");
        list.SetAction((_, cancel) => WithHostAsync(time, async host =>
        {
            await using var db = host.Database.Open();
            foreach (var revision in await db.Revisions.AsNoTracking().OrderByDescending(r => r.Number).ToListAsync(cancel))
                Console.WriteLine(Printable.Line(Line(revision)));
            return 0;
        }, cancel));
        var number = new Argument<int>("number");
        var show = new Command("show", "One revision: who, when, why, and its documents.") { number };
        show.SetAction((parsed, cancel) => WithHostAsync(time, async host =>
        {
            await using var db = host.Database.Open();
            var which = parsed.GetValue(number);
            if (await db.Revisions.FindAsync([which], cancel) is not { } revision) return Fail($"there is no revision {which}");
            Console.WriteLine(Printable.Line(Line(revision)));
            Console.WriteLine($"content {revision.ContentId}");
            foreach (var document in await db.RevisionDocuments.Where(d => d.Number == which).OrderBy(d => d.Path).ToListAsync(cancel))
                Console.WriteLine(Printable.Line($"{document.Hash}  {document.Path}"));
            await RevisionCheck.ReadAsync(db, which, cancel);
            return 0;
        }, cancel));
        var from = new Argument<int>("from");
        var to = new Argument<int>("to");
        var diff = new Command("diff", "What changed between two revisions, line by line.") { from, to };
        diff.SetAction((parsed, cancel) => WithHostAsync(time, async host =>
        {
            var before = await host.Revisions.DocumentsAsync(parsed.GetValue(from), cancel);
            var after = await host.Revisions.DocumentsAsync(parsed.GetValue(to), cancel);
            if (before.IsEmpty || after.IsEmpty)
                return Fail($"there is no revision {(before.IsEmpty ? parsed.GetValue(from) : parsed.GetValue(to))}");
            foreach (var line in TextDiff.Of(before, after)) Console.WriteLine(Printable.Of(line));
            return 0;
        }, cancel));
        return new Command("revisions", "The published states of the knowledge.") { list, show, diff };
    }

    private static string Line(RevisionRow revision)
    {
        var approvers = JsonSerializer.Deserialize<string[]>(revision.Approvers) ?? [];
        var at = DateTimeOffset.FromUnixTimeMilliseconds(revision.At).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"{revision.Number}  {at}  {revision.Author}{(approvers.Length > 0 ? ", approved by " + string.Join(", ", approvers) : "")}: {revision.Reason}";
    }

    public static Command Turns(TimeProvider time)
    {
        var parked = new Command("parked", "Replies that could not be delivered, and why.");
        parked.SetAction((_, cancel) => WithHostAsync(time, async host =>
        {
            await using var db = host.Database.Open();
            foreach (var reply in await db.Replies.Where(r => r.Status == ReplyStatus.Parked).OrderBy(r => r.Id).ToListAsync(cancel))
                Console.WriteLine(
                    Printable.Line($"{reply.Id}  {reply.Channel}  turn {reply.TurnId}  after {reply.Attempt} attempts: {reply.Trouble}"));
            return 0;
        }, cancel));
        var id = new Argument<long>("id") { Description = "As `turns parked` lists it" };
        var retry = new Command("retry", "Tries to deliver a parked reply again, as often as a new one.") { id };
        retry.SetAction((parsed, cancel) => WithHostAsync(time, async host =>
        {
            await using var db = host.Database.Open();
            var which = parsed.GetValue(id);
            var woken = await db.Replies.Where(r => r.Id == which && r.Status == ReplyStatus.Parked && r.Payload != null)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, ReplyStatus.Waiting).SetProperty(r => r.NotBefore, 0L)
                    .SetProperty(r => r.Attempt, 0), cancel);
            return woken == 1 ? 0 : Fail($"there is no parked reply {which} with a text");
        }, cancel));
        return new Command("turns", "Messages and their replies.") { parked, retry };
    }

    public static Command Db(TimeProvider time)
    {
        var migrate = new Command("migrate", "Creates or updates the tables. The other verbs do so too for SQLite; on SQL Server they refuse to run on tables of another version.");
        migrate.SetAction((_, cancel) => WithHostAsync(time, _ => Task.FromResult(0), cancel, makes: true, migrates: true));
        var script = new Command("script", "Prints the idempotent script for a database administrator; connects to nothing.");
        script.SetAction(_ =>
        {
            var settings = Settings.Read();
            if (Settings.Problems(settings) is { IsEmpty: false } problems) return Fail(string.Join("; ", problems));
            using var db = new Database(Settings.Storage(settings)).Open();
            Console.WriteLine(db.GetService<IMigrator>()
                .GenerateScript(options: db is SqlServerBotContext ? MigrationsSqlGenerationOptions.Idempotent : default));
            return 0;
        });
        return new Command("db", "The database.") { migrate, script };
    }

    /// <summary>Runs on the configured database. Exit code 2, and one line, where it cannot be used. Of a log that grew by it a checkpoint
    /// is kept and copied, as `serve` does now and then.</summary>
    /// <param name="migrates">A server's tables are made or updated too.</param>
    /// <param name="makes">The database is made where there is none; else that is told, for whoever meant another one.</param>
    public static Task<int> WithHostAsync(TimeProvider time, Func<BotHost, Task<int>> run, CancellationToken cancel,
        bool makes = false, bool migrates = false) => WithSettingsAsync(async (storage, options) =>
        {
            var host = await BotHost.ConnectAsync(storage, options, time, cancel, migrates);
            using var key = host.Key;
            var before = (await new LogReader(host.Database).HeadAsync(cancel))?.Size ?? 0;
            var code = await run(host);
            await KeepAsync(host, before, cancel);
            return code;
        }, !makes);

    /// <summary>As above, by the settings alone: nothing is opened or made.</summary>
    public static async Task<int> WithSettingsAsync(Func<StorageOptions, LogOptions, Task<int>> run, bool mustExist)
    {
        var settings = Settings.Read();
        if (Settings.Problems(settings) is { IsEmpty: false } problems) return Fail(string.Join("; ", problems));
        var storage = Settings.Storage(settings);
        if (storage.Problem is { } missing) return Fail(missing);
        if (mustExist && NoDatabase(storage) is { } none) return Fail(none);
        try
        {
            return await run(storage, Settings.Log(settings));
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or UnauthorizedAccessException
            or InvalidDataException or FormatException)
        {
            return Fail(e.Message);
        }
    }

    /// <summary>What was done is done: that it could not be vouched for elsewhere is told, and is no reason to do it again.</summary>
    private static async Task KeepAsync(BotHost host, long before, CancellationToken cancel)
    {
        try
        {
            await CheckpointKeeper.KeepAsync(host.Database, host.Key.Options, host.Time, before, cancel);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DbUpdateException or IOException or UnauthorizedAccessException
            or InvalidDataException or FormatException)
        {
            await Console.Error.WriteLineAsync($"policybot: done, but the checkpoint could not be kept or copied: {e.Message}");
        }
    }

    /// <summary>What to say where the configured database's file is not there; null: it is, or the database is a server's.</summary>
    private static string? NoDatabase(StorageOptions storage) =>
        storage.Provider == StorageProvider.Sqlite && !File.Exists(storage.File)
            ? $"there is no database `{storage.File}`: run this where the bot runs, or name it in `Storage:Connection`" : null;

    public static int Fail(string message)
    {
        Console.Error.WriteLine($"policybot: {Printable.Line(message)}");
        return 2;
    }
}
