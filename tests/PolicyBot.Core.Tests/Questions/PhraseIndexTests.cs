using CsCheck;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Core.Tests.Questions;

public sealed class PhraseIndexTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_index_finds_what_trying_every_phrase_at_every_place_finds(bool spaced)
    {
        var found = 0;
        Gen.Select(Phrases.Any(spaced).Array[1, 5].Array[1, 4], Phrases.View(spaced).Array[1, 3]).Sample((owners, views) =>
        {
            var compiling = owners.Select(o => o.Where(p => Phrases.Compiled(p, spaced) is not null).ToArray()).ToArray();
            var index = new PhraseIndex(compiling, spaced);
            // Asked again: what texts must hold is looked at only in phrases that are often tried.
            foreach (var view in Enumerable.Repeat(views, 6).SelectMany(v => v))
            {
                var expected = Tried(compiling, view, spaced);
                Interlocked.Add(ref found, expected.Count);
                Assert.Equal(expected, index.In(view));
                var only = compiling.Select((_, i) => i % 2 == 0).ToArray();
                Assert.Equal(expected.Where(m => only[m.Owner]), index.In(view, only));
            }
        }, iter: 1_000);
        Assert.True(found > 100, $"only {found} matches were compared");
    }

    [Theory]
    [InlineData("show me the (black|white|deny|block) ?list", " show  me  the  denylist ")]
    [InlineData("(adjust|tune) the set ?points?", " tune  the  setpoint ")]
    [InlineData("state ?owned (company|companies)", " stateowned  companies ")]
    public void A_space_that_may_be_left_out_is_left_out_however_often_it_is_asked(string phrase, string view)
    {
        var index = new PhraseIndex([[phrase]], spaced: true);
        for (var asked = 0; asked < 12; asked++) Assert.Single(index.In(view));
    }

    private static List<PhraseMatch> Tried(string[][] owners, string view, bool spaced)
    {
        var matches = new List<PhraseMatch>();
        var meanings = owners.Select(o => o.Select(phrase => Phrases.Meaning(phrase, spaced)).ToArray()).ToArray();
        for (var owner = 0; owner < owners.Length; owner++)
            foreach (var at in Phrases.Places(view, spaced))
                foreach (var meaning in meanings[owner])
                {
                    if (meaning.Match(view, at) is not { Success: true } match) continue;
                    if (matches.Count == 0 || matches[^1].Owner != owner || matches[^1].End <= at)
                        matches.Add(new(owner, at, at + match.Length));
                }
        return matches;
    }
}
