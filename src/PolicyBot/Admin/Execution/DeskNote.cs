using System.Collections.Immutable;
using PolicyBot.Core.Channels;

namespace PolicyBot.Admin.Execution;

/// <summary>What a command has to tell somebody else than its person. Each reads it in their own language.</summary>
/// <param name="To">Persons as <see cref="AdminPerson.Key"/>.</param>
/// <param name="OrContact">Where none of them can be reached, the organisation's contact is told.</param>
internal sealed record DeskNote(ImmutableArray<string> To, Func<string, Notice> In, bool OrContact = false)
{
    /// <summary>Only by this channel; null: by every one by which they can be reached.</summary>
    public string? Channel { get; init; }

    /// <summary>The exception whose words it repeats, as entries name it: an erasure of its person finds the note by this.</summary>
    public string? About { get; init; }
}
