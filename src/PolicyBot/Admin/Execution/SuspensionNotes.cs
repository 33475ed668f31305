using PolicyBot.Admin.Drafts;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Execution;

/// <summary>Tells those who wrote a draft and those who had approved it that it is suspended, and why.</summary>
internal sealed class SuspensionNotes(LanguagePacks languages)
{
    /// <summary>The outcome with the notes of what was suspended on its way; each pair is the draft as it was, and as it is.</summary>
    public DeskOutcome On(DeskOutcome outcome, IReadOnlyList<(Draft Was, Draft Now)> suspended) => suspended.Count == 0 ? outcome
        : outcome with { Notes = [.. outcome.Notes, .. suspended.Select(s => Of(s.Was, s.Now))] };

    /// <summary>What whoever comes upon it reads.</summary>
    public static DeskOutcome Said(Draft draft, DeskWords words, AdminPerson? reader) =>
        new(DeskNotices.Of(words, words.Say("draft.suspended", ("id", draft.Id), ("reason", draft.Reason is { } why ? words.Say(why) : "")),
            draft, reader), $"draft-{draft.Id}");

    private DeskNote Of(Draft was, Draft now) => new([.. was.Editors.Concat(was.Approvals.Select(a => a.By))],
        language => Said(now, new(languages.Of(language)), null).Notice);
}
