using System.CommandLine;
using System.CommandLine.Invocation;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Commands;

/// <summary>The options that several verbs have.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> Folder =
        new("--knowledge", "-k") { Description = "A knowledge folder (default: ./knowledge, else the one shipped with the program)" };
    public static readonly Option<string?> On = new("--on")
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

    /// <summary>The command line without verbs: its options alone.</summary>
    public static RootCommand Root() => new("""
        PolicyBot answers whether an AI tool may be used, by your organisation's own rules.

        Without a verb it serves the local page. Examples:
          policybot
          policybot ask "Can I use DeepSeek for customer data?"
          policybot ask --as engineering --json "Can I use GitHub Copilot Business on our code?"
          policybot ask --jsonl --knowledge my-policy < questions.jsonl > answers.jsonl
          policybot check my-policy

        Exit codes: 0 done; 1 a check, case or question failed; 2 the input could not be read.
        """) { Folder, On };

    /// <summary>Carries it out. The exit code; 2 where the line itself cannot be read.</summary>
    public static int Run(ParseResult parsed) => parsed.Invoke() is var code && parsed.Action is ParseErrorAction ? 2 : code;

    public static DateOnly? DayOf(ParseResult parsed) => DayOf(parsed.GetValue(On));

    private static DateOnly? DayOf(string? text) => IsoDay.TryParse(text, out var day) ? day : null;
}
