using System.CommandLine;
using System.Text;
using PolicyBot.Knowledge;
using YamlDotNet.Core;

namespace PolicyBot.Commands;

/// <summary>The verbs. Exit codes: 0 done; 1 the answer is "no" (a case or question failed, errors in the knowledge); 2 the input could not
/// be read or a line of it was malformed.</summary>
public static class CommandLine
{
    private static readonly Verb[] Verbs =
    [
        new("ask", AskVerb.Of), new("decide", Decide), new("check", Check), new("eval", _ => Eval()), new("import", StorageCommands.Import),
        new("export", StorageCommands.Export), new("revisions", StorageCommands.RevisionsVerbs), new("turns", StorageCommands.Turns),
        new("db", StorageCommands.Db), new("log", LogCommands.All), new("admin", AdminVerb.Of), new("review-link", ReviewLinkVerb.Of),
    ];

    private sealed record Verb(string Name, Func<TimeProvider, Command> Build);

    /// <summary>The verbs; where <paramref name="asked"/> is one, it and `serve` alone, since a process runs one.</summary>
    public static RootCommand Build(TimeProvider clock, string? asked = null)
    {
        var root = CommonOptions.Root();
        var urls = new Option<string?>("--urls")
        {
            Description =
            "Where to listen, loopback only unless Api:Tokens is set (default: http://127.0.0.1:5080)"
        };
        root.Options.Add(urls);
        root.SetAction((parsed, cancel) => ServeAsync(parsed, urls, clock, cancel));
        var serve = new Command("serve", "Serves the local page and the JSON endpoint (the default verb)")
        {
            CommonOptions.Folder, CommonOptions.On, urls,
        };
        serve.SetAction((parsed, cancel) => ServeAsync(parsed, urls, clock, cancel));
        root.Subcommands.Add(serve);
        var known = Array.Exists(Verbs, v => v.Name == asked);
        foreach (var verb in Verbs)
            if (!known || verb.Name == asked) root.Subcommands.Add(verb.Build(clock));
        return root;
    }

    private static Task<int> ServeAsync(ParseResult parsed, Option<string?> urls, TimeProvider clock, CancellationToken cancel) =>
        ServeCommand.RunAsync(
            new ServeOptions(parsed.GetValue(CommonOptions.Folder), parsed.GetValue(urls), CommonOptions.DayOf(parsed)).WithSettings(),
            clock, Console.Out, Console.Error, cancel);

    private static Command Decide(TimeProvider clock)
    {
        var jsonl = new Option<bool>("--jsonl") { Description = "The only format: JSON lines in and out" };
        var decide = new Command("decide", """
            Decides closed cases, without language.

            Example:
              echo '{"id":"d1","tool":"deepseek","data":"personal"}' | policybot decide --jsonl
            """) { CommonOptions.Folder, CommonOptions.On, jsonl };
        decide.SetAction((parsed, _) => DecideAsync(parsed, clock));
        return decide;
    }

    private static async Task<int> DecideAsync(ParseResult parsed, TimeProvider clock)
    {
        if (Setup.Bot(parsed.GetValue(CommonOptions.Folder), Console.Error) is not { } bot) return 2;
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), true, 1 << 16);
        await using var output = Setup.Output();
        var day = CommonOptions.DayOf(parsed) ?? OrganisationTime.Today(bot.Knowledge.Set, clock);
        return await DecideCommand.RunAsync(bot.Knowledge, day, input, output);
    }

    private static Command Check(TimeProvider clock)
    {
        var folder = new Argument<string?>("folder") { Arity = ArgumentArity.ZeroOrOne, Description = "The knowledge folder" };
        var check = new Command("check", """
            Validates a knowledge folder and runs the policy's own cases.

            Example:
              policybot check my-policy
            """) { folder, CommonOptions.Folder, CommonOptions.On };
        check.SetAction(parsed =>
        {
            using var output = Setup.Output();
            var where = parsed.GetValue(folder) ?? parsed.GetValue(CommonOptions.Folder) ?? Setup.DefaultFolder;
            return CheckCommand.Run(where, CommonOptions.DayOf(parsed) ?? DateOnly.FromDateTime(clock.GetUtcNow().DateTime), output);
        });
        return check;
    }

    private static Command Eval()
    {
        var file = new Argument<string>("file") { Description = "The question set" };
        var quiet = new Option<bool>("--quiet") { Description = "Scores only, no failures" };
        var eval = new Command("eval", """
            Scores a question set: per key, per tag, per language, strictly.

            Example:
              policybot eval tests/eval/dev.yaml
            """) { file, CommonOptions.Folder, quiet };
        eval.SetAction(parsed =>
        {
            try
            {
                var set = QuestionSet.Read(parsed.GetValue(file)!);
                if (Setup.Bot(parsed.GetValue(CommonOptions.Folder) ?? set.Knowledge, Console.Error) is not { } bot) return 2;
                using var output = Setup.Output();
                return EvalCommand.Run(bot, set, parsed.GetValue(quiet), output);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or YamlException or UnauthorizedAccessException
                or InvalidCastException or KeyNotFoundException)
            {
                Console.Error.WriteLine($"`{parsed.GetValue(file)}` cannot be read as a question set: {e.Message}");
                return 2;
            }
        });
        return eval;
    }
}
