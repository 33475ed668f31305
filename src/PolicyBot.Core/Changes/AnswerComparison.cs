using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Changes;

/// <summary>How two answers to one question differ.</summary>
public enum AnswerDifference
{
    None,

    /// <summary>In what is told beside verdicts and duties: facts, rules, names, reasons.</summary>
    Told,

    /// <summary>In a verdict or a duty of a case that they decide.</summary>
    Decided,
}

/// <summary>Compares answers to one question. Pure.</summary>
public static class AnswerComparison
{
    public static AnswerDifference Of(Answer before, Answer after) =>
        !DecideAlike(before, after) ? AnswerDifference.Decided : before.Text == after.Text ? AnswerDifference.None : AnswerDifference.Told;

    /// <summary>The same tools with the same verdicts and duties, also by the data that a verdict depends on. On whichever days they were
    /// given.</summary>
    public static bool DecideAlike(Answer before, Answer after) =>
        before.Verdict == after.Verdict && before.Tools.Length == after.Tools.Length && before.Tools.Zip(after.Tools)
            .All(p => Alike(p.First, p.Second));

    private static bool Alike(ToolAnswer a, ToolAnswer b) => a.Tool == b.Tool && a.Edition == b.Edition
        && a.Decision.Verdict == b.Decision.Verdict
        && Alike(a.Decision.Obligations, b.Decision.Obligations) && a.Decision.Cases.Length == b.Decision.Cases.Length
        && a.Decision.Cases.Zip(b.Decision.Cases).All(p => Alike(p.First, p.Second));

    private static bool Alike(CaseLine a, CaseLine b) => a.Verdict == b.Verdict && Alike(a.Obligations, b.Obligations)
        && Alike(a.When.Data, b.When.Data) && Alike(a.When.Editions, b.When.Editions) && Alike(a.When.Devices, b.When.Devices)
            && Alike(a.When.Purposes, b.When.Purposes);

    private static bool Alike(ImmutableArray<string> a, ImmutableArray<string> b) => a.AsSpan().SequenceEqual(b.AsSpan());
}
