using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Commands;

/// <summary>`check`: reads the knowledge, tells what is wrong with it, and asks the policy's own cases. A right verdict for the wrong rule
/// fails.</summary>
public static class CheckCommand
{
    /// <summary>0: no error and every case passed; 1: errors or failed cases;
    /// 2: the folder cannot be read. Warnings change nothing.</summary>
    public static int Run(string folder, DateOnly today, TextWriter output)
    {
        LoadResult loaded;
        try
        {
            loaded = KnowledgeLoader.LoadFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.WriteLine(e.Message);
            return 2;
        }
        foreach (var problem in loaded.Problems) output.WriteLine(problem);
        if (loaded.Set is not { } set)
        {
            output.WriteLine($"{Count(loaded.Problems.Count(p => p.Severity == Severity.Error), "error")}; the knowledge cannot be used");
            return 1;
        }
        foreach (var found in RuleDiagnostics.Of(set, today)) output.WriteLine($"{found.At}: warning: {found.Message}");
        return RunCases(set, today, output) ? 0 : 1;
    }

    private static bool RunCases(KnowledgeSet set, DateOnly today, TextWriter output)
    {
        var bot = new Bot(new KnowledgeBase(set), LanguageFiles.Load());
        var determined = new HashSet<string>(StringComparer.Ordinal);
        var failed = 0;
        foreach (var @case in set.Cases)
        {
            var asker = Asker.Nobody with { Groups = @case.As };
            var (answer, _) = bot.Ask(new(@case.Ask, Conversation.Fresh, asker, @case.On ?? today));
            var rules = DeterminingRules(answer);
            determined.UnionWith(rules);
            if (CaseOutcome.Failure(@case, answer.Verdict, rules) is not { } failure) continue;
            failed++;
            output.WriteLine($"{@case.At}: {Spelling.Quote(@case.Ask)}: {failure}");
        }
        var untested = set.Rules.Where(r => r.InForce(today) && !determined.Contains(r.Id)).Select(r => r.Id).ToArray();
        if (set.Cases.Length > 0 && untested.Length > 0)
            output.WriteLine($"no case is determined by {Count(untested.Length, "rule")}: {string.Join(", ", untested)}");
        output.WriteLine(failed == 0
            ? $"{Count(set.Cases.Length, "case")} passed"
            : $"{failed} of {Count(set.Cases.Length, "case")} failed");
        return failed == 0;
    }

    private static ImmutableArray<string> DeterminingRules(Answer answer) =>
        [.. answer.Tools.SelectMany(t => t.Decision.Rules).Distinct(StringComparer.Ordinal)];

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
