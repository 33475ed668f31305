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

    /// <summary>Begins to read the languages, beside what else a verb that answers has to do first.</summary>
    public static void Begin() => _ = Packs.Value;

    /// <summary>The bot on that folder, or null after every mistake was written to <paramref name="errors"/>.</summary>
    public static Bot? Bot(string? folder, TextWriter errors)
    {
        folder ??= DefaultFolder;
        if (!Directory.Exists(folder))
        {
            errors.WriteLine($"there is no knowledge folder `{folder}`");
            return null;
        }
        Begin();
        var result = KnowledgeLoader.LoadFolder(folder);
        foreach (var problem in result.Problems)
            if (result.Set is null || problem.Severity == Severity.Warning) errors.WriteLine(problem);
        return result.Set is null ? null : new Bot(new KnowledgeBase(result.Set), Packs.Value.GetAwaiter().GetResult());
    }
}
