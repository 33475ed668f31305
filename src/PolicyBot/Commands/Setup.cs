using System.Text;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Commands;

/// <summary>What every verb starts from: the knowledge folder, loaded, and the organisation's day.</summary>
public static class Setup
{
    /// <summary>The folder to use when none is named: `knowledge` in the
    /// working directory, else the one shipped beside the program.</summary>
    public static string DefaultFolder => Directory.Exists("knowledge") ? "knowledge" : Path.Combine(AppContext.BaseDirectory, "knowledge");

    private static readonly Lazy<Task<LanguagePacks>> Packs = new(() => Task.Run(LanguageFiles.LoadCompiled));

    /// <summary>What a process of one question allocates, in bytes, and some more.</summary>
    private const long OneQuestion = 16 << 20;

    /// <summary>For a process that begins with a question: it is over before it were worth while to collect what it leaves behind, and the
    /// languages are read beside what else it has to do first. A longer one collects as ever.</summary>
    public static void BeginAsking()
    {
        GC.TryStartNoGCRegion(OneQuestion);
        _ = Packs.Value;
    }

    /// <summary>Standard output, in UTF-8.</summary>
    public static StreamWriter Output() => new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 14);

    /// <summary>The bot on that folder, or null after every mistake was written to <paramref name="errors"/>.</summary>
    public static Bot? Bot(string? folder, TextWriter errors)
    {
        folder ??= DefaultFolder;
        if (!Directory.Exists(folder))
        {
            errors.WriteLine($"there is no knowledge folder `{folder}`");
            return null;
        }
        var packs = Packs.Value;
        var result = KnowledgeLoader.LoadFolder(folder);
        foreach (var problem in result.Problems)
            if (result.Set is null || problem.Severity == Severity.Warning) errors.WriteLine(problem);
        return result.Set is null ? null : new Bot(new KnowledgeBase(result.Set), packs.GetAwaiter().GetResult());
    }
}
