using System.Data.Common;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>What an export shows of a month of answers, one a day from 2026-10-20 on, to whoever has it and the public key alone.</summary>
public abstract class LogExportTests(StorageProvider provider) : IAsyncLifetime
{
    private const int Days = 30, UntilNovember = 12;
    private static readonly DateTimeOffset Start = new(2026, 10, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SetClock clock = new() { Now = Start };
    private TestDatabase database = null!;
    private BotHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(database.Folder, "export");

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.NewAsync(provider);
        host = await BotHost.OpenAsync(database.Options, database.Log, clock, Cancel);
        for (var day = 0; day < Days; day++)
        {
            clock.Now = Start.AddDays(day);
            var entry = NewEntry.Of(EntryKind.Answer, $"t{day}").With(TextNames.Question, $"May I, on day {day}?")
                .With(TextNames.Answer, "No.").With(TextNames.Asker, "ada") with
            { Person = day % 2 == 0 ? "ada" : "bob" };
            await host.Book.AppendAsync(host.Database, entry with { Entry = entry.Entry with { Verdict = "prohibited", Revision = "r7" } });
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        host?.Key.Dispose();
        if (database is not null) await database.DisposeAsync();
    }

    private LogLifecycle Lifecycle => new(host.Database, host.Book, host.Time);

    private Task<long> ExportAsync(DateTimeOffset? from, string format = "jsonl", BotHost? by = null) =>
        new LogExport(by ?? host).WriteAsync(Folder, from, null, format, null, Cancel);

    private Task<string?> ProblemAsync() => ExportFolder.ProblemAsync(Folder, host.Key.Verifier, Cancel);

    private string ManifestFile => Path.Combine(Folder, LogExport.Manifest);

    private async Task ChangeManifestAsync(Action<JsonObject> change)
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(ManifestFile, Cancel))!.AsObject();
        change(manifest);
        await File.WriteAllTextAsync(ManifestFile, manifest.ToJsonString(), Cancel);
    }

    [Theory]
    [InlineData("csv", "entries.csv", "prohibited", "permitted")]
    [InlineData("csv", "entries.csv", "\r\n", "\r\n\"99\"\r\n")]
    [InlineData("edrm-xml", "entries.xml", "prohibited", "permitted")]
    [InlineData("edrm-xml", "entries.xml", "</Root>", "</Root><!-- more -->")]
    [InlineData("jsonl", LogExport.Entries, "\"texts\":", "\"verdict\":\"permitted\",\"texts\":")]
    [InlineData("jsonl", LogExport.Entries, "}\n", "}\n\n")]
    public async Task A_file_that_says_something_else_than_the_log_is_found_though_the_manifest_has_its_hash(
        string format, string name, string said, string other)
    {
        Assert.Equal(Days, await ExportAsync(null, format));
        Assert.Null(await ProblemAsync());
        var file = Path.Combine(Folder, name);
        var text = await File.ReadAllTextAsync(file, Cancel);
        var at = text.LastIndexOf(said, StringComparison.Ordinal);
        Assert.True(at > 0);
        await File.WriteAllTextAsync(file, text[..at] + other + text[(at + said.Length)..],
            new System.Text.UTF8Encoding(format == "csv"), Cancel);
        await ChangeManifestAsync(m => m["Files"]![name] = ExportFolder.HashOf(file));
        if (other.EndsWith("\n\n", StringComparison.Ordinal)) await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(ProblemAsync);
        else Assert.Contains($"`{name}` does not", await ProblemAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_format_does_not_have_is_found_though_the_manifest_names_it()
    {
        await ExportAsync(null);
        var file = Path.Combine(Folder, "summary.txt");
        await File.WriteAllTextAsync(file, "All was permitted.", Cancel);
        await ChangeManifestAsync(m => m["Files"]!["summary.txt"] = ExportFolder.HashOf(file));
        Assert.Contains("not those of the format", await ProblemAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-01", 0, "2026-11-01T00:00:00Z")]
    [InlineData("2026-12-01", 0, "")]
    [InlineData("2026-11-10", 9, "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-10", 9, "2026-11-12T00:00:00Z")]
    [InlineData("2026-11-10", 9, "yesterday")]
    public async Task Another_period_than_was_exported_is_not_shown_to_be_complete(string from, int count, string claimed)
    {
        Assert.Equal(count, await ExportAsync(DateTimeOffset.Parse(from + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Null(await ProblemAsync());
        await ChangeManifestAsync(m => m["Filter"]!["from"] = claimed);
        Assert.NotNull(await ProblemAsync());
        await ChangeManifestAsync(m => m["Filter"]!["from"] = from + "T00:00:00Z");
        await ChangeManifestAsync(m => m["Filter"]!["person"] = "ada");
        Assert.NotNull(await ProblemAsync());
    }

    [Fact]
    public async Task Which_entries_are_of_a_period_the_leaves_tell_and_not_the_columns()
    {
        await using (var db = host.Database.Open())
        {
            const long quarter = 90L * 24 * 60 * 60 * 1000;
            await db.Entries.Where(e => e.Seq < 20).ExecuteUpdateAsync(set => set.SetProperty(e => e.At, e => e.At - quarter), Cancel);
        }
        Assert.Equal(Days - UntilNovember, await ExportAsync(November));
        Assert.Null(await ProblemAsync());
    }

    [Fact]
    public async Task An_erasure_between_the_head_and_the_texts_leaves_an_export_of_the_state_before_it()
    {
        Assert.SkipUnless(provider == StorageProvider.Sqlite, "where a database allows no snapshots, the erasure waits for the export");
        var erasing = new Meanwhile("\"Contents\"", () =>
            Lifecycle.EraseAsync(new(Person: "ada"), new("dpo", "request 7", "GDPR art. 17")));
        Assert.Equal(Days, await ExportAsync(null, by: host with { Database = new(database.Options, erasing) }));
        Assert.True(erasing.IsDone);
        Assert.Null(await ProblemAsync());
        Assert.Contains("May I, on day 4?", await File.ReadAllTextAsync(Path.Combine(Folder, LogExport.Entries), Cancel),
            StringComparison.Ordinal);
        await using var db = host.Database.Open();
        Assert.Equal(Days / 2, await db.Contents.CountAsync(c => c.Question != null, Cancel));
        Directory.Delete(Folder, recursive: true);
        Assert.Equal(Days + 1, await ExportAsync(null));
        Assert.Null(await ProblemAsync());
    }

    [Fact]
    public async Task An_export_that_does_not_pass_its_own_check_is_an_error_and_has_no_manifest()
    {
        await using (var db = host.Database.Open())
            await db.Contents.Where(c => c.Seq == 15).ExecuteUpdateAsync(set => set.SetProperty(c => c.Answer, "Yes."), Cancel);
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ExportAsync(November));
        Assert.Contains("entry 15", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(ManifestFile));
        Assert.Contains("partial", await ProblemAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_purge_against_a_hold_that_was_placed_outside_of_the_period_is_found(bool held)
    {
        if (held) await Lifecycle.HoldAsync(new(Person: "ada"), new("counsel", "case 1"));
        var purge = NewEntry.Of(EntryKind.Purge, null).With(TextNames.By, "mallory");
        await host.Book.AppendAsync(host.Database, purge with
        {
            Entry = purge.Entry with
            {
                Ranges = [new(2, 2)],
                Kinds = [EntryKind.Answer],
                Retention = LogEntry.Empty<long>().Add("answer", 1),
                Counts = LogEntry.Empty<long>().Add(TextNames.Question, 1).Add(TextNames.Answer, 1).Add(TextNames.Asker, 1),
            },
        });
        await using (var db = host.Database.Open()) await db.Contents.Where(c => c.Seq == 2).ExecuteDeleteAsync(Cancel);
        var export = new LogExport(host).WriteAsync(Folder, null, November, "jsonl", null, Cancel);
        if (held) Assert.Contains("under hold", (await Assert.ThrowsAsync<InvalidDataException>(() => export)).Message, StringComparison.Ordinal);
        else Assert.Equal(UntilNovember, await export);
    }

    [Fact]
    public async Task An_export_of_the_first_form_is_told_not_to_show_that_it_is_complete()
    {
        await Lifecycle.EraseAsync(new(Person: "ada"), new("dpo", "request 7", "GDPR art. 17"));
        await ExportAsync(November);
        string[] ofTheSecond = [nameof(ExportManifest.Version), nameof(ExportManifest.Before), nameof(ExportManifest.After),
            nameof(ExportManifest.Lifecycle)];
        await ChangeManifestAsync(m =>
        {
            m["Removals"] = new JsonArray([.. m[nameof(ExportManifest.Lifecycle)]!.AsArray().Select(r => (JsonNode)new JsonObject
            {
                ["Leaf"] = new JsonArray([.. Convert.FromBase64String(r!["Leaf"]!.GetValue<string>()).Select(b => JsonValue.Create(b))]),
                ["Path"] = r["Path"]!.DeepClone(),
            })]);
            foreach (var name in ofTheSecond) m.Remove(name);
        });
        Assert.Contains("older form", await ProblemAsync(), StringComparison.Ordinal);
        await ChangeManifestAsync(m => m["Version"] = 3);
        Assert.Contains("newer", await ProblemAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_says_who_erased_what_by_what_authority_and_under_which_revision_was_answered()
    {
        await Lifecycle.EraseAsync(new(Person: "ada"), new("dpo", "request 7", "GDPR art. 17"));
        await ExportAsync(null, "csv");
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "entries.csv"), Cancel);
        Assert.Equal("seq,time,kind,id,verdict,tools,rules,facts,asker,question,answer,reason,by,authority,criterion,conversation,revision,"
            + "masked,hold,ranges,counts", lines[0]);
        Assert.Contains("\"request 7\",\"dpo\",\"GDPR art. 17\"", lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("\"answer=15 asker=15 question=15\"", lines[^1], StringComparison.Ordinal);
        Assert.Contains("\"May I, on day 1?\",\"No.\",\"\",\"\",\"\",\"\",\"\",\"r7\"", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_exported_or_checked_is_told_in_a_line()
    {
        Assert.SkipUnless(provider == StorageProvider.Sqlite, "the verbs are those of any provider");
        Assert.Equal(0, (await CommandAsync("log", "export", Folder, "--from", "2026-11-01", "--reason", "r")).Code);
        var key = Path.ChangeExtension(database.Log.KeyFile!, ".vkey");
        Assert.Equal((0, "the export is complete and unaltered"), await CommandAsync("log", "check-export", Folder, "--key", key));
        foreach (var (json, verb) in new[] { ("{}", "check-proof"), ("""{"Seq":0,"Leaf":"","Path":[null],"Checkpoint":""}""", "check-proof"),
            ("[]", "check-proof"), ("{}", "check-export"),
            ("""{"Filter":{},"First":0,"Count":0,"Texts":{},"Files":{},"Checkpoint":"","Proof":null}""", "check-export") })
        {
            var file = verb == "check-export" ? ManifestFile : Path.Combine(database.Folder, "proof.json");
            await File.WriteAllTextAsync(file, json, Cancel);
            await ToldAsync(2, "log", verb, verb == "check-export" ? Folder : file, "--key", key);
        }
        await using (var db = host.Database.Open())
            await db.Entries.Where(e => e.Seq == 20).ExecuteUpdateAsync(set => set.SetProperty(e => e.Leaf, "{}"u8.ToArray()), Cancel);
        Assert.Contains("entry 20 cannot be read", await ToldAsync(2, "log", "export", Folder + "2", "--reason", "r"), StringComparison.Ordinal);
    }

    private async Task<string> ToldAsync(int code, params string[] arguments)
    {
        var (result, said) = await CommandAsync(arguments);
        Assert.Equal(code, result);
        Assert.StartsWith("policybot: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
        return said;
    }

    private async Task<(int Code, string Said)> CommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ServedProcess.Program, .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Storage__Connection"] = database.Options.Connection;
        start.Environment["Log__KeyFile"] = database.Log.KeyFile;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, ((await output) + (await errors)).Trim());
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }
        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Has something done once, just before the first command that names a table.</summary>
    private sealed class Meanwhile(string table, Func<Task> act) : DbCommandInterceptor
    {
        public bool IsDone { get; private set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData,
            InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (!IsDone && command.CommandText.Replace('[', '"').Replace(']', '"').Contains(table, StringComparison.Ordinal))
            {
                IsDone = true;
                await act();
            }
            return result;
        }
    }
}

public sealed class LogExportOnSqliteTests() : LogExportTests(StorageProvider.Sqlite);

public sealed class LogExportOnSqlServerTests() : LogExportTests(StorageProvider.SqlServer);
