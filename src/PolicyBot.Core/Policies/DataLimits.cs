using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>Data that no tool gets (POLICY.md, 9): left out of a question that names none, and told as a limit.</summary>
internal static class DataLimits
{
    /// <summary>Whether they are: where the text names data that was not understood it may be among them.</summary>
    public static bool AreLeftOut(OpenCase open) => open.Data.IsDefaultOrEmpty && !open.DataUnread;

    /// <summary>A rule for all tools is among those that prohibit this case.</summary>
    public static bool Holds(CaseDecision decision, CaseEvaluator cases) =>
        decision.Verdict == Verdict.Prohibited && decision.Rules.Any(r => cases.Knowledge.Rules[r].Tools.All);
}
