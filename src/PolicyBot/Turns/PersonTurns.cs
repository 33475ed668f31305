using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Turns;

/// <summary>Questions that go to a person, and what the person replies.</summary>
internal sealed class PersonTurns(Database database, TurnWords words)
{
    /// <summary>The question goes to the organisation's contact, with who asks; the asker is told.</summary>
    public async Task<(CompleteWrite, TurnResult)> PassedOnAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var about = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About);
        var texts = about?.EntrySeq is { } seq ? await db.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == seq) : null;
        var own = about is not null && about.Person == row.Person;
        var added = row.Text;
        var write = turn.Noted(EntryKind.AskPerson, added).Write;
        var language = turn.Language;
        var notice = new Notice(words.Say(language, own && texts?.Question is not null ? "passed-on" : "not-passed-on", turn), []);
        words.Reply(write, turn, language, r => r with { Notice = notice }, null);
        if (own && texts?.Question is { } question && turn.Channel is { } channel)
        {
            var note = new Notice(words.Say(language, "somebody-asks", turn),
                [.. new[] { question, added, texts.Answer }.OfType<string>().Where(t => t.Length > 0)]);
            var message = turn.Message;
            write.Replies.Add(new()
            {
                TurnId = about!.TurnId,
                Channel = row.Channel,
                Address = row.Address,
                ToContact = true,
                Payload = channel.Render(new(about.TurnId, message, language) { Names = words.Names(turn, language), Notice = note }),
            });
        }
        return (write, new(row, null, notice));
    }

    /// <summary>A person's reply goes to whoever asked.</summary>
    public async Task<(CompleteWrite, TurnResult)> BroughtBackAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var about = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About);
        var said = row.Text ?? "";
        var write = turn.Noted(EntryKind.PersonReply, said).Write;
        if (about is null || turn.Channel is not { } channel || about.Channel != row.Channel) return (write, new(row, null, null));
        var language = about.Language ?? turn.Language;
        var notice = new Notice(words.Say(language, "person-replies", turn), [said]);
        write.Replies.Add(new()
        {
            TurnId = row.TurnId,
            Channel = row.Channel,
            Address = about.Address,
            Payload = channel.Render(new(row.TurnId, turn.Message with { Address = about.Address ?? "" },
                language)
            { Names = words.Names(turn, language), Notice = notice }),
        });
        return (write, new(row, null, notice));
    }
}
