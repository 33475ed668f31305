using System.Collections.Immutable;
using PolicyBot.Admin.Preview;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Turns;

namespace PolicyBot.Admin.Execution;

/// <summary>What a command came to: what to say, and what the log says of it.</summary>
/// <param name="About">The draft or revision it is about.</param>
/// <param name="Reason">Why, as its person says.</param>
public sealed record DeskOutcome(Notice Notice, string? About = null, string? Reason = null)
{
    /// <summary>Nothing was changed, since the person may not.</summary>
    public bool Denied { get; init; }

    /// <summary>What the log keeps in place of what was said, where that repeats people's words: an erasure would not find them
    /// there.</summary>
    public string? Logged { get; init; }

    /// <summary>What others are told.</summary>
    internal ImmutableArray<DeskNote> Notes { get; init; } = [];

    /// <summary>What a preview's replay of logged questions came to, for a door that shows it in its own way.</summary>
    public ReplayedQuestions? Replayed { get; init; }

    /// <summary>The number of the revision that it published.</summary>
    public int? Published { get; init; }

    /// <summary>The content address of what was published.</summary>
    public string? PublishedContent { get; init; }

    public static DeskOutcome Says(string title, params ImmutableArray<string> paragraphs) => new(new Notice(title, paragraphs));

    /// <summary>The entry completed: the kind, by whom, why, what was typed and what was said. What was said may repeat what was typed, and
    /// keeps by whose address somebody was named: who was given a role stands nowhere else.</summary>
    public NewEntry Entered(NewEntry entry, AdminPerson by, string typed)
    {
        var counts = LogEntry.Empty<long>();
        var texts = entry.With(TextNames.By, by.Key).With(TextNames.Reason, Reason).WithMasked(TextNames.Question, typed)
            .WithMasked(TextNames.Answer, Logged ?? Notice.Text, except: Masking.EMail);
        return texts with
        {
            Entry = texts.Entry with
            {
                Kind = Published is null ? EntryKind.Admin : EntryKind.Publish,
                Id = entry.Entry.Id ?? (Published is { } number ? Publications.NameOf(number) : null),
                // The revision that it publishes, not the one by which the command was read.
                Revision = PublishedContent ?? entry.Entry.Revision,
                Engine = PublishedContent is null ? entry.Entry.Engine : null,
                About = Published is { } published ? Publications.NameOf(published) : About,
                Counts = Denied ? counts.Add("denied", 1) : counts,
            },
        };
    }
}
