using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PolicyBot.Log;

namespace PolicyBot.Commands;

/// <summary>Options that several verbs on the log share.</summary>
internal static class LogVerbOptions
{
    public static readonly Option<string> Reason =
        new("--reason") { Description = "Why, or a case number: it is logged", Required = true };
    public static readonly Option<string?> Person = new("--person") { Description = "The channel's id of a person" };
    public static readonly Option<string?> ByConversation = new("--conversation") { Description = "A conversation, as `log show` names it" };
    public static readonly Option<string?> Tool = new("--tool") { Description = "A tool's id" };
    public static readonly Option<DateTimeOffset?> From =
        new("--from") { Description = "yyyy-MM-dd, UTC, included", CustomParser = r => Day(r, "--from") };
    public static readonly Option<DateTimeOffset?> To =
        new("--to") { Description = "yyyy-MM-dd, UTC, not included", CustomParser = r => Day(r, "--to") };

    public static LogFilter FilterOf(ParseResult parsed) =>
        new(parsed.GetValue(Person), parsed.GetValue(ByConversation), parsed.GetValue(Tool), parsed.GetValue(From), parsed.GetValue(To));

    private static DateTimeOffset? Day(ArgumentResult result, string option)
    {
        if (DateTimeOffset.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var day)) return day;
        result.AddError($"{option}: `{result.Tokens[0].Value}` is not a date: write yyyy-MM-dd");
        return null;
    }
}
