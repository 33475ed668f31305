using PolicyBot.Core.Knowledge;
using Xunit;

namespace PolicyBot.Core.Tests.Knowledge;

public sealed class ClosestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("deepsek", "deepseek", 1)]
    [InlineData("chatgtp", "chatgpt", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Swapped_neighbours_count_once(string a, string b, int distance)
    {
        Assert.Equal(distance, ClosestName.Distance(a, b));
        Assert.Equal(distance, ClosestName.Distance(b, a));
    }

    [Theory]
    [InlineData("deepsek", "deepseek")]
    [InlineData("DeepSeek", "deepseek")]
    [InlineData("bat", "cat")]
    [InlineData("zzzzzz", null)]
    [InlineData("", null)]
    public void The_closest_name_is_the_first_of_the_nearest_within_a_third(string text, string? name) =>
        Assert.Equal(name, ClosestName.Of(text, ["hat", "cat", "deepseek", "chatgpt"]));
}
