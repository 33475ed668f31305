using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Whether the parts of the log's head say the same: what is appended next rests on its frontier, and its note is what was signed.
/// Signing what an altered frontier comes to would vouch for a log that nobody has.</summary>
internal static class HeadCheck
{
    /// <summary>As <see cref="Problem"/>, and whether its time is the last entry's: later ones are given no earlier.</summary>
    public static async Task<string?> ProblemAsync(BotContext db, LogHeadRow head, IReadOnlyList<NoteKey> keys, CancellationToken cancel)
    {
        if (Problem(head, keys) is { } problem) return problem;
        if (head.Size == 0) return null;
        var last = head.Size - 1;
        var leaf = await db.Entries.Where(e => e.Seq == last).Select(e => e.Leaf).FirstOrDefaultAsync(cancel);
        try
        {
            return leaf is null ? $"entry {last}, the last one, is missing"
                : LeafCodec.Decode(leaf).Time.ToUnixTimeMilliseconds() != head.LastAt ? OtherTime : null;
        }
        catch (FormatException)
        {
            return $"entry {last}, the last one, cannot be read";
        }
    }

    public const string OtherTime = "the log's head has another time than its last entry";

    /// <summary>What is wrong, or null.</summary>
    public static string? Problem(LogHeadRow head, params IReadOnlyList<NoteKey> keys)
    {
        if (head.Size == 0)
            return head.Note.Length == 0 && Frontier.Empty.ToBytes().AsSpan().SequenceEqual(head.Frontier)
                ? null : "the log's head says that the log is empty, and holds more";
        try
        {
            var (note, frontier) = (Checkpoint.Open(head.Note, keys), Frontier.FromBytes(head.Frontier));
            return note.Size != head.Size || frontier.Size != head.Size ? "the log's head, its checkpoint and its frontier are of different sizes"
                : !note.Root.AsSpan().SequenceEqual(frontier.Root()) ? "the log's frontier is not that of its checkpoint"
                : null;
        }
        catch (FormatException e)
        {
            return "the log's head cannot be relied on: " + e.Message;
        }
    }
}
