using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>A message that its author deletes or words anew before it is answered is not answered, from the moment on at which that is
/// stored: what is to become of it is not waited for. Nor is one that comes after its own deletion or edit, as channels deliver again what
/// they were refused.</summary>
internal static class TakenBack
{
    public static bool Takes(TurnRow row) => row is { Kind: MessageKind.Deletion or MessageKind.Edit, About: not null };

    /// <summary>An edit that is older than what its author did since; one of the same moment is not taken for newer than a deletion.</summary>
    public static async Task<bool> IsOverAsync(BotContext db, TurnRow row)
    {
        if (row is not { Kind: MessageKind.Edit, About: { } about }) return false;
        var (channel, conversation, at) = (row.Channel, row.Conversation, row.SentAt);
        return await db.Turns.AnyAsync(t => t.Channel == channel && t.Conversation == conversation && t.About == about
            && (t.Kind == MessageKind.Deletion && t.SentAt >= at || t.Kind == MessageKind.Edit && t.SentAt > at));
    }

    /// <summary>Withdraws what the deletion or edit is about, where it waits. Returns the row by which that message will be known when it
    /// comes, where it has not come yet; null: it has.</summary>
    public static async Task<TurnRow?> WithdrawAsync(BotContext db, TurnRow row)
    {
        var (channel, conversation, about) = (row.Channel, row.Conversation, row.About!);
        var meant = await db.Turns.AsNoTracking().Where(t => t.Channel == channel && t.Conversation == conversation
                && (t.MessageId == about || t.About == about && t.Kind == MessageKind.Edit) && t.Id != row.Id)
            .Select(t => new { t.Id, t.MessageId, t.Kind, t.Status, t.Text }).ToListAsync();
        long[] waiting = [.. meant.Where(t => t.Status == TurnStatus.Waiting && t.Kind is MessageKind.Text or MessageKind.Edit
            // An edit is never carried out: what was commanded stays so, unless it is deleted.
            && (row.Kind == MessageKind.Deletion || t.Text != row.Text && !AdminGrammar.IsCommand(t.Text ?? ""))).Select(t => t.Id)];
        if (waiting.Length > 0) await WithdrawAsync(db, waiting);
        return meant.Exists(t => t.MessageId == about) ? null : Withdrawn(new()
        {
            TurnId = row.TurnId + "-about",
            Channel = channel,
            Conversation = conversation,
            MessageId = about,
            SentAt = row.SentAt,
            AcceptedAt = row.AcceptedAt,
        });
    }

    /// <summary>What is left is how its channel names the message, by which it is not taken for a new one. It will have no entry: what is
    /// personal is not kept.</summary>
    public static TurnRow Withdrawn(TurnRow row)
    {
        row.Status = TurnStatus.Withdrawn;
        (row.Person, row.Sender, row.Text, row.Address, row.Asker) = (null, null, null, null, null);
        return row;
    }

    private static Task<int> WithdrawAsync(BotContext db, long[] ids) =>
        db.Turns.Where(t => ids.Contains(t.Id) && t.Status == TurnStatus.Waiting).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Status, TurnStatus.Withdrawn).SetProperty(t => t.Person, (string?)null)
            .SetProperty(t => t.Sender, (string?)null).SetProperty(t => t.Text, (string?)null)
            .SetProperty(t => t.Address, (string?)null).SetProperty(t => t.Asker, (string?)null));
}
