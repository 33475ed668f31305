using System.Collections.Frozen;
using System.Collections.Immutable;
using System.CommandLine;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Grammar;

/// <summary>What a text came to: a command; a help text; an error; or, with all three null, no command at all.</summary>
public sealed record CommandReading(AdminCommand? Command, Remark? Help = null, Remark? Error = null)
{
    public static CommandReading NoCommand { get; } = new((AdminCommand?)null);
}

/// <summary>One grammar for all doors, parsed by System.CommandLine. Pure; thread-safe.</summary>
public static class AdminGrammar
{
    public const int LongestLine = 20_000;

    /// <summary>What addresses the bot, and what names its commands besides.</summary>
    private static readonly string[] Addressed = ["/policybot", "@policybot", "policybot"], Prefixes = [.. Addressed, "admin"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Beginnings =
        ((string[])[.. AdminVerbs.Nouns, "admin", "help"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly Dictionary<(string, string), Command> Commands =
        AdminVerbs.All.ToDictionary(v => (v.Noun, v.Verb), VerbParser.CommandOf);

    /// <summary>True where the text is meant as a command: behind the bot's name, its first word is a command's noun and its second one of
    /// that noun's verbs; or it is no more than a call for help on commands (`help rule`, `admin help`). Everything else is a question
    /// ("tools allowed for customer data?"), and so is command text inside one.</summary>
    public static bool IsCommand(string text) => MayBeCommand(text) && FirstWords(text) switch
    {
        ["admin", var noun, var verb, ..] when AdminVerbs.Find(noun, verb) is not null => true,
        [var noun, var verb, ..] when AdminVerbs.Find(noun, verb) is not null => true,
        ["help", var noun] => AdminVerbs.Nouns.Contains(noun),
        ["help", var noun, var verb] => AdminVerbs.Find(noun, verb) is not null,
        [var noun, "help" or "--help"] => noun == "admin" || AdminVerbs.Nouns.Contains(noun),
        _ => false,
    };

    /// <summary>Reads a message of a conversation: <see cref="CommandReading.NoCommand"/> unless <see cref="IsCommand"/>.</summary>
    public static CommandReading ReadMessage(string text) => IsCommand(text) ? ReadLine(text) : CommandReading.NoCommand;

    /// <summary>Reads a line that can be nothing but a command: a slash command's text, the terminal's, a button's.</summary>
    public static CommandReading ReadLine(string text)
    {
        if (text.Length > LongestLine) return Error($"the command is too long: at most {LongestLine:N0} letters");
        return CommandWords.Split(WithoutPrefix(text, Prefixes)) is { } words ? ReadWords(words) : Error("a quotation mark is not closed");
    }

    /// <summary>Reads words that a shell has split.</summary>
    public static CommandReading ReadWords(ImmutableArray<string> words)
    {
        if (words.IsEmpty || words[0] is "help" or "--help" or "-h" or "-?")
            return new(null, CommandHelp.Of(words.Length > 1 ? words[1] : null, words.Length > 2 ? words[2] : null));
        var noun = words[0].ToLowerInvariant();
        if (!AdminVerbs.Nouns.Contains(noun))
            return Error($"there is no command {Spelling.Quote(words[0])}{Spelling.Hint(noun, AdminVerbs.Nouns)}; `help` lists all");
        if (words.Length == 1 || words[1] is "help" or "--help" or "-h" or "-?") return new(null, CommandHelp.Of(noun, null));
        var verb = words[1].ToLowerInvariant();
        if (AdminVerbs.Find(noun, verb) is not { } spec)
        {
            var verbs = AdminVerbs.Of(noun).Select(v => v.Verb).ToList();
            return Error($"`{noun}` has no {Spelling.Quote(words[1])}{Spelling.Hint(verb, verbs)}; it has {string.Join(", ", verbs)}");
        }
        if (words.Skip(2).Any(w => w is "--help" or "-h" or "-?")) return new(null, CommandHelp.Of(noun, verb));
        return VerbParser.Read(spec, VerbParser.Parse(Commands[(noun, verb)], words.Skip(2)));
    }

    private static CommandReading Error(Remark message) => new(null, Error: message);

    /// <summary>False for most texts, by their first word.</summary>
    private static bool MayBeCommand(string text)
    {
        var rest = WithoutPrefix(text, Addressed).AsSpan();
        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end])) end++;
        return Beginnings.Contains(rest[..end]);
    }

    /// <summary>Four at most, which is one more than a call for help has.</summary>
    private static string[] FirstWords(string text)
    {
        var rest = WithoutPrefix(text.Length > 400 ? text[..400] : text, Addressed);
        return [.. rest.Split((char[]?)null, 5, StringSplitOptions.RemoveEmptyEntries).Take(4).Select(w => w.ToLowerInvariant())];
    }

    /// <summary>Without those of the words, in that order, that it begins with.</summary>
    private static string WithoutPrefix(string text, string[] prefixes)
    {
        var rest = text.Trim();
        foreach (var prefix in prefixes)
            if (rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && (rest.Length == prefix.Length || char.IsWhiteSpace(rest[prefix.Length]) || rest[prefix.Length] is ':' or ','))
                rest = rest[prefix.Length..].TrimStart(' ', ':', ',', '\n', '\t');
        return rest;
    }
}
