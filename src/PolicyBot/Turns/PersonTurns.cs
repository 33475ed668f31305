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
        var (about, texts) = await AskedAsync(db, row.About);
        var question = about is not null && about.Person == row.Person ? texts?.Question : null;
        var added = row.Text;
        var write = turn.Noted(EntryKind.AskPerson, added).Write;
        var language = turn.Language;
        var channel = turn.Channel is { ReachesContact: true } reaching ? reaching : null;
        var said = channel is null ? "no-contact" : question is null ? "not-passed-on" : "passed-on";
        var notice = new Notice(words.Say(language, said, turn), []);
        words.Reply(write, turn, language, r => r with { Notice = notice }, null);
        if (question is not null && channel is not null)
        {
            var note = new Notice(words.Say(language, "somebody-asks", turn),
                [.. new[] { question, added, texts!.Answer }.OfType<string>().Where(t => t.Length > 0)]);
            write.Replies.Add(new()
            {
                TurnId = about!.TurnId,
                Channel = row.Channel,
                Address = row.Address,
                ToContact = true,
                Payload = channel.Render(new(about.TurnId, turn.Message, language)
                { Names = words.Names(turn, language), Notice = note, ToContact = true }),
            });
        }
        return (write, new(row, null, notice));
    }

    /// <summary>A person's reply goes to whoever asked, some time later: where they alone were answered, on its own.</summary>
    public async Task<(CompleteWrite, TurnResult)> BroughtBackAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var about = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About);
        var said = row.Text ?? "";
        var write = turn.Noted(EntryKind.PersonReply, said).Write;
        if (about is null || turn.Channel is not { } channel || about.Channel != row.Channel) return (write, new(row, null, null));
        var language = about.Language ?? turn.Language;
        var title = row.Choice == IncomingMessage.Correction ? "person-corrects" : "person-replies";
        var notice = new Notice(words.Say(language, title, turn), [said]);
        var address = about.Private ? channel.Privately(about.Address ?? "", later: true) : about.Address;
        write.Replies.Add(new()
        {
            TurnId = row.TurnId,
            Channel = row.Channel,
            Address = address,
            Payload = channel.Render(new(row.TurnId, turn.Message with { Address = address ?? "" },
                language)
            { Names = words.Names(turn, language), Notice = notice }),
        });
        return (write, new(row, null, notice));
    }

    /// <summary>A turn, with what was asked and answered; null where that has been erased.</summary>
    public static async Task<(TurnRow?, LogContentRow?)> AskedAsync(BotContext db, string? id)
    {
        var about = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == id);
        return (about, about?.EntrySeq is { } seq ? await db.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == seq) : null);
    }
}
