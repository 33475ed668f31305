using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PolicyBot.Log;

namespace PolicyBot.Commands;

/// <summary>Options that several verbs on the log share.</summary>
internal static class LogVerbOptions
{
    public static readonly Option<string> Reason =
        NotBlank(new Option<string>("--reason") { Description = "Why, or a case number: it is logged", Required = true });
    public static readonly Option<string?> Person = NotBlank(new Option<string?>("--person") { Description = "The channel's id of a person" });
    public static readonly Option<string?> ByConversation =
        NotBlank(new Option<string?>("--conversation") { Description = "A conversation, as `log show` names it" });
    public static readonly Option<string?> Tool = NotBlank(new Option<string?>("--tool") { Description = "A tool's id" });
    public static readonly Option<DateTimeOffset?> From =
        new("--from") { Description = "yyyy-MM-dd, UTC, included", CustomParser = r => Day(r, "--from") };
    public static readonly Option<DateTimeOffset?> To =
        new("--to") { Description = "yyyy-MM-dd, UTC, not included", CustomParser = r => Day(r, "--to") };

    public static LogFilter FilterOf(ParseResult parsed) =>
        new(parsed.GetValue(Person), parsed.GetValue(ByConversation), parsed.GetValue(Tool), parsed.GetValue(From), parsed.GetValue(To));

    /// <summary>An empty value is refused: it would be looked for, and found nowhere.</summary>
    public static Option<T> NotBlank<T>(Option<T> option)
    {
        option.Validators.Add(result => RefuseBlank(result, option.Name));
        return option;
    }

    /// <summary>As above.</summary>
    public static Argument<T> NotBlank<T>(Argument<T> argument)
    {
        argument.Validators.Add(result => RefuseBlank(result, argument.Name));
        return argument;
    }

    private static void RefuseBlank(SymbolResult result, string name)
    {
        if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value))) result.AddError($"{name}: nothing stands there");
    }

    /// <summary>A period that ends before it begins is refused.</summary>
    public static Command WithPeriod(Command verb)
    {
        verb.Validators.Add(result =>
        {
            if (Given(result, From) is { } from && Given(result, To) is { } to && from >= to)
                result.AddError("--from is not before --to, which is not included");
        });
        return verb;
    }

    private static DateTimeOffset? Given(CommandResult verb, Option option) =>
        verb.GetResult(option) is { Tokens: [var day] } && TryDay(day.Value, out var read) ? read : null;

    private static bool TryDay(string text, out DateTimeOffset day) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day);

    private static DateTimeOffset? Day(ArgumentResult result, string option)
    {
        if (TryDay(result.Tokens[0].Value, out var day)) return day;
        result.AddError($"{option}: `{result.Tokens[0].Value}` is not a date: write yyyy-MM-dd");
        return null;
    }
}
