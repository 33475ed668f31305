using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>An edit that cannot be made; the message is for the person who asked for it.</summary>
public sealed class EditException(Remark said) : Exception(said.ToString())
{
    public Remark Said { get; } = said;
}

/// <summary>A value to write: what people type becomes <see cref="OfText"/> and can be nothing else, whatever it holds.</summary>
public sealed record YamlValue
{
    private const int MostLetters = 4_000;

    /// <summary>The value in YAML, in one line, valid in flow and in block style.</summary>
    public string Yaml { get; }

    private YamlValue(string yaml) => Yaml = yaml;

    /// <summary>A value as <see cref="Yaml"/> gave it before; for drafts as they are stored.</summary>
    internal static YamlValue Stored(string yaml) => new(yaml);

    /// <summary>White space, line breaks among it, becomes single spaces. Plain where that is safe, else in double quotes.</summary>
    /// <exception cref="EditException">The text is empty, longer than 4,000
    /// letters, or holds control characters or half a letter.</exception>
    public static YamlValue OfText(string text)
    {
        if (text.Length > MostLetters)
            throw new EditException($"the text {Spelling.Quote(text)} is too long: at most {MostLetters:N0} letters");
        var clean = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (clean.Length == 0) throw new EditException("an empty text cannot be written");
        foreach (var rune in clean.EnumerateRunes())
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                throw new EditException($"the text {Spelling.Quote(clean)} holds a control character or half a letter");
        return new(IsPlain(clean) ? clean : Quoted(clean));
    }

    public static YamlValue OfNumber(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    public static YamlValue OfDay(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static YamlValue True { get; } = new("true");

    public static YamlValue OfList(IEnumerable<string> texts) => new($"[{string.Join(", ", texts.Select(t => OfText(t).Yaml))}]");

    public static YamlValue OfItems(IEnumerable<YamlValue> values) => new($"[{string.Join(", ", values.Select(v => v.Yaml))}]");

    /// <summary>Keys are the program's own words.</summary>
    public static YamlValue OfMap(IEnumerable<(string Key, YamlValue Value)> entries) =>
        new($"{{{string.Join(", ", entries.Select(e => $"{e.Key}: {e.Value.Yaml}"))}}}");

    /// <summary>One text, or one by language where there are several.</summary>
    public static YamlValue OfTexts(ImmutableArray<(string Language, string Text)> texts) =>
        texts is [("", var only)] ? OfText(only) : OfMap(texts.Select(t => (t.Language, OfText(t.Text))));

    /// <summary>Words of letters, digits, spaces and hyphens that YAML reads as nothing but text, and days and months.</summary>
    private static bool IsPlain(string text) =>
        text.Length is 7 or 10 && PartialDate.TryParse(text, out _) || char.IsLetter(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or >= '\uAC00' and <= '\uD7A3')
        && text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned)
                quoted.Append(rune.Value > 0xFFFF ? $"\\U{rune.Value:X8}" : $"\\u{rune.Value:X4}");
            else quoted.Append(rune.ToString());
        }
        return quoted.Append('"').ToString();
    }
}
