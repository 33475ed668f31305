using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using static PolicyBot.Commands.LogVerbOptions;

namespace PolicyBot.Commands;

/// <summary>The verbs on the log. Reading people's words is itself an entry, with the reader's reason.</summary>
internal static class LogCommands
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Argument<long> Number = new("number") { Description = "The entry's number" };
    public static Command All(TimeProvider time) => new("log", """
        The log of questions, answers and what was done.

        Examples:
          policybot log verify --checkpoint copy.checkpoint
          policybot log search --person T1/U2 --reason "case 17"
          policybot log export evidence --from 2026-11-01 --to 2026-12-01 --reason "audit 2026"
          policybot log check-export evidence --key policybot.vkey
        """)
    {
        Verify(), Show(time), Search(time), Prove(time), CheckProof(), Replay(time), Export(time), CheckExport(),
        LifecycleCommands.Hold(time), LifecycleCommands.Release(time), LifecycleCommands.Holds(time), LifecycleCommands.Erase(time),
        LifecycleCommands.Purge(time), MakeKey(time),
    };

    private static Command Verify()
    {
        var checkpoints = NotBlank(new Option<string[]>("--checkpoint")
        {
            Description = "Copies of older checkpoints to compare with (repeatable)",
            DefaultValueFactory = _ => []
        });
        var keys = NotBlank(new Option<string[]>("--key")
        {
            Description = "The public key, or a file that holds it (default: that of the configured key); repeated, former ones behind it",
            DefaultValueFactory = _ => []
        });
        var verify = new Command("verify", "Tells whether the log was touched, and names the first bad entry.") { checkpoints, keys };
        verify.SetAction((parsed, cancel) => VerifyAsync(parsed.GetValue(checkpoints)!, parsed.GetValue(keys)!, cancel));
        return verify;
    }

    /// <summary>Changes nothing, and needs no more than the public key where that is given.</summary>
    private static Task<int> VerifyAsync(string[] checkpoints, string[] keys, CancellationToken cancel) =>
        StorageCommands.WithSettingsAsync(async (storage, options) =>
        {
            var verdict = await new LogReader(new(storage)).VerifyAsync(keys is [var first, ..] ? KeyOf(first) : OwnKey(options, storage),
                await Task.WhenAll(checkpoints.Select(c => File.ReadAllTextAsync(c, cancel))), null, cancel, [.. keys.Skip(1).Select(KeyOf)]);
            if (verdict.Problem is { } problem)
            {
                Console.WriteLine($"the log was touched: {Printable.Line(problem.ToString())}");
                return 1;
            }
            Console.WriteLine($"verified: {verdict.Size} entries, root {Convert.ToBase64String(verdict.Root.AsSpan())}");
            return 0;
        }, mustExist: true);

    private static Command MakeKey(TimeProvider time)
    {
        var former = NotBlank(new Option<string?>("--former-key")
        {
            Description = "The former public key, or a file that holds it, where neither half of the key is here"
        });
        var make = new Command("new-key", """
            Signs by a new key from now on, because the present one is lost or known to others. What that signed stays good.
            Stop the bot before, and give the new public key to whoever checks the log.
            """) { former, Reason };
        make.SetAction((parsed, cancel) => StorageCommands.WithSettingsAsync(async (storage, options) =>
        {
            var key = await NewKey.MakeAsync(new(storage), options, storage, parsed.GetValue(former) is { } given ? KeyOf(given) : null,
                new(Environment.UserName, parsed.GetValue(Reason)!), time, cancel);
            Console.WriteLine($"the log is signed by a new key from now on; its public half: {key}");
            return 0;
        }, mustExist: true));
        return make;
    }

    private static NoteKey OwnKey(LogOptions options, Storage.StorageOptions storage)
    {
        using var own = LogKey.Open(options, storage, mayMake: false);
        return own.Verifier;
    }

    private static Command Show(TimeProvider time)
    {
        var show = new Command("show", "One entry with its texts.") { Number, Reason };
        show.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            var seq = parsed.GetValue(Number);
            await using var db = host.Database.Open();
            if (await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Seq == seq, cancel) is not { } entry)
                return StorageCommands.Fail($"there is no entry {seq}");
            await RecordAsync(host, EntryKind.Read, parsed.GetValue(Reason)!, 1, $"entry {seq}");
            Console.WriteLine(Printable.Of(JsonSerializer.Serialize(JsonDocument.Parse(entry.Leaf).RootElement, Readable)));
            if (await db.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == seq, cancel) is { } content)
                foreach (var text in content.Texts()) Console.WriteLine($"{text.Name}: {Printable.Of(text.Text.ReplaceLineEndings())}");
            return 0;
        }, cancel));
        return show;
    }

    private static Command Search(TimeProvider time)
    {
        var word = NotBlank(new Option<string?>("--word") { Description = "Text that the question or answer holds" });
        var verdict = NotBlank(new Option<string?>("--verdict") { Description = "prohibited, permitted ..." });
        var most = new Option<int>("--most") { Description = "At most so many, newest first", DefaultValueFactory = _ => 50 };
        most.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && int.TryParse(given.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var number) && number < 1) result.AddError($"--most: `{given.Value}` is less than 1");
        });
        var search = new Command("search", "Entries that fit, newest first.") { word, Person, Tool, verdict, From, To, most, Reason };
        WithPeriod(search);
        search.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            await using var db = host.Database.Open();
            var found = await LogSearch.Query(db,
                new(parsed.GetValue(word), parsed.GetValue(Person), parsed.GetValue(Tool), null, parsed.GetValue(verdict),
                parsed.GetValue(From), parsed.GetValue(To)), before: null).Take(parsed.GetValue(most)).ToListAsync(cancel);
            await RecordAsync(host, EntryKind.Search, parsed.GetValue(Reason)!, found.Count, null);
            foreach (var entry in found)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{entry.Seq}  {DateTimeOffset.FromUnixTimeMilliseconds(entry.At):yyyy-MM-dd HH:mm:ss}Z  {entry.Kind}  {entry.Verdict ?? "-"}  {OneLine(entry.Person ?? "-")}  {OneLine(entry.Question)}"));
            return 0;
        }, cancel));
        return search;
    }

    private static string OneLine(string? text)
    {
        var line = (text ?? "(no text)").ReplaceLineEndings(" ");
        return Printable.Of(line.Length > 100 ? line[..100] + "…" : line);
    }

    private static Command Prove(TimeProvider time)
    {
        var prove = new Command("prove",
            "A proof, as JSON, that an entry stands in the log; `log check-proof` verifies it without the log.") { Number };
        prove.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            var seq = parsed.GetValue(Number);
            if (await EntryProof.OfAsync(host, seq, cancel) is not { } proof) return StorageCommands.Fail($"there is no entry {seq}");
            Console.WriteLine(proof.ToJson());
            return 0;
        }, cancel));
        return prove;
    }

    private static Command CheckProof()
    {
        var file = NotBlank(new Argument<string>("file") { Description = "What `log prove` printed" });
        var key = NotBlank(new Option<string>("--key") { Description = "The log's public key, or a file that holds it", Required = true });
        var check = new Command("check-proof", "Verifies what `log prove` printed; needs nothing else than the public key.") { file, key };
        check.SetAction(parsed =>
        {
            try
            {
                var proof = EntryProof.Read(File.ReadAllText(parsed.GetValue(file)!));
                var checkpoint = Checkpoint.Open(proof.Checkpoint, KeyOf(parsed.GetValue(key)!));
                var leaf = Convert.FromBase64String(proof.Leaf);
                var holds = ProofCheck.Inclusion(MerkleTree.HashLeaf(leaf), proof.Seq, checkpoint.Size,
                    [.. proof.Path.Select(Convert.FromBase64String)], [.. checkpoint.Root]);
                Console.WriteLine(
                    holds ? $"entry {proof.Seq} stands in the log of {checkpoint.Size} entries: {Printable.Line(Encoding.UTF8.GetString(leaf))}"
                        : "the proof does not hold");
                return holds ? 0 : 1;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
            {
                return StorageCommands.Fail(e.Message);
            }
        });
        return check;
    }

    private static Command Replay(TimeProvider time)
    {
        var replay = new Command("replay", "Makes an answer again from its question, revision and day, and compares the bytes.") { Number };
        replay.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            var seq = parsed.GetValue(Number);
            var (result, message) = await new LogReplay(host.Database, host.Revisions).RunAsync(seq, cancel);
            await RecordAsync(host, EntryKind.Read, "replay", 1, $"entry {seq}");
            Console.WriteLine(Printable.Of(message));
            return result;
        }, cancel));
        return replay;
    }

    private static Command Export(TimeProvider time)
    {
        var folder = NotBlank(new Argument<string>("folder") { Description = "A new or empty folder" });
        var format = new Option<string>("--format")
        {
            Description = "jsonl, csv or edrm-xml; jsonl is always written, for verifying",
            DefaultValueFactory = _ => "jsonl"
        };
        format.AcceptOnlyFromAmong("jsonl", "csv", "edrm-xml");
        var export = new Command("export", "Writes a part of the log with a manifest of hashes, counts, checkpoint and proofs.") { folder,
            From, To, format, Reason };
        WithPeriod(export);
        export.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            var target = parsed.GetValue(folder)!;
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
                return StorageCommands.Fail($"`{target}` is not empty");
            var count = await new LogExport(host)
                .WriteAsync(target, parsed.GetValue(From), parsed.GetValue(To), parsed.GetValue(format)!, null, cancel);
            await RecordAsync(host, EntryKind.Export, parsed.GetValue(Reason)!, count, null);
            Console.WriteLine($"{count} entries in {target}; public key {host.Key.Verifier}");
            return 0;
        }, cancel));
        return export;
    }

    private static Command CheckExport()
    {
        var folder = NotBlank(new Argument<string>("folder") { Description = "An export's folder, with its `manifest.json`" });
        var key = NotBlank(new Option<string>("--key") { Description = "The log's public key, or a file that holds it", Required = true });
        var check = new Command("check-export", "Verifies an export: needs nothing else than it and the public key.") { folder, key };
        check.SetAction(async (parsed, cancel) =>
        {
            try
            {
                var problem = await ExportFolder.ProblemAsync(parsed.GetValue(folder)!, KeyOf(parsed.GetValue(key)!), cancel);
                Console.WriteLine(Printable.Line(problem ?? "the export is complete and unaltered"));
                return problem is null ? 0 : 1;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException
                or InvalidDataException)
            {
                return StorageCommands.Fail(e.Message);
            }
        });
        return check;
    }

    private static Task<long> RecordAsync(BotHost host, EntryKind kind, string reason, long count, string? about) =>
        LogAccess.RecordAsync(host, kind, Environment.UserName, reason, count, about);

    private static NoteKey KeyOf(string keyOrFile)
    {
        try
        {
            return NoteKey.Parse(File.Exists(keyOrFile) ? File.ReadAllText(keyOrFile) : keyOrFile);
        }
        catch (FormatException e)
        {
            throw new FormatException($"`{keyOrFile}` is neither a file nor the log's public key: {e.Message}", e);
        }
    }
}
