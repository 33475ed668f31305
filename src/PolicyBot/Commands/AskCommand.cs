using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Commands;

/// <summary>`ask`: one question, or many (CONTRACT.md).</summary>
public static class AskCommand
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many conversations of a run are remembered; the longest unused is forgotten first, so that memory stays flat.</summary>
    private const int Remembered = 10_000;

    /// <summary>In bytes. A question may be a megabyte of text, escaped.</summary>
    private const int LongestLine = 8 * 1024 * 1024;

    public static int One(Bot bot, string text, ImmutableArray<string> groups, DateOnly day, string? language, bool json, TextWriter output)
    {
        var (answer, _) = bot.Ask(new(text, Conversation.Fresh, new(null, groups, []), day, language));
        if (!json)
        {
            output.WriteLine(answer.Text);
            return 0;
        }
        output.WriteLine(Line(w => AnswerJson.Write(w, null, answer, new(null, groups, []))));
        return 0;
    }

    /// <summary>One object a line in, one a line out, in order, flushed as it goes. Returns 2 where a line was malformed.</summary>
    public static async Task<int> ManyAsync(Bot bot, DateOnly day, string? language, TextReader input, TextWriter output)
    {
        var conversations = new RecentConversations(Remembered);
        var exit = 0;
        var number = 0;
        await foreach (var line in BoundedLines.ReadAsync(input, LongestLine))
        {
            var answered = Answer(bot, day, language, line, ++number, conversations);
            if (answered is null) continue;
            if (answered.Value.Failed) exit = 2;
            await output.WriteLineAsync(answered.Value.Json);
            await output.FlushAsync();
        }
        return exit;
    }

    private static (string Json, bool Failed)? Answer(Bot bot, DateOnly day, string? language, string? line, int number,
        RecentConversations conversations)
    {
        if (line is null) return (Error($"line {number}: longer than {LongestLine} bytes"), true);
        if (string.IsNullOrWhiteSpace(line)) return null;
        if (!AskInput.TryParse(line, bot.Knowledge, out var ask, out var error)) return (Error($"line {number}: {error}"), true);
        var asker = new Asker(null, ask.Groups, []);
        var before = ask.Conversation is { } c ? conversations.Find(c) : Conversation.Fresh;
        var (answer, next) = bot.Ask(new(ask.Question, before, asker, day, ask.Language ?? language));
        if (ask.Conversation is { } id) conversations.Keep(id, next);
        return (Line(w => AnswerJson.Write(w, ask.Id, answer, asker)), false);
    }

    private static string Error(string message) => Line(w =>
    {
        w.WriteStartObject();
        w.WriteNull("id");
        w.WriteString("error", message);
        w.WriteEndObject();
    });

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json)) write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
