using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Tests.Questions;

/// <summary>Phrases and texts of few letters, so that much matches, and what a phrase means as a regular expression.</summary>
internal static class Phrases
{
    private static readonly string[] Words = ["a", "b", "ab", "abc", "ba", "c", "da", "1", "<tool>", "[ab]", "#", "a#"];
    private static readonly string[] Said =
        ["a", "b", "ab", "abc", "ba", "c", "da", "1", "12", "a1", PhrasePattern.Tool.ToString(), PhrasePattern.Data.ToString()];

    /// <summary>In the notation, most of them compiling.</summary>
    public static Gen<string> Any(bool spaced) => Gen.Select(Sequence(spaced, 2), Gen.Bool, Gen.Int[0, 3], (phrase, gap, end) =>
        (spaced && gap && phrase.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? phrase.Insert(at, " …") : phrase)
        + (end == 0 ? "¶" : ""));

    /// <summary>As a <see cref="TextView"/> has it.</summary>
    public static Gen<string> View(bool spaced) => Gen.Select(Gen.Int[0, Said.Length - 1], Gen.Int[0, 6]).Array[0, 9].Select(words =>
        string.Concat(words.Select(w => (spaced ? $" {Said[w.Item1]} " : Said[w.Item1]) + (w.Item2 == 0 ? "." : ""))));

    public static PhrasePattern? Compiled(string phrase, bool spaced)
    {
        try
        {
            return new(phrase, spaced);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Where phrases are compared: everywhere, or where words begin.</summary>
    public static IEnumerable<int> Places(string view, bool spaced) =>
        Enumerable.Range(0, view.Length).Where(at => !spaced || view[at] == ' ' && (at == 0 || view[at - 1] is ' ' or '.'));

    public static Regex Meaning(string phrase, bool spaced)
    {
        var text = phrase.TrimEnd('¶').Replace("<tool>", PhrasePattern.Tool.ToString(), StringComparison.Ordinal);
        if (!spaced) text = text.Replace(" ", "", StringComparison.Ordinal);
        var meaning = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            switch (text[i])
            {
                case ' ' when i + 1 < text.Length && text[i + 1] == '…':
                    meaning.Append("(?:  (?:[^ .]+  ){0,9}?)");
                    i += i + 2 < text.Length && text[i + 2] == ' ' ? 2 : 1;
                    break;
                case ' ':
                    meaning.Append("(?:  )");
                    break;
                case '…':
                    meaning.Append("(?:[^.]{0,24}?)");
                    break;
                case '#':
                    meaning.Append("(?:[0-9]+)");
                    break;
                case '(':
                    meaning.Append("(?:");
                    break;
                default:
                    meaning.Append(text[i]);
                    break;
            }
        var border = spaced ? " " : "";
        return new($@"\G{border}(?:{meaning}){border}{(phrase.EndsWith('¶') ? @"\z" : "")}", RegexOptions.CultureInvariant);
    }

    private static Gen<string> Sequence(bool spaced, int depth) => Item(spaced, depth).Array[1, 3].Select(items => string.Join(' ', items));

    private static Gen<string> Item(bool spaced, int depth)
    {
        var word = Gen.Int[0, Words.Length - 1].Select(i => Words[i]);
        if (depth == 0) return word;
        var gap = Gen.Int[0, 9].Select(i => i == 0 ? "…" : "");
        var choice = Gen.Select(Sequence(spaced, depth - 1).Array[1, 6], Gen.Int[0, 8], gap, (alternatives, form, before) => form switch
        {
            0 => $"({string.Join('|', alternatives)})?",
            1 => $"({string.Join(" |", alternatives)} )*a",
            2 => $"({string.Join(" |", alternatives)} )?b",
            3 => $"({string.Join('|', alternatives)}|)ab",
            4 => $"({string.Join('|', alternatives)}) ?{alternatives[0]}",
            5 => $"a( {alternatives[0]})?b",
            _ => $"{(spaced ? "" : before)}({string.Join('|', alternatives)})",
        });
        return Gen.OneOf(word, choice, choice);
    }
}
