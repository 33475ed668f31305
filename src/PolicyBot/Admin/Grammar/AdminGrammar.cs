using System.Collections.Immutable;
using System.CommandLine;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Grammar;

/// <summary>What a text came to: a command; a help text; an error; or, with all three null, no command at all.</summary>
public sealed record CommandReading(AdminCommand? Command, string? Help = null, string? Error = null)
{
    public static CommandReading NoCommand { get; } = new((AdminCommand?)null);
}

/// <summary>One grammar for all doors, parsed by System.CommandLine. Pure; thread-safe.</summary>
public static class AdminGrammar
{
    public const int LongestLine = 20_000;

    private static readonly string[] Prefixes = ["/policybot", "@policybot", "policybot admin", "policybot"];

    private static readonly Dictionary<(string, string), Command> Commands = AdminVerbs.All.ToDictionary(v => (v.Noun, v.Verb), VerbParser.CommandOf);

    /// <summary>True where the text is meant as a command: behind the bot's name, its first word is a command's noun and its second one of
    /// that noun's verbs. Everything else is a question ("tools allowed for customer data?"), and so is command text inside one.</summary>
    public static bool IsCommand(string text)
    {
        var words = FirstTwo(text);
        return words.Length == 2 && AdminVerbs.Find(words[0], words[1]) is not null;
    }

    /// <summary>Reads a message of a conversation: <see cref="CommandReading.NoCommand"/> unless <see cref="IsCommand"/>.</summary>
    public static CommandReading ReadMessage(string text) => IsCommand(text) ? ReadLine(text) : CommandReading.NoCommand;

    /// <summary>Reads a line that can be nothing but a command: a slash command's text, the terminal's, a button's.</summary>
    public static CommandReading ReadLine(string text)
    {
        if (text.Length > LongestLine) return Error($"the command is too long: at most {LongestLine:N0} letters");
        return CommandWords.Split(WithoutPrefix(text)) is { } words ? ReadWords(words) : Error("a quotation mark is not closed");
    }

    /// <summary>Reads words that a shell has split.</summary>
    public static CommandReading ReadWords(ImmutableArray<string> words)
    {
        if (words.IsEmpty || words[0] is "help" or "--help" or "-h" or "-?") return new(null, CommandHelp.Of(words.Length > 1 ? words[1] : null, words.Length > 2 ? words[2] : null));
        var noun = words[0].ToLowerInvariant();
        if (!AdminVerbs.Nouns.Contains(noun)) return Error($"there is no command {Spelling.Quote(words[0])}{Hint(noun, AdminVerbs.Nouns)}; `help` lists all");
        if (words.Length == 1 || words[1] is "help" or "--help" or "-h" or "-?") return new(null, CommandHelp.Of(noun, null));
        var verb = words[1].ToLowerInvariant();
        if (AdminVerbs.Find(noun, verb) is not { } spec)
        {
            var verbs = AdminVerbs.Of(noun).Select(v => v.Verb).ToList();
            return Error($"`{noun}` has no {Spelling.Quote(words[1])}{Hint(verb, verbs)}; it has {string.Join(", ", verbs)}");
        }
        if (words.Skip(2).Any(w => w is "--help" or "-h" or "-?")) return new(null, CommandHelp.Of(noun, verb));
        return VerbParser.Read(spec, VerbParser.Parse(Commands[(noun, verb)], words.Skip(2)));
    }

    private static CommandReading Error(string message) => new(null, Error: message);

    private static string Hint(string typed, IEnumerable<string> valid) => Spelling.Closest(typed, valid) is { } meant ? $"; did you mean `{meant}`?" : "";

    private static string[] FirstTwo(string text)
    {
        var rest = WithoutPrefix(text.Length > 400 ? text[..400] : text);
        return [.. rest.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => w.ToLowerInvariant())];
    }

    private static string WithoutPrefix(string text)
    {
        var rest = text.Trim();
        foreach (var prefix in Prefixes)
            if (rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (rest.Length == prefix.Length || char.IsWhiteSpace(rest[prefix.Length]) || rest[prefix.Length] is ':' or ','))
                return rest[prefix.Length..].TrimStart(' ', ':', ',', '\n', '\t');
        return rest;
    }
}
