using System.Collections.Immutable;

namespace PolicyBot.Core.Knowledge;

/// <summary>What a publication did to a rule.</summary>
public enum RuleChange
{
    Began, Changed, Ended,
}

/// <summary>The last publication that touched a rule.</summary>
public sealed record PublishedChange(string Rule, RuleChange Kind, DateOnly Day, int Revision);

/// <summary>What the revisions up to a revision tell of its rules; the same for everybody who asks that revision.</summary>
/// <param name="Since">The day of the oldest revision that was looked at; a
/// rule that is not among the changes has held unchanged since then.</param>
/// <param name="Changes">At most one of each rule.</param>
public sealed record PolicyHistory(DateOnly Since, ImmutableArray<PublishedChange> Changes)
{
    public PublishedChange? Of(string rule) => Changes.FirstOrDefault(c => c.Rule == rule);
}
