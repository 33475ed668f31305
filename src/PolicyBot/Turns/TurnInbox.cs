using System.Buffers.Binary;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Stores what doors receive, and hands it to this process's worker.</summary>
internal sealed class TurnInbox(Writer writer, TurnWorker worker, Replica replica, TimeProvider time) : IInbox
{
    /// <summary>How much may wait in this process before doors are told to come back.</summary>
    public const int MostWaiting = 2_000;

    private const int MostCharacters = 200_000;

    public async ValueTask<Receipt> AcceptAsync(IncomingMessage message, CancellationToken cancel) =>
        (await StoreAsync(message, null, cancel)).Receipt;

    /// <summary>As <see cref="AcceptAsync"/>; <paramref name="asked"/> is
    /// completed with the turn's result, by whichever way it comes.</summary>
    public async Task<(Receipt Receipt, TurnRow? Row)> StoreAsync(IncomingMessage message, TaskCompletionSource<TurnResult>? asked,
        CancellationToken cancel)
    {
        if (writer.Pending + worker.InFlight > MostWaiting || worker.Stopping) return (Receipt.Busy, null);
        cancel.ThrowIfCancellationRequested();
        var isCommand = message is { Kind: MessageKind.Text, Choice: not IncomingMessage.Quoted } && AdminGrammar.IsCommand(message.Text);
        var row = RowOf(message, isCommand);
        var write = new AcceptWrite(row);
        try
        {
            // Whoever waits for the answer has nothing acknowledged before it: one
            // transaction stores both. What can be carried on is stored first, in order.
            if (asked is not null && message is { Kind: MessageKind.Text, Alone: true } && !isCommand
                && await worker.AnswerAtOnceAsync(row, message.Sender) is { } answered)
            {
                if (answered.Write.Lost) return (Receipt.Duplicate, row);
                asked.TrySetResult(answered.Result);
                return (Receipt.Stored, row);
            }
            if (asked is not null) worker.Expect(row.TurnId, asked);
            await writer.WriteAsync(write);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidDataException)
        {
            // A full disk, a lock that is held too long, a log to which nothing may be added: whoever sent it shall send it again, and finds out whether it got in after all.
            worker.Forget(row.TurnId);
            return (Receipt.Busy, null);
        }
        catch
        {
            worker.Forget(row.TurnId);
            throw;
        }
        if (write.Receipt == Receipt.Stored) worker.Schedule(row, message.Sender, write.IsFirst);
        else worker.Forget(row.TurnId);
        return (write.Receipt, row);
    }

    private TurnRow RowOf(IncomingMessage message, bool isCommand)
    {
        var now = time.GetUtcNow();
        var text = message.Text.Length <= MostCharacters ? message.Text : message.Text[..MostCharacters];
        var masked = isCommand ? OfCommand(text) : Masking.Mask(text);
        return new()
        {
            TurnId = NewId(now),
            Channel = message.Channel,
            Conversation = message.Conversation,
            MessageId = message.MessageId,
            Thread = message.Alone ? null : $"{message.Channel}/{message.Thread ?? message.Conversation}",
            BranchOf = message.Branch is { } branch ? $"{message.Channel}/{branch.Conversation}" : null,
            BranchAt = message.Branch?.At.ToUnixTimeMilliseconds() ?? 0,
            Kind = message.Kind,
            Person = message.Sender.Id,
            Sender = TurnJson.Of(message.Sender),
            Text = masked.Text,
            Masked = masked.Kinds.IsEmpty ? null : string.Join(' ', masked.Kinds),
            SentAt = message.SentAt.ToUnixTimeMilliseconds(),
            AcceptedAt = now.ToUnixTimeMilliseconds(),
            Address = message.Address,
            About = message.About,
            Choice = message.Choice,
            Language = message.Language,
            Private = message.Private,
            Status = TurnStatus.Waiting,
            LeasedBy = replica.Id,
            LeasedUntil = now.Add(TurnWorker.Lease).ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>A command names persons by their addresses: it is carried out as it was typed but for its own words, and is masked whole
    /// where it is logged. One that cannot be read is only spoken of.</summary>
    private static MaskedText OfCommand(string text) => AdminGrammar.ReadMessage(text).Command is not { } command
        ? Masking.Mask(text, except: Masking.EMail) : command.Masked.IsEmpty ? new(text, []) : new(command.Line, command.Masked);

    /// <summary>By time first, so that neighbours share a page of the index;
    /// the rest is random (64 bits), for ids come back from outside.</summary>
    private static string NewId(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, now.ToUnixTimeMilliseconds() << 16);
        RandomBytes.Fill(id[6..14]);
        return Convert.ToHexStringLower(id[..14]);
    }
}
