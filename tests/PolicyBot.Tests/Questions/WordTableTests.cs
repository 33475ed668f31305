using CsCheck;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Tests.Questions;

public sealed class WordTableTests
{
    [Fact]
    public void It_holds_what_a_set_of_the_words_holds() =>
        Gen.Select(Words.Array[0, 60], Words.Array[0, 60]).Sample((words, asked) =>
        {
            var table = new WordTable(words);
            var set = new HashSet<string>(words.Where(w => w.Length > 0), StringComparer.Ordinal);
            return words.Concat(asked).All(w => table.Contains(w) == set.Contains(w));
        });

    [Fact]
    public void The_end_of_a_word_and_two_words_are_not_in_it()
    {
        var table = new WordTable("alpha\nbeta\n");

        Assert.True(table.Contains("alpha") && table.Contains("beta"));
        Assert.False(table.Contains("alph") || table.Contains("lpha") || table.Contains("betab") || table.Contains("") || table.Contains("eta"));
        Assert.True(WordTable.Empty.IsEmpty && !WordTable.Empty.Contains("a"));
    }

    private static Gen<string> Words => Gen.String[Gen.Char["ab가"], 0, 4];
}
