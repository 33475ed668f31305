using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Turns;

namespace PolicyBot.Admin.Grammar;

/// <summary>A <see cref="VerbSpec"/> as a command of System.CommandLine, and what a parse of it says, in our words.</summary>
internal static class VerbParser
{
    /// <summary>Stands before what is parsed: a first word in brackets would be a directive of System.CommandLine, and be lost.</summary>
    private const string First = "--words";

    public static ParseResult Parse(Command command, IEnumerable<string> words) => command.Parse([First, .. words], AsTyped);

    private static readonly ParserConfiguration AsTyped = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static Command CommandOf(VerbSpec spec)
    {
        var command = new Command(spec.Verb, spec.Says) { TreatUnmatchedTokensAsErrors = true };
        command.Options.Add(new Option<bool>(First) { Hidden = true, Arity = ArgumentArity.Zero });
        foreach (var argument in spec.Arguments)
            command.Arguments.Add(new Argument<string>(argument.Name) { Arity = ArgumentArity.ZeroOrOne, Description = argument.Says });
        foreach (var option in spec.Options)
            command.Options.Add(option.Kind == ValueKind.Flag ? new Option<bool>("--" + option.Name) { Description = option.Says }
                : new Option<string[]>("--" + option.Name)
                {
                    Arity = ArgumentArity.OneOrMore,
                    AllowMultipleArgumentsPerToken = false,
                    Description = option.Says
                });
        return command;
    }

    public static CommandReading Read(VerbSpec spec, ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var stray, ..]) return Wrong(spec, Stray(spec, stray));
        var values = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var kinds = ImmutableArray.CreateBuilder<string>();
        foreach (var argument in spec.Arguments)
        {
            var given = parsed.GetResult(parsed.CommandResult.Command.Arguments.Single(a => a.Name == argument.Name))?.Tokens.Select(t =>
                t.Value).ToImmutableArray() ?? [];
            if (given.IsEmpty) return Wrong(spec, $"`{spec.Noun} {spec.Verb}` needs <{argument.Name}>: {(Remark)argument.Says}");
            if (given.FirstOrDefault(v => v.StartsWith('-')) is { } dash) return Wrong(spec, Stray(spec, dash));
            if (Mistake(argument, given, argument.Name) is { } mistake) return Wrong(spec, mistake);
            values[argument.Name] = given;
        }
        foreach (var option in spec.Options)
        {
            if (parsed.GetResult(parsed.CommandResult.Command.Options.Single(o =>
                o.Name == "--" + option.Name)) is not { Implicit: false } result)
            {
                if (option.Required) return Wrong(spec, $"`{spec.Noun} {spec.Verb}` needs --{option.Name}: {(Remark)option.Says}");
                continue;
            }
            var given = option.Kind == ValueKind.Flag ? ["true"] : result.Tokens.Select(t => t.Value).ToImmutableArray();
            if (Mistake(option, given, "--" + option.Name) is { } mistake) return Wrong(spec, mistake);
            values[option.Name] = option.Kind == ValueKind.Words ? [.. given.Select(Masked)] : given;
        }
        if (parsed.Errors is [var error, ..]) return Wrong(spec, Plain(error.Message));
        return new(new AdminCommand(spec.Noun, spec.Verb, values.ToImmutable()) { Masked = kinds.ToImmutable() });

        string Masked(string words)
        {
            var masked = Masking.Mask(words);
            kinds.AddRange(masked.Kinds);
            return masked.Text;
        }
    }

    private static Remark? Mistake(ValueSpec spec, ImmutableArray<string> given, string shown)
    {
        if (given.IsEmpty) return NoValue(shown, spec.Says);
        if (!spec.Many && given.Length > 1) return $"`{shown}` is given twice";
        foreach (var value in given)
        {
            if (string.IsNullOrWhiteSpace(value)) return $"`{shown}` is empty";
            if (!spec.Choices.IsEmpty && !spec.Choices.Contains(value))
                return $"{Spelling.Quote(value)} is no `{spec.Name}`{Spelling.Hint(value, spec.Choices)}; it is one of {string.Join(", ", spec.Choices)}";
            if (spec.Kind is ValueKind.Day or ValueKind.DayOrNone && !(spec.Kind == ValueKind.DayOrNone && value == "none")
                && !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                return $"{Spelling.Quote(value)} is no day: write `{shown}` as yyyy-MM-dd{(spec.Kind == ValueKind.DayOrNone ? (Remark)", or none" : "")}";
            if (spec.Kind == ValueKind.Number && !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return $"{Spelling.Quote(value)} is no whole number, as `{shown}` is";
        }
        return null;
    }

    private static Remark Stray(VerbSpec spec, string word)
    {
        if (!word.StartsWith('-')) return $"{Spelling.Quote(word)} is one word too many; texts of several words stand in \"quotes\"";
        var typed = word.Split('=')[0];
        return $"`{spec.Noun} {spec.Verb}` has no {Spelling.Quote(typed)}{Spelling.Hint(typed, spec.Options.Select(o => "--" + o.Name))}";
    }

    private static CommandReading Wrong(VerbSpec spec, Remark message) => new(null, Error: $"{message}\nfor example: {spec.Examples[0]}");

    private static Remark NoValue(string shown, Remark says) => $"`{shown}` has no value: {says}";

    private static string Plain(string message)
    {
        var text = message.Replace('\'', '`').TrimEnd('.');
        return text.Length == 0 ? "the command cannot be read" : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
