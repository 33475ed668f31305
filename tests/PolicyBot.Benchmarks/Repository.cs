namespace PolicyBot.Benchmarks;

internal static class Repository
{
    /// <summary>BenchmarkDotNet wants it at compile time; <see cref="QuestionBenchmark"/> reports per question by it.</summary>
    public const int DevelopmentQuestionCount = 279;

    public static string DevelopmentQuestions { get; } = Path.Combine(Root(), "tests", "eval", "dev.yaml");

    public static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PolicyBot.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("PolicyBot.sln is not above the benchmarks");
    }
}
