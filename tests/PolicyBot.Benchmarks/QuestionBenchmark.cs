using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Benchmarks;

/// <summary>Reading, deciding and composing the development questions, at sizes of the knowledge. An operation is one pass over them all,
/// reported per question.</summary>
[MemoryDiagnoser]
[Config(typeof(Settings))]
public class QuestionBenchmark
{
    private readonly QuestionRun _questions = new(Repository.DevelopmentQuestions);
    private Bot _bot = null!;

    [Params(1, 10, 100)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Load()
    {
        var shipped = KnowledgeLoader.LoadFolder(_questions.Set.Knowledge).Set!;
        _bot = new Bot(new KnowledgeBase(LargeKnowledge.Of(shipped, Size)), LanguageFiles.Load());
        _questions.AskAll(_bot);
    }

    [Benchmark(OperationsPerInvoke = Repository.DevelopmentQuestionCount)]
    public int Ask() => _questions.AskAll(_bot);

    /// <summary>In this process: nothing is generated, restored or built while measuring.</summary>
    private sealed class Settings : ManualConfig
    {
        public Settings() =>
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(5)
                .WithInvocationCount(1).WithUnrollFactor(1));
    }
}
