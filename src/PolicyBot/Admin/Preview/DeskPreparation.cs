using PolicyBot.Admin.Affected;

namespace PolicyBot.Admin.Preview;

/// <summary>What was worked out for a command before its transaction; null where the command takes nothing of the kind.</summary>
internal sealed record DeskPreparation(DraftStudy? Study = null, ReplayedQuestions? Replayed = null, AffectedPeople? Affected = null)
{
    public static DeskPreparation None { get; } = new();
}
