using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Finds the turn of a sent message.</summary>
internal sealed class SentReplies(Database database) : ISentReplies
{
    public async ValueTask<string?> TurnOfAsync(string channel, string reference, bool toContact, CancellationToken cancel)
    {
        await using var db = database.Open();
        return await db.Replies.Where(r => r.Reference == reference && r.Channel == channel && r.ToContact == toContact).OrderByDescending(r => r.Id)
            .Select(r => r.TurnId).FirstOrDefaultAsync(cancel);
    }
}
