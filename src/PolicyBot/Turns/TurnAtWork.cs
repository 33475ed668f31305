using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A stored message while it is answered: its row, who sent it, the revision that it is answered by, and the channel to answer
/// through; null: the local door's.</summary>
/// <param name="Asker">The person as JSON, where the row has it already.</param>
internal sealed record TurnAtWork(TurnRow Row, Person Person, string? Asker, LoadedRevision Revision, IChannel? Channel)
{
    public string Language => Row.Language
        ?? TurnJson.ToConversation(Row.StateBefore).Language
        ?? (Person.Locale?.StartsWith("ko", StringComparison.OrdinalIgnoreCase) == true ? "ko" : Revision.Bot.Knowledge.DefaultLanguage);

    public IncomingMessage Message
        => new(Row.Channel, Row.Conversation, Row.MessageId, Row.Kind, Person, Row.Text ?? "",
            DateTimeOffset.FromUnixTimeMilliseconds(Row.SentAt), Row.Address ?? "")
        { About = Row.About, Choice = Row.Choice, Language = Row.Language, Private = Row.Private };

    public NewEntry Entry(EntryKind kind)
    {
        var entry = NewEntry.Of(kind, Row.TurnId).With(TextNames.Asker, Asker ?? TurnJson.Of(Person))
            .With(TextNames.Conversation, Row.Thread);
        return entry with
        {
            Entry = entry.Entry with
            {
                Revision = Revision.Bot.Knowledge.Revision,
                Engine = Engine.Version,
                Masked = Row.Masked is { } kinds ? [.. kinds.Split(' ')] : [],
            },
            Channel = Row.Channel,
            Thread = Row.Thread,
            Person = Row.Person,
            Revision = Revision.Number,
        };
    }

    /// <summary>An entry and no reply.</summary>
    public (CompleteWrite Write, TurnResult Result) Noted(EntryKind kind, string? question)
    {
        var row = Row;
        row.Status = TurnStatus.Done;
        var entry = Entry(kind).With(TextNames.Question, question)
            .With(TextNames.Reason, kind == EntryKind.Feedback && row.Text is { Length: > 0 } ? row.Text : null);
        var counts = LogEntry.Empty<long>();
        var write = new CompleteWrite(row, entry with
        {
            Entry = entry.Entry with
            {
                About = row.About,
                Counts = row.Choice is "helpful" or "not-helpful" ? counts.Add(row.Choice, 1) : counts
            },
        });
        row.Text = null;
        return (write, new(row, null, null));
    }
}
