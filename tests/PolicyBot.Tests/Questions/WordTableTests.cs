using System.Text;
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

    /// <summary>Before and after it has been asked often enough to look where words begin.</summary>
    [Fact]
    public void It_holds_the_words_in_order_too_however_often_it_is_asked() =>
        Gen.Select(Sorted.Array[0, 60], Words.Array[0, 20]).Sample((words, asked) =>
        {
            string[] inOrder = [.. words.Distinct().Order(StringComparer.Ordinal)];
            var table = new WordTable("", Encoding.ASCII.GetBytes(string.Concat(inOrder.Select(w => w + "\n"))));
            var set = new HashSet<string>(inOrder, StringComparer.Ordinal);
            return Enumerable.Repeat(words.Concat(asked).Append("zzzzz").Append("a"), 70).SelectMany(w => w)
                .All(w => table.Contains(w) == set.Contains(w));
        });

    [Fact]
    public void The_end_of_a_word_and_two_words_are_not_in_it()
    {
        var table = new WordTable("alpha\nbeta\n");

        Assert.True(table.Contains("alpha") && table.Contains("beta"));
        Assert.False(table.Contains("alph") || table.Contains("lpha") || table.Contains("betab") || table.Contains("") || table.Contains("eta"));
        Assert.True(WordTable.Empty.IsEmpty && !WordTable.Empty.Contains("a"));
    }

    private static Gen<string> Sorted => Gen.String[Gen.Char["abmz"], 1, 4];

    private static Gen<string> Words => Gen.String[Gen.Char["ab가"], 0, 4];
}
