using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Whoever was told that something is passed on to the contact is told, alone and once, where it will not arrive.</summary>
internal sealed class UndeliveredNotes(Database database, Revisions revisions, TurnWords words)
{
    /// <summary>The reference of a note whose sender has been told.</summary>
    public const string Told = "its sender was told";

    /// <summary>What is sent in place of a note that is parked now; null: nothing.</summary>
    public async Task<ReplyRow?> OfAsync(ReplyRow note, IChannel channel)
    {
        if (!note.ToContact || note.Payload is null || note.Reference == Told) return null;
        await using var db = database.Open();
        if (await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == note.TurnId) is not { } asked) return null;
        asked.StateBefore = asked.StateAfter ?? asked.StateBefore;
        var turn = new TurnAtWork(asked, TurnJson.ToPerson(asked.Sender) ?? new(asked.Channel, ""), null, revisions.Current, channel);
        return new()
        {
            TurnId = note.TurnId,
            Channel = note.Channel,
            Address = note.Address,
            Payload = LaterNotice.Of(new(words.Say(turn.Language, "undelivered", turn), []), turn.Language, privately: true),
        };
    }
}
