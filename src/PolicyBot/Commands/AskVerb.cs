using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Commands;

/// <summary>`ask`, as it is called.</summary>
internal static class AskVerb
{
    public static Command Of(TimeProvider clock)
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
            """) { question, CommonOptions.Folder, groups, CommonOptions.On, language, json, jsonl };
        ask.SetAction(parsed =>
        {
            var many = parsed.GetValue(jsonl);
            if (parsed.GetValue(question) is null && !many)
            {
                Console.Error.WriteLine(
                    "what is the question? Write it in quotation marks, or give --jsonl and questions on standard input.");
                return 2;
            }
            if (Setup.Bot(parsed.GetValue(CommonOptions.Folder), Console.Error) is not { } bot) return 2;
            var day = CommonOptions.DayOf(parsed) ?? OrganisationTime.Today(bot.Knowledge.Set, clock);
            using var output = Setup.Output();
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
}
