using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Commands;

/// <summary>`eval FILE`: scores a question set (tests/eval/FORMAT.md) per
/// key, per tag, per language and strictly, and lists the failures.</summary>
public static class EvalCommand
{
    /// <summary>Returns 0 where every question is right, 1 where not.</summary>
    public static int Run(Bot bot, QuestionSet set, bool quiet, TextWriter output)
    {
        var scores = Score(bot, set, quiet ? TextWriter.Null : output);
        Write(output, "keys", scores.Keys);
        Write(output, "tags, strict", scores.Tags);
        Write(output, "languages, strict", scores.Languages);
        output.WriteLine($"strict {scores.Strict}");
        return scores.Strict.Right == scores.Strict.All ? 0 : 1;
    }

    /// <summary>Asks every question, in order. Writes the failures alone.</summary>
    public static QuestionScores Score(Bot bot, QuestionSet set, TextWriter failures)
    {
        var scores = new QuestionScores();
        var conversations = new Dictionary<string, Conversation>(StringComparer.Ordinal);
        foreach (var q in set.Questions)
        {
            var before = q.Conversation is { } id && conversations.TryGetValue(id, out var known) ? known : Conversation.Fresh;
            var (answer, next) = bot.Ask(new(q.Ask, before, new(null, q.Groups, []), set.On));
            if (q.Conversation is { } kept) conversations[kept] = next;
            var checks = Checks(q, answer).ToArray();
            var right = checks.All(c => c.Right);
            scores.Strict.Count(right);
            foreach (var (key, ok, _) in checks) Of(scores.Keys, key).Count(ok);
            foreach (var tag in q.Tags) Of(scores.Tags, tag).Count(right);
            Of(scores.Languages, answer.Question.Language).Count(right);
            if (right) continue;
            failures.WriteLine($"{q.Id}: {q.Ask.ReplaceLineEndings(" ")}");
            foreach (var (key, _, why) in checks.Where(c => !c.Right)) failures.WriteLine($"    {key}: {why}");
        }
        return scores;
    }

    private static IEnumerable<(string Key, bool Right, string Why)> Checks(ExpectedQuestion q, Answer answer)
    {
        var f = answer.Question.Frame;
        foreach (var (key, wanted) in q.Lists)
        {
            ImmutableArray<string>? got = key switch
            {
                "tools" => answer.Question.Intent == Intent.Clarify ? [] : f.Tools,
                "editions" => f.Editions,
                "data" => f.Data,
                "devices" => f.Devices,
                "purposes" => f.Purposes,
                "actors" => f.Actors,
                "countries" => f.Countries,
                "rules" => answer.Rules,
                _ => null,
            };
            if (got is { } list)
                yield return (key, wanted.ToHashSet().SetEquals(list),
                    $"expected [{string.Join(", ", wanted)}], got [{string.Join(", ", list)}]");
        }
        if (q.Intent is { } intent)
            yield return ("intent", Kebab.Name(answer.Question.Intent) == intent,
                $"expected {intent}, got {Kebab.Name(answer.Question.Intent)}");
        if (q.HasVerdict)
        {
            var got = answer.Verdict is { } v ? Kebab.Name(v) : null;
            yield return ("verdict", got == q.Verdict, $"expected {q.Verdict ?? "null"}, got {got ?? "null"}");
        }
        if (q.AskBack is { } dimension)
            yield return ("ask", answer.Ask?.Dimension == dimension, $"expected {dimension}, got {answer.Ask?.Dimension ?? "nothing"}");
        var must = q.Lists.GetValueOrDefault("facts-must", []);
        if (must.Length > 0)
        {
            var missing = must.Except(answer.Facts).ToArray();
            yield return ("facts-must", missing.Length == 0, $"missing {string.Join(", ", missing)}");
        }
        if (q.Lists.TryGetValue("facts-may", out var may))
        {
            var extra = answer.Facts.Except(must).Except(may).ToArray();
            yield return ("facts-may", extra.Length == 0, $"beyond {string.Join(", ", extra)}");
        }
        foreach (var says in q.Lists.GetValueOrDefault("says", []))
            yield return ("says", answer.Text.Contains(says, StringComparison.OrdinalIgnoreCase), $"does not say `{says}`");
        foreach (var never in q.Lists.GetValueOrDefault("never", []))
            yield return ("never", !answer.Text.Contains(never, StringComparison.OrdinalIgnoreCase), $"says `{never}`");
    }

    private static Score Of(SortedDictionary<string, Score> scores, string key) =>
        scores.TryGetValue(key, out var s) ? s : scores[key] = new();

    private static void Write(TextWriter output, string title, SortedDictionary<string, Score> scores)
    {
        output.WriteLine($"-- {title}");
        foreach (var (key, score) in scores) output.WriteLine($"{key,-18} {score}");
    }
}
