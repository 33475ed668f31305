using CsCheck;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Core.Tests.Questions;

public sealed class PhrasePatternTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_phrase_matches_what_the_regular_expression_of_its_meaning_matches(bool spaced)
    {
        var matched = 0;
        Gen.Select(Phrases.Any(spaced), Phrases.View(spaced)).Sample((phrase, view) =>
        {
            if (Phrases.Compiled(phrase, spaced) is not { } pattern) return;
            var meaning = Phrases.Meaning(phrase, spaced);
            foreach (var at in Phrases.Places(view, spaced))
            {
                var expected = meaning.Match(view, at) is { Success: true } match ? at + match.Length : -1;
                if (expected >= 0) Interlocked.Increment(ref matched);
                var found = pattern.Match(view, at);
                Assert.True(expected == found, $"`{phrase}` in `{view}` at {at}: {found}, not {expected}");
            }
        }, iter: 4_000);
        Assert.True(matched > 100, $"only {matched} matches were compared");
    }

    [Theory]
    [InlineData("(change|changes|cat|changed) it", " changes  it ", 13)]
    [InlineData("(change|changes|cat|changed)", " changed ", 9)]
    [InlineData("(ab|a|abc)(c|)", " abc ", 5)]
    [InlineData("(a|a b|) c", " a  b  c ", 9)]
    [InlineData("(who|whom) … (ask|asks)", " who  do  we  ask ", 18)]
    [InlineData("(who|whom) … (ask|asks)", " who  do . we  ask ", -1)]
    [InlineData("(a |be |cd |def |)x", " x ", 3)]
    [InlineData("(ask|be|can|do|(see|say)) it", " say  it ", 9)]
    [InlineData("(ask|be|can|do) it", " see  it ", -1)]
    [InlineData("we (ask|be|can|do|# do)", " we  7  do ", 11)]
    public void Alternatives_that_begin_alike_are_told_apart_further_on(string phrase, string view, int end) =>
        Assert.Equal(end, new PhrasePattern(phrase, spaced: true).Match(view, 0));

    [Theory]
    [InlineData("what (is")]
    [InlineData("what is)")]
    [InlineData("rule [1-4")]
    [InlineData("rule []")]
    [InlineData("(so |)* what")]
    public void A_phrase_that_is_not_in_the_notation_is_refused(string phrase) =>
        Assert.Throws<FormatException>(() => new PhrasePattern(phrase, spaced: true));

    [Fact]
    public void A_phrase_with_a_letter_that_no_text_has_is_refused_when_it_is_compiled() =>
        Assert.Throws<FormatException>(() => new PhrasePattern("what \uF8E3 is", spaced: true).Match(" what  is ", 0));
}
