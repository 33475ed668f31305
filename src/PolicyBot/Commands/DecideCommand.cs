using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Commands;

/// <summary>`decide --jsonl` (CONTRACT.md, "One decision, without language"): one closed case a line in, one decision a line out.</summary>
public static class DecideCommand
{
    private const int LongestLine = 64 * 1024;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers in order, each flushed before the next line is read. A case that cannot be decided gets an error with its id, a
    /// line that is no case one without. Empty lines are passed over.</summary>
    /// <returns>The exit code: 2 if any line was malformed, else 0.</returns>
    public static async Task<int> RunAsync(KnowledgeBase kb, DateOnly day, TextReader input, TextWriter output)
    {
        var (number, exit) = (0, 0);
        await foreach (var line in BoundedLines.ReadAsync(input, LongestLine))
        {
            number++;
            if (line is not null && string.IsNullOrWhiteSpace(line)) continue;
            string answer;
            try
            {
                if (line is null) throw new FormatException("longer than 64 KB");
                answer = Decide(DecideInput.Parse(line), day, kb);
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                exit = 2;
                var problem = e is JsonException ? "not JSON" : e.Message;
                answer = Error(null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {number}: {problem}"));
            }
            await output.WriteAsync(answer + "\n");
            await output.FlushAsync();
        }
        return exit;
    }

    private static string Decide(DecideInput input, DateOnly day, KnowledgeBase kb)
    {
        if (input.Problem(kb) is { } problem) return Error(input.Id, problem);
        var decision = PolicyEngine.Decide(
            new(input.Edition ?? input.Tool, input.Data, input.Device, input.Purpose, input.Groups, day), Asker.Nobody, kb);
        return Json(input.Id, json =>
        {
            json.WriteString("verdict", Kebab.Name(decision.Verdict));
            WriteIds(json, "rules", decision.Rules);
            WriteIds(json, "obligations", decision.Obligations);
        });
    }

    private static string Error(string? id, string message) => Json(id, json => json.WriteString("error", message));

    private static void WriteIds(Utf8JsonWriter json, string key, IEnumerable<string> ids)
    {
        json.WriteStartArray(key);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static string Json(string? id, Action<Utf8JsonWriter> rest)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            rest(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
