using CsCheck;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Core.Tests.Questions;

public sealed class PhraseLeadsTests
{
    private static readonly string[] Bits =
        ["a", "b", "가", " ", " ", "(", ")", "|", "?", "*", "+", "#", "…", "[ab]", "ab", "ab cd", "(ab|c)", "(a b|c) ", "¶"];

    private static readonly Gen<string> Phrase = Gen.Int[0, Bits.Length - 1].Select(i => Bits[i]).Array[1, 9].Select(bits => string.Concat(bits));

    [Fact]
    public void A_match_begins_with_one_of_its_phrases_leads() =>
        Gen.Select(Phrase, Gen.Bool, Gen.String[Gen.Char["aabbcd가 1"], 0, 8]).Sample((phrase, spaced, text) =>
        {
            if (Pattern(phrase, spaced) is not { Leads: { } leads } pattern) return true;
            var view = spaced ? " " + string.Join("  ", text.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " " : text.Replace(" ", "", StringComparison.Ordinal);
            if (pattern.Match(view, 0) < 0) return true;
            return spaced ? view.IndexOf(' ', 1) is > 0 and var end && leads.Contains(view[1..end])
                : leads.Any(l => view.StartsWith(l, StringComparison.Ordinal));
        }, iter: 200_000);

    [Fact]
    public void A_phrase_that_is_refused_is_refused_when_it_is_made() =>
        Gen.Select(Phrase, Gen.Bool).Sample((phrase, spaced) =>
        {
            // Compiled as a whole only here: it throws where the beginning alone did not show the mistake.
            Pattern(phrase, spaced)?.Match(" a  b ", 0);
        }, iter: 100_000);

    private static PhrasePattern? Pattern(string phrase, bool spaced)
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
}
