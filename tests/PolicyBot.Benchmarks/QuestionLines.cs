using System.Text.Json;
using PolicyBot.Core.Questions;

namespace PolicyBot.Benchmarks;

/// <summary>A question set as JSON lines with question, language and expected
/// intent, for the peers that are measured beside the bot.</summary>
internal static class QuestionLines
{
    public static int Write(string file, TextWriter output)
    {
        foreach (var q in new QuestionRun(file).Set.Questions)
            output.WriteLine(JsonSerializer.Serialize(new
            {
                question = q.Ask,
                language = NormalizedText.Of(q.Ask).HasHangul ? "ko" : "en",
                intent = q.Intent
            }));
        return 0;
    }
}
