using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Commands;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>The verbs on what is stored, in this process: their settings
/// come from its environment, which is as before afterwards.</summary>
internal static class VerbTour
{
    private static readonly Dictionary<string, string> Settings =
        new() { ["Log__RetentionDays__answer"] = "0", ["Log__RetentionDays__*.asker"] = "0" };

    public static async Task RunAsync(string file, CancellationToken cancel)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        Console.SetOut(said);
        Console.SetError(said);
        foreach (var (name, value) in Settings.Append(new("Storage__Connection", file))) Environment.SetEnvironmentVariable(name, value);
        try
        {
            await RunAsync(file, Path.GetDirectoryName(file)!, said, cancel);
        }
        finally
        {
            foreach (var name in Settings.Keys.Append("Storage__Connection")) Environment.SetEnvironmentVariable(name, null);
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    private static async Task RunAsync(string file, string folder, StringWriter said, CancellationToken cancel)
    {
        await using var db = new Database(new() { Connection = file }).Open();
        var parked = await db.Replies.Where(r => r.Status == ReplyStatus.Parked && r.Payload != null).Select(r => r.Id).FirstAsync(cancel);
        var answer = await db.Entries.Where(e => e.Kind == "answer").OrderBy(e => e.Seq).Select(e => e.Seq).FirstAsync(cancel);
        var hold = "";
        foreach (var (expected, line) in new (int, string[])[]
        {
            (0, ["import", Path.Combine(SiteFixture.Root, "knowledge")]), (0, ["export", Path.Combine(folder, "knowledge")]),
            (0, ["revisions", "list"]), (0, ["revisions", "show", "1"]), (0, ["revisions", "diff", "1", "2"]),
            (0, ["turns", "parked"]), (0, ["turns", "retry", $"{parked}"]), (0, ["db", "migrate"]),
            (0, ["log", "show", $"{answer}", "--reason", "r"]), (0, ["log", "prove", "0"]), (0, ["log", "replay", $"{answer}"]),
            (0, ["log", "search", "--reason", "r"]),
            (0, ["log", "search", "--reason", "r", "--word", "deepseek", "--person", "T1/U1", "--verdict", "prohibited"]),
            (0, ["log", "search", "--reason", "r", "--tool", "deepseek", "--from", "2026-01-01", "--to", "2027-01-01"]),
            (0, ["log", "hold", "--reason", "r", "--conversation", "slack/c", "--tool", "deepseek", "--from", "2026-01-01", "--to",
                "2027-01-01"]), (0, ["log", "holds"]),
            (0, ["log", "erase", "--person", "T1/U1", "--reason", "r", "--authority", "a", "--preview"]),
            (0, ["log", "erase", "--person", "T1/U1", "--reason", "r", "--authority", "a"]),
            (0, ["log", "release", "HOLD", "--reason", "r"]), (0, ["log", "purge"]),
            (0, ["log", "export", Path.Combine(folder, "log"), "--from", "2026-01-01", "--to", "2027-01-01", "--reason", "r"]),
            (0, ["log", "verify"]),
        })
        {
            said.GetStringBuilder().Clear();
            var code = await CommandLine.Build(TimeProvider.System).Parse([.. line.Select(w => w == "HOLD" ? hold : w)])
                .InvokeAsync(cancellationToken: cancel);
            Assert.True(code == expected, string.Create(CultureInfo.InvariantCulture, $"`{string.Join(' ', line)}` gave {code}: {said}"));
            if (line is ["log", "hold", ..]) hold = said.ToString().Split(' ')[0];
        }
    }
}
