using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>An answer that the process which gave it sends itself is stored as its turn and its entry, and not once more as its channel shows
/// it: where that process cannot send it, whoever does makes it again.</summary>
internal sealed class LaterAnswer(Database database, Revisions revisions, TurnReplay replay, TurnWords words)
{
    /// <summary>The payload of such a reply.</summary>
    public const string Mark = "answer";

    /// <summary>What its channel sends; null where the text has been erased. Where the answer cannot be made again word for word, by an
    /// engine that came later, what was said stands as the log has it.</summary>
    public async Task<string?> RenderAsync(ReplyRow reply, IChannel channel, CancellationToken cancel)
    {
        await using var db = database.Open();
        var row = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == reply.TurnId, cancel);
        if (row?.EntrySeq is not { } seq) return null;
        var said = await db.Contents.Where(c => c.Seq == seq).Select(c => new { c.Question, c.Answer }).FirstOrDefaultAsync(cancel);
        if (said?.Answer is null) return null;
        var answer = said.Question is null ? null : await replay.AnswerAsync(row, said.Question, cancel);
        row.Text = said.Question;
        var person = TurnJson.ToPerson(row.Sender) ?? new Person(row.Channel, row.Person ?? "");
        var turn = new TurnAtWork(row, person, null, answer is null ? revisions.Current : await revisions.LoadAsync(row.Revision, cancel), channel);
        return channel.Render(answer is not null && answer.Text == said.Answer
            ? words.Begun(turn, answer.Question.Language) with { Answer = answer, Amends = Replaced.IsSent(reply.Replaces) }
            : words.Begun(turn, turn.Language) with { Notice = new(said.Answer, []) });
    }
}
