using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Answers;

/// <summary>Of the openings and limits the few that help this asker; the machine-readable answer holds them all.</summary>
internal static class Circumstances
{
    private const int MostOpenings = 2;
    private const int MostLimits = 2;

    public static void Write(Draft draft, Decision decision, bool several)
    {
        if (several) return;
        foreach (var line in decision.Openings
            .Where(l => l.Verdict is Verdict.Permitted or Verdict.PermittedWithConditions
                || (l.Verdict == Verdict.ApprovalRequired && decision.Verdict == Verdict.Prohibited))
            .OrderBy(l => Dimension(l.When)).ThenBy(l => (int)l.Verdict).Take(MostOpenings))
            Tell(draft, line, "opening", SentenceRole.Opening);
        // Data that no tool gets is worth a warning only where data is still open.
        foreach (var line in decision.Limits
            .Where(l => l.Verdict == Verdict.Prohibited && (!l.When.Data.IsEmpty || !l.When.Devices.IsEmpty) && l.When.Purposes.IsEmpty)
            .OrderBy(l => l.When.Devices.IsEmpty && l.When.Editions.IsEmpty ? 0 : 1).ThenBy(l => Dimension(l.When))
            .Take(decision.Verdict == Verdict.Prohibited ? 0 : MostLimits))
            Tell(draft, line, "limit", SentenceRole.Opening);
    }

    private static int Dimension(CaseSelector when) => (when.Editions.IsEmpty, when.Devices.IsEmpty) switch
    {
        (false, _) => 0,
        (_, false) => 1,
        _ => 2,
    };

    /// <summary>These rest on the case's decision, not on its determining
    /// rules: their rules are told when someone asks for that case.</summary>
    private static void Tell(Draft draft, CaseLine line, string kind, SentenceRole role)
    {
        var words = draft.Words;
        var when = line.When;
        var circumstance = when switch
        {
            { Editions.IsEmpty: false } => words.Say("with.editions", ("items", words.Choices(when.Editions.Select(words.Tool)))),
            { Devices.IsEmpty: false } => words.Say("with.devices", ("items", words.Choices(when.Devices.Select(words.Device)))),
            { Purposes.IsEmpty: false } => words.Say("with.purposes", ("items", words.Choices(when.Purposes.Select(words.Purpose)))),
            _ => words.Say("with.data", ("items", words.Choices(when.Data.Select(words.Data)))),
        };
        var onlyData = when.Editions.IsEmpty && when.Devices.IsEmpty && when.Purposes.IsEmpty;
        var data = onlyData || when.Data.IsEmpty ? "" : words.Say("with.also-data", ("items", words.List(when.Data.Select(words.Data))));
        IEnumerable<Evidence> evidence = [Draft.Policy(kind), .. Draft.Tools(when.Editions), .. when.Data.Select(Draft.Policy),
            .. when.Devices.Select(Draft.Policy), .. when.Purposes.Select(Draft.Policy)];
        draft.Say(role, onlyData && kind == "limit" ? "limit.no-tool" : "circumstance.line", evidence,
            ("circumstance", circumstance), ("data", data), ("verdict", words.Verdict(line.Verdict)));
    }
}
