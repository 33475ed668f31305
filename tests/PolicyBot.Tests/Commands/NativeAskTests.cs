using PolicyBot.Commands;
using Xunit;

namespace PolicyBot.Tests.Commands;

/// <summary>Which command lines the native program answers; that it answers alike is SameBytesTests'.</summary>
public sealed class NativeAskTests
{
    [Theory]
    [InlineData(true, "ask", "Can I use DeepSeek?")]
    [InlineData(true, "ask", "--json", "--as", "engineering", "x")]
    [InlineData(true, "ask")]
    [InlineData(false, "ask", "--jsonl")]
    [InlineData(false, "ask", "--knowledge", "k", "--jsonl")]
    [InlineData(false, "check", "ask")]
    [InlineData(false, "--on", "2026-11-23", "ask", "x")]
    [InlineData(false)]
    public void One_question_is_its_and_many_are_not(bool expected, params string[] arguments) =>
        Assert.Equal(expected, NativeAsk.IsFor(arguments));

    /// <summary>The tests' own folder has none.</summary>
    [Fact]
    public void Where_there_is_no_native_program_the_process_goes_on()
    {
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "policybot-ask")));

        NativeAsk.Become(["ask", "x"]);
    }
}
