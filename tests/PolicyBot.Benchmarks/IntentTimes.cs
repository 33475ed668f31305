using System.Diagnostics;
using System.Globalization;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;

namespace PolicyBot.Benchmarks;

/// <summary>Where the time of a question goes at each size of the knowledge: by intent, and by reading, deciding and composing. Each
/// question stands alone and is asked as often as a round; the median round counts.</summary>
internal static class IntentTimes
{
    private const int Rounds = 7;

    /// <summary>The first size is measured after as many passes as compile everything.</summary>
    public static int Run(TextWriter output, params int[] sizes)
    {
        var set = new QuestionRun(Repository.DevelopmentQuestions).Set;
        var shipped = KnowledgeLoader.LoadFolder(set.Knowledge).Set!;
        output.WriteLine("size  intent         questions   read us  decide us  compose us");
        foreach (var size in sizes)
        {
            var kb = new KnowledgeBase(LargeKnowledge.Of(shipped, size));
            var packs = LanguageFiles.Load();
            if (size == sizes[0])
                for (var i = 0; i < 4; i++)
                    foreach (var q in set.Questions) Time(q.Ask, new(null, q.Groups, []), set.On, kb, packs);
            var times = set.Questions.Select(q => Time(q.Ask, new(null, q.Groups, []), set.On, kb, packs)).ToArray();
            foreach (var group in times.GroupBy(t => t.Intent).OrderBy(g => g.Key, StringComparer.Ordinal))
                Write(size, group.Key, [.. group]);
            Write(size, "all", times);
        }
        return 0;

        void Write(int size, string intent,
            (string Intent, double[] Us)[] of) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{size,4}  {intent,-14} {of.Length,9} {of.Average(t => t.Us[0]),9:0} {of.Average(t => t.Us[1]),10:0} {of.Average(t => t.Us[2]),11:0}"));
    }

    private static (string Intent, double[] Us) Time(string ask, Asker asker, DateOnly day, KnowledgeBase kb, LanguagePacks packs)
    {
        var rounds = new double[Rounds][];
        var intent = "";
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var question = QuestionReader.Read(ask, Conversation.Fresh, null, kb, packs);
            var read = Stopwatch.GetTimestamp();
            var decisions = PolicyEngine.DecideAll(question.Frame, asker, day, kb);
            var decided = Stopwatch.GetTimestamp();
            AnswerComposer.Compose(question, decisions, asker, day, kb, packs);
            var composed = Stopwatch.GetTimestamp();
            rounds[i] = [Us(start, read), Us(read, decided), Us(decided, composed)];
            intent = Kebab.Name(question.Intent);
        }
        return (intent, [.. Enumerable.Range(0, 3).Select(k => rounds.Select(r => r[k]).Order().ElementAt(Rounds / 2))]);
    }

    private static double Us(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;
}
