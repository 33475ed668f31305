using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Web.Review;

/// <summary>An answer made again. <paramref name="Replay"/>: 0 the same bytes, 1 others, 2 it cannot be made again.
/// <paramref name="Today"/>: what the policy of today says to the same question.</summary>
public sealed record Reproduced(Answer? Then, KnowledgeBase Knowledge, int Replay, Answer? Today);

/// <summary>An entry of a conversation. The texts are null where no reason was stated, or where they were erased.</summary>
/// <param name="ReplacedBy">The entry of the edit or deletion that came for this message.</param>
public sealed record ConversationEntry(LogEntry Entry, string? Channel, int Revision, string? Person, ImmutableArray<LogText> Texts,
    long? ReplacedBy, Reproduced? Answer)
{
    /// <summary>The conversation's name, by which it is held; it may tell who was there.</summary>
    public string? Thread { get; init; }

    public string? Text(string name) => Texts.FirstOrDefault(t => t.Name == name)?.Text;
}

/// <summary>A conversation in its order. <paramref name="Asked"/>: the entry that was
/// asked for. <paramref name="More"/>: it has more entries than are shown.</summary>
public sealed record ConversationView(long Asked, ImmutableArray<ConversationEntry> Entries, bool More);

/// <summary>Reads the conversation that an entry belongs to, around that entry.</summary>
internal sealed class ConversationReader(Database database, Revisions revisions, LogReplay replay, OrganisationDay day)
{
    private const int Around = 50;

    /// <summary>Null where there is no such entry. <paramref name="open"/>: with people's words.</summary>
    public async Task<ConversationView?> ReadAsync(long seq, bool open, CancellationToken cancel)
    {
        await using var db = database.Open();
        if (await db.Entries.AsNoTracking().FirstOrDefaultAsync(e => e.Seq == seq, cancel) is not { } asked) return null;
        List<LogEntryRow> rows = [asked];
        var more = false;
        if (asked.Thread is { } thread)
        {
            var same = db.Entries.AsNoTracking().Where(e => e.Thread == thread);
            var earlier = await same.Where(e => e.Seq < seq).OrderByDescending(e => e.Seq).Take(Around + 1).ToListAsync(cancel);
            var later = await same.Where(e => e.Seq > seq).OrderBy(e => e.Seq).Take(Around + 1).ToListAsync(cancel);
            more = earlier.Count > Around || later.Count > Around;
            rows = [.. earlier.Take(Around).Reverse(), asked, .. later.Take(Around)];
        }
        // By the turns' ids, for which there is an index.
        var ids = rows.Select(r => r.TurnId).OfType<string>().ToArray();
        var turns = (await db.Turns.AsNoTracking().Where(t => ids.Contains(t.TurnId) && t.EntrySeq != null).ToListAsync(cancel))
            .ToDictionary(t => t.EntrySeq!.Value);
        var entries = ImmutableArray.CreateBuilder<ConversationEntry>();
        foreach (var row in rows) entries.Add(await EntryAsync(db, row, turns, open, cancel));
        return new(seq, entries.ToImmutable(), more);
    }

    private async Task<ConversationEntry> EntryAsync(BotContext db, LogEntryRow row, Dictionary<long, TurnRow> turns, bool open,
        CancellationToken cancel)
    {
        var turn = turns.GetValueOrDefault(row.Seq);
        var content = await db.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == row.Seq, cancel);
        // Messages are told apart by conversation and id; an edit or deletion names the id that it is about.
        var replacing = turn is null ? null : turns.Values
            .Where(t =>
                t.Id > turn.Id && t.Conversation == turn.Conversation && (t.Kind is MessageKind.Edit or MessageKind.Deletion)
                    && t.About is not null
                && (t.About == turn.MessageId || (t.About == turn.About && turn.Kind == MessageKind.Edit))).MinBy(t => t.Id)?.EntrySeq;
        var answer = turn?.StateAfter is not null && content?.Question is { } question
            ? await AgainAsync(turn, question, row.Seq, cancel)
            : null;
        return new(LeafCodec.Decode(row.Leaf), row.Channel, row.Revision, open ? row.Person : null,
            open && content is not null ? [.. content.Texts()] : [], replacing, answer)
        { Thread = open ? row.Thread : null };
    }

    /// <summary>Null where the revision is refused.</summary>
    private async Task<Reproduced?> AgainAsync(TurnRow turn, string question, long seq, CancellationToken cancel)
    {
        LoadedRevision then;
        try
        {
            then = await revisions.LoadAsync(turn.Revision, cancel);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        var (result, _) = await replay.RunAsync(seq, cancel);
        if (turn.Asker is null) return new(null, then.Bot.Knowledge, result, null);
        Answer Ask(Bot bot, DateOnly on) =>
            bot.Ask(new(question, TurnJson.ToConversation(turn.StateBefore), TurnJson.ToAsker(turn.Asker), on, turn.Language)).Answer;
        return new(Ask(then.Bot, TurnAnswerer.DayOf(turn)), then.Bot.Knowledge, result, Ask(revisions.Current.Bot, day.Today));
    }
}
