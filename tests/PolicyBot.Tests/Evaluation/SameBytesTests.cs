using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyBot.Commands;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Evaluation;

/// <summary>An answer can be given again: the same questions give the same bytes, whatever the culture, thread or process.</summary>
public sealed class SameBytesTests
{
    private static readonly QuestionSet Questions =
        QuestionSet.Read(Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "tests", "eval", "dev.yaml"));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ko-KR")]
    [InlineData("ar-SA")]
    public async Task Another_culture_gives_the_same_bytes(string culture)
    {
        var expected = await InCultureAsync("");

        Assert.Equal(expected, await InCultureAsync(culture));
    }

    [Fact]
    public async Task Two_processes_give_the_same_bytes()
    {
        var first = await InProcessAsync("C.UTF-8");
        var second = await InProcessAsync("tr_TR.UTF-8");

        Assert.Equal(Questions.Questions.Length, first.Count('\n'));
        Assert.Equal(first, second);
        Assert.Equal(first, await InCultureAsync(""));
    }

    private static async Task<string> InCultureAsync(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var problems = new StringWriter();
            var bot = Setup.Bot(Shipped.Folder, problems)!;
            using var input = new StringReader(Lines());
            await using var output = new StringWriter();
            Assert.Equal(0, await AskCommand.ManyAsync(bot, Questions.On, null, input, output));
            return output.ToString();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    private static async Task<string> InProcessAsync(string locale)
    {
        var day = Questions.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet",
            [typeof(Bot).Assembly.Location, "ask", "--jsonl", "--knowledge", Shipped.Folder, "--on", day])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment["LC_ALL"] = locale;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(Lines());
        process.StandardInput.Close();
        var text = await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    private static string Lines() => string.Concat(Questions.Questions.Select(Line));

    private static string Line(ExpectedQuestion q) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["id"] = q.Id,
        ["question"] = q.Ask,
        ["conversation"] = q.Conversation ?? q.Id,
        ["groups"] = q.Groups,
    }) + "\n";
}
