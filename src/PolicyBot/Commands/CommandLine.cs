using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using YamlDotNet.Core;

namespace PolicyBot.Commands;

/// <summary>The verbs. Exit codes: 0 done; 1 the answer is "no" (a case or question failed, errors in the knowledge); 2 the input could not
/// be read or a line of it was malformed.</summary>
public static class CommandLine
{
    private static readonly Option<string?> Folder =
        new("--knowledge", "-k") { Description = "A knowledge folder (default: ./knowledge, else the one shipped with the program)" };
    private static readonly Option<string?> On = new("--on")
    {
        Description = "The day that the answer is for, yyyy-MM-dd (default: today where the organisation is)",
        Validators =
        {
            result =>
            {
                if (result.Tokens is [var token] && DayOf(token.Value) is null)
                    result.AddError($"`{token.Value}` is not a date: write yyyy-MM-dd");
            },
        },
    };

    private static readonly Verb[] Verbs =
    [
        new("ask", Ask), new("decide", Decide), new("check", Check), new("eval", _ => Eval()), new("import", StorageCommands.Import),
        new("export", StorageCommands.Export), new("revisions", StorageCommands.RevisionsVerbs), new("turns", StorageCommands.Turns),
        new("db", StorageCommands.Db), new("log", LogCommands.All), new("admin", AdminVerb.Of), new("review-link", ReviewLinkVerb.Of),
    ];

    private sealed record Verb(string Name, Func<TimeProvider, Command> Build);

    /// <summary>The verbs; where <paramref name="asked"/> is one, it and `serve` alone, since a process runs one.</summary>
    public static RootCommand Build(TimeProvider clock, string? asked = null)
    {
        var root = new RootCommand("""
            PolicyBot answers whether an AI tool may be used, by your organisation's own rules.

            Without a verb it serves the local page. Examples:
              policybot
              policybot ask "Can I use DeepSeek for customer data?"
              policybot ask --as engineering --json "Can I use GitHub Copilot Business on our code?"
              policybot ask --jsonl --knowledge my-policy < questions.jsonl > answers.jsonl
              policybot check my-policy

            Exit codes: 0 done; 1 a check, case or question failed; 2 the input could not be read.
            """);
        var urls = new Option<string?>("--urls")
        {
            Description =
            "Where to listen, loopback only unless Api:Tokens is set (default: http://127.0.0.1:5080)"
        };
        foreach (var option in (Option[])[Folder, On, urls]) root.Options.Add(option);
        root.SetAction((parsed, cancel) => ServeAsync(parsed, urls, clock, cancel));
        var serve = new Command("serve", "Serves the local page and the JSON endpoint (the default verb)") { Folder, On, urls };
        serve.SetAction((parsed, cancel) => ServeAsync(parsed, urls, clock, cancel));
        root.Subcommands.Add(serve);
        var known = Array.Exists(Verbs, v => v.Name == asked);
        foreach (var verb in Verbs)
            if (!known || verb.Name == asked) root.Subcommands.Add(verb.Build(clock));
        return root;
    }

    private static DateOnly? DayOf(string? text) =>
        IsoDay.TryParse(text, out var day) ? day : null;

    private static DateOnly? DayOf(ParseResult parsed) => DayOf(parsed.GetValue(On));

    private static Task<int> ServeAsync(ParseResult parsed, Option<string?> urls, TimeProvider clock, CancellationToken cancel) =>
        ServeCommand.RunAsync(new ServeOptions(parsed.GetValue(Folder), parsed.GetValue(urls), DayOf(parsed)).WithSettings(), clock,
            Console.Out, Console.Error, cancel);

    private static Command Ask(TimeProvider clock)
    {
        var question = new Argument<string?>("question")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "The question, in quotation marks"
        };
        var groups = new Option<string[]>("--as")
        {
            Description = "A group that the asker belongs to (repeatable)",
            DefaultValueFactory = _ => []
        };
        var language = new Option<string?>("--language") { Description = "en or ko (default: that of the question)" };
        language.AcceptOnlyFromAmong("en", "ko");
        var json = new Option<bool>("--json") { Description = "Prints one JSON object" };
        var jsonl = new Option<bool>("--jsonl")
        {
            Description =
            "Reads questions as JSON lines from standard input, writes answers as JSON lines"
        };
        var ask = new Command("ask", """
            Asks a question, or many.

            Examples:
              policybot ask "딥시크 써도 되나요?"
              policybot ask --as legal --on 2026-03-01 "Can I put a contract into ChatGPT Enterprise?"
              echo '{"id":"q1","question":"copilot?"}' | policybot ask --jsonl
            """) { question, Folder, groups, On, language, json, jsonl };
        ask.SetAction(parsed =>
        {
            var many = parsed.GetValue(jsonl);
            if (parsed.GetValue(question) is null && !many)
            {
                Console.Error.WriteLine(
                    "what is the question? Write it in quotation marks, or give --jsonl and questions on standard input.");
                return 2;
            }
            if (Setup.Bot(parsed.GetValue(Folder), Console.Error) is not { } bot) return 2;
            var day = DayOf(parsed) ?? OrganisationTime.Today(bot.Knowledge.Set, clock);
            using var output = Output();
            if (many)
            {
                using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), true, 1 << 16);
                return AskCommand.ManyAsync(bot, day, parsed.GetValue(language), input, output).GetAwaiter().GetResult();
            }
            var member = parsed.GetValue(groups)!.Where(g => g != Group.Everyone).Distinct().ToImmutableArray();
            if (member.FirstOrDefault(g => !bot.Knowledge.Groups.ContainsKey(g)) is { } unknown)
            {
                Console.Error.WriteLine(AskInput.UnknownGroup(unknown, bot.Knowledge));
                return 2;
            }
            return AskCommand.One(bot, parsed.GetValue(question)!, member, day, parsed.GetValue(language), parsed.GetValue(json), output);
        });
        return ask;
    }

    private static Command Decide(TimeProvider clock)
    {
        var jsonl = new Option<bool>("--jsonl") { Description = "The only format: JSON lines in and out" };
        var decide = new Command("decide", """
            Decides closed cases, without language.

            Example:
              echo '{"id":"d1","tool":"deepseek","data":"personal"}' | policybot decide --jsonl
            """) { Folder, On, jsonl };
        decide.SetAction((parsed, _) => DecideAsync(parsed, clock));
        return decide;
    }

    private static async Task<int> DecideAsync(ParseResult parsed, TimeProvider clock)
    {
        if (Setup.Bot(parsed.GetValue(Folder), Console.Error) is not { } bot) return 2;
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false), true, 1 << 16);
        await using var output = Output();
        var day = DayOf(parsed) ?? OrganisationTime.Today(bot.Knowledge.Set, clock);
        return await DecideCommand.RunAsync(bot.Knowledge, day, input, output);
    }

    private static Command Check(TimeProvider clock)
    {
        var folder = new Argument<string?>("folder") { Arity = ArgumentArity.ZeroOrOne, Description = "The knowledge folder" };
        var check = new Command("check", """
            Validates a knowledge folder and runs the policy's own cases.

            Example:
              policybot check my-policy
            """) { folder, Folder, On };
        check.SetAction(parsed =>
        {
            using var output = Output();
            var where = parsed.GetValue(folder) ?? parsed.GetValue(Folder) ?? Setup.DefaultFolder;
            return CheckCommand.Run(where, DayOf(parsed) ?? DateOnly.FromDateTime(clock.GetUtcNow().DateTime), output);
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
            """) { file, Folder, quiet };
        eval.SetAction(parsed =>
        {
            try
            {
                var set = QuestionSet.Read(parsed.GetValue(file)!);
                if (Setup.Bot(parsed.GetValue(Folder) ?? set.Knowledge, Console.Error) is not { } bot) return 2;
                using var output = Output();
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

    private static StreamWriter Output() => new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 14);
}
