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

    /// <summary>`ask` of one question is a native program of the same sources where the build found a linker.</summary>
    [Fact]
    public async Task The_native_program_gives_the_same_bytes()
    {
        Assert.SkipUnless(File.Exists(NativeAsk), "the build found no linker: there is no native `ask`");

        Assert.Equal(await InCultureAsync(""), await InProcessAsync("ko_KR.UTF-8", NativeAsk));
    }

    [Theory]
    [InlineData("Can I use DeepSeek for customer data?")]
    [InlineData("딥시크 써도 되나요? 🙂 \"고객\" 'x' \\")]
    [InlineData("")]
    [InlineData("was\nBaidu fined?", "--language", "ko", "--json")]
    [InlineData("can I use cursor?", "--as", "engineering", "--as", "everyone")]
    [InlineData("can I use cursor?", "--as", "nobody")]
    [InlineData("can I use cursor?", "--on", "2026-02-30")]
    [InlineData("can I use cursor?", "again?")]
    [InlineData("--help")]
    public async Task One_question_is_answered_alike_with_the_native_program_beside_the_bot_and_without(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(NativeAsk), "the build found no linker: there is no native `ask`");
        string[] ask = ["ask", .. arguments, "--knowledge", Shipped.Folder];

        var with = await RunAsync("C.UTF-8", "", "dotnet", [Path.Combine(Path.GetDirectoryName(NativeAsk)!, "PolicyBot.dll"), .. ask]);
        var without = await RunAsync("C.UTF-8", "", "dotnet", [typeof(Bot).Assembly.Location, .. ask]);

        Assert.Equal(without, with);
        Assert.True(with.Output.Length + with.Errors.Length > 0);
    }

    /// <summary>Stands beside the built bot, and is not copied to the tests.</summary>
    private static string NativeAsk =>
        Path.Combine(Path.GetDirectoryName(Shipped.Folder)!, "src", "PolicyBot", "bin", "Release", "net10.0", "policybot-ask");

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

    private static async Task<string> InProcessAsync(string locale, string? native = null)
    {
        var day = Questions.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] ask = ["ask", "--jsonl", "--knowledge", Shipped.Folder, "--on", day];
        var (exit, output, _) = native is null
            ? await RunAsync(locale, Lines(), "dotnet", [typeof(Bot).Assembly.Location, .. ask])
            : await RunAsync(locale, Lines(), native, ask);
        Assert.Equal(0, exit);
        return output;
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(string locale, string input, string program,
        string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment["LC_ALL"] = locale;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var told = (await output, await errors);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, told.Item1, told.Item2);
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
