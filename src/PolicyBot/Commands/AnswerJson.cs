using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Commands;

/// <summary>An answer as one JSON object, the machine interface of the command line and of `POST /api/ask` (CONTRACT.md, "Out").</summary>
public static class AnswerJson
{
    /// <summary>Writes the whole object. `cases` only where the verdict depends, `ask` only where something is asked.</summary>
    public static void Write(Utf8JsonWriter json, string? id, Answer answer, Asker asker)
    {
        WriteId(json, id);
        WriteRest(json, answer, asker);
    }

    /// <summary>How the object begins.</summary>
    public static void WriteId(Utf8JsonWriter json, string? id)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
    }

    /// <summary>What follows the id, and the object's end. Of the asker the groups alone count.</summary>
    public static void WriteRest(Utf8JsonWriter json, Answer answer, Asker asker)
    {
        json.WriteString("question", answer.Question.Text);
        json.WriteString("language", answer.Question.Language);
        json.WriteString("intent", Kebab.Name(answer.Question.Intent));
        WriteUnderstood(json, answer.Question.Frame, asker);
        WriteVerdict(json, answer.Verdict);
        var decided = HasVerdict(answer.Question.Intent) && answer.Tools.Length == 1 ? answer.Tools[0].Decision : null;
        if (decided is not null) WriteLines(json, decided);
        WriteIds(json, "rules", answer.Rules);
        WriteIds(json, "obligations", answer.Obligations);
        WriteIds(json, "facts", answer.Facts);
        if (decided is not null) WriteIds(json, "alternatives", decided.Alternatives);
        if (answer.Tools.Length > 1) WriteEach(json, answer, asker);
        if (answer.Ask is { } ask) WriteAsk(json, ask);
        json.WriteString("text", answer.Text);
        json.WriteString("revision", answer.Revision);
        json.WriteString("asOf", answer.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static bool HasVerdict(Intent intent) =>
        intent is Intent.Permission or Intent.Reason or Intent.Alternatives or Intent.Exception;

    /// <summary>One object a tool, without what is common to all.</summary>
    private static void WriteEach(Utf8JsonWriter json, Answer answer, Asker asker)
    {
        json.WriteStartArray("answers");
        foreach (var tool in answer.Tools)
        {
            json.WriteStartObject();
            json.WriteString("intent", Kebab.Name(answer.Question.Intent));
            WriteUnderstood(json, answer.Question.Frame with
            { Tools = [tool.Tool], Editions = tool.Edition is { } edition ? [edition] : [] }, asker);
            var decided = HasVerdict(answer.Question.Intent) ? tool.Decision : null;
            WriteVerdict(json, decided?.Verdict);
            if (decided is not null) WriteLines(json, decided);
            WriteIds(json, "rules", decided?.Rules ?? []);
            WriteIds(json, "obligations", decided?.Obligations ?? []);
            WriteIds(json, "facts", tool.Facts);
            if (decided is not null) WriteIds(json, "alternatives", decided.Alternatives);
            if (answer.Ask is { Dimension: "data" } && decided is { AskData.IsEmpty: false }) WriteAsk(json, new("data", decided.AskData));
            json.WriteString("revision", answer.Revision);
            json.WriteString("asOf", answer.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteUnderstood(Utf8JsonWriter json, Frame frame, Asker asker)
    {
        json.WriteStartObject("understood");
        WriteIds(json, "tools", frame.Tools);
        WriteIds(json, "editions", frame.Editions);
        WriteIds(json, "data", frame.Data);
        WriteIds(json, "devices", frame.Devices);
        WriteIds(json, "purposes", frame.Purposes);
        WriteIds(json, "groups", asker.Groups);
        WriteIds(json, "actors", frame.Actors);
        WriteIds(json, "countries", frame.Countries);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, Verdict? verdict)
    {
        if (verdict is { } known) json.WriteString("verdict", Kebab.Name(known));
        else json.WriteNull("verdict");
    }

    private static void WriteLines(Utf8JsonWriter json, Decision decision)
    {
        if (decision.Verdict == Verdict.Depends) WriteLines(json, "cases", decision.Cases);
        WriteLines(json, "openings", decision.Openings);
        WriteLines(json, "limits", decision.Limits);
    }

    private static void WriteLines(Utf8JsonWriter json, string name, ImmutableArray<CaseLine> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteStartObject("when");
            WriteNamed(json, "data", line.When.Data);
            WriteNamed(json, "editions", line.When.Editions);
            WriteNamed(json, "devices", line.When.Devices);
            WriteNamed(json, "purposes", line.When.Purposes);
            json.WriteEndObject();
            json.WriteString("verdict", Kebab.Name(line.Verdict));
            WriteIds(json, "rules", line.Rules);
            WriteIds(json, "obligations", line.Obligations);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteAsk(Utf8JsonWriter json, AskBack ask)
    {
        json.WriteStartObject("ask");
        json.WriteString("dimension", ask.Dimension);
        WriteIds(json, "choices", ask.Choices);
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, ImmutableArray<string> ids)
    {
        if (!ids.IsEmpty) WriteIds(json, name, ids);
    }

    private static void WriteIds(Utf8JsonWriter json, string name, ImmutableArray<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
