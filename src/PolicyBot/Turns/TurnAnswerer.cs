using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web;

namespace PolicyBot.Turns;

/// <summary>What a stored message comes to: an answer, a notice, or nothing, with its entry and what is to be sent.</summary>
internal sealed class TurnAnswerer(Database database, Revisions revisions, LanguagePacks languages, IEnumerable<IChannel> channels, OrganisationDay day, AdminDesk desk)
{
    private readonly Dictionary<string, IChannel> byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary><paramref name="failed"/>: answering failed again and again; the asker is told so, and the turn is parked.</summary>
    public async Task<(CompleteWrite Write, TurnResult Result)> AnswerAsync(TurnRow row, Person? sender, bool failed)
    {
        var revision = revisions.Current;
        var person = sender ?? TurnJson.ToPerson(row.Sender) ?? new Person(row.Channel, "");
        var received = person;
        if (byName.TryGetValue(person.Channel, out var directory)) person = await directory.IdentifyAsync(person, CancellationToken.None);
        var channel = byName.GetValueOrDefault(row.Channel);
        row.Revision = revision.Number;
        row.Day = int.Parse(day.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var turn = new TurnAtWork(row, person, ReferenceEquals(person, received) ? row.Sender : null, revision, channel);
        return failed ? Failure(turn) : row.Kind switch
        {
            MessageKind.Text when AdminGrammar.ReadMessage(row.Text ?? "") is var read && read != CommandReading.NoCommand => await CommandedAsync(turn, read),
            MessageKind.Text => await ProposedAsync(turn) ?? await AnsweredAsync(turn, EntryKind.Answer, null),
            MessageKind.Edit => await EditedAsync(turn),
            MessageKind.Deletion => await DeletedAsync(turn),
            MessageKind.Feedback => await JudgedAsync(turn),
            MessageKind.AskPerson => await PassedOnAsync(turn),
            MessageKind.PersonReply => await BroughtBackAsync(turn),
            _ => throw new InvalidOperationException($"no such kind of message: {row.Kind}"),
        };
    }

    /// <summary>A command is carried out in the transaction that completes its turn: once, or not at all.</summary>
    private async Task<(CompleteWrite, TurnResult)> CommandedAsync(TurnAtWork turn, CommandReading read)
    {
        var row = turn.Row;
        var (who, entry, typed) = (AdminPerson.Of(turn.Person) with { Language = CommandLanguage(turn) }, Entry(turn, EntryKind.Admin), Masking.Mask(row.Text ?? "").Text);
        row.Status = TurnStatus.Done;
        var prepared = await desk.PrepareAsync(database, read, who);
        CompleteWrite? write = null;
        write = new(row, entry)
        {
            Afterwards = desk.Forget,
            Also = async db =>
            {
                var outcome = await desk.ExecuteAsync(db, read, who, prepared);
                write!.Entry = outcome.Entered(entry, who, typed);
                await DeskPost.AddAsync(db, outcome.Notes, row);
                if (turn.Channel is { } channel) await DeskPost.RememberAsync(db, who, row, channel.Privately(row.Address ?? "", later: true), row.AcceptedAt);
                write.Replies.Clear();
                Noticed(write, turn, outcome.Notice);
                write.Result = new(row, null, outcome.Notice);
            },
        };
        row.Text = null;
        return (write, new(row, null, null));
    }

    /// <summary>A policy admin's sentence that proposes a rule is shown as a command to read; it changes nothing. Null: it is a question.</summary>
    private async Task<(CompleteWrite, TurnResult)?> ProposedAsync(TurnAtWork turn)
    {
        var (row, who) = (turn.Row, AdminPerson.Of(turn.Person));
        if (await desk.ProposalAsync(database, row.Text ?? "", who) is not { } notice) return null;
        var write = new CompleteWrite(row, new DeskOutcome(notice).Entered(Entry(turn, EntryKind.Admin), who, row.Text ?? ""));
        row.Status = TurnStatus.Done;
        Noticed(write, turn, notice);
        row.Text = null;
        return (write, new(row, null, notice));
    }

    private static string CommandLanguage(TurnAtWork turn) => turn.Row.Text is { } text && text.Any(c => c is >= '\uAC00' and <= '\uD7A3') ? "ko" : Language(turn);

    /// <summary>For the person alone, also where they wrote in a channel.</summary>
    private void Noticed(CompleteWrite write, TurnAtWork turn, Notice notice)
    {
        Reply(write, turn, Language(turn), r => r with { Notice = notice, To = r.To with { Private = true } }, null);
        if (turn.Channel is { } channel && write.Replies.Count > 0) write.Replies[^1].Address = channel.Privately(turn.Row.Address ?? "", later: false);
    }

    private async Task<(CompleteWrite, TurnResult)> AnsweredAsync(TurnAtWork turn, EntryKind kind, ReplyRow? replaced)
    {
        var row = turn.Row;
        var name = turn.Person.Email ?? turn.Person.Id;
        var exceptions = await desk.Exceptions.OfAsync(database, turn.Person, name, DayOf(row), turn.Revision.Bot.Knowledge);
        var asker = new Asker(name, turn.Person.Groups, exceptions);
        var (answer, next) = turn.Revision.Bot.Ask(new Turn(
            row.Text ?? "", TurnJson.ToConversation(row.StateBefore), asker, DayOf(row), row.Language));
        row.Asker = TurnJson.Of(asker);
        row.StateAfter = TurnJson.Of(next);
        row.Status = TurnStatus.Done;
        var entry = Entry(turn, kind).With(TextNames.Question, row.Text).With(TextNames.Answer, answer.Text);
        var write = new CompleteWrite(row, entry with
        {
            Entry = entry.Entry with
            {
                Intent = Kebab.Name(answer.Question.Intent),
                Verdict = answer.Verdict is { } verdict ? Kebab.Name(verdict) : null,
                Tools = answer.Question.Frame.Tools,
                Rules = answer.Rules,
                Facts = answer.Facts,
                About = Excepted(answer),
            },
        });
        if (AnswerGap.Of(answer) is { } gap) write.Gap = GapMarks.Of(gap, row.AcceptedAt);
        if (replaced is { Status: ReplyStatus.Waiting }) write.Retracted.Add(replaced.Id);
        Reply(write, turn, answer.Question.Language, r => r with { Answer = answer, Amends = replaced?.Reference is not null }, replaced?.Reference);
        row.Text = null;
        return (write, new(row, answer, null));
    }

    /// <summary>The exceptions that the answer rests on, by name; null: none.</summary>
    private static string? Excepted(Answer answer)
    {
        var used = answer.Tools.SelectMany(t => t.Decision.Exceptions).Select(e => e.Id).Distinct(StringComparer.Ordinal).ToArray();
        return used.Length == 0 ? null : string.Join(' ', used);
    }

    /// <summary>The new wording is read where the old one stood, and its answer takes the place of the old one.</summary>
    private async Task<(CompleteWrite, TurnResult)> EditedAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var (original, said, reply) = await MeantAsync(db, turn);
        // A mention that an edit added makes a question of what was none before.
        if (original is null) return await AnsweredAsync(turn, EntryKind.Answer, null);
        // Channels send an edit for a preview of a link as well.
        if (original.Kind is not (MessageKind.Text or MessageKind.Edit) || said == row.Text) return Noted(turn, EntryKind.Edit, null);
        row.StateBefore = original.StateBefore;
        return await AnsweredAsync(turn, EntryKind.Edit, reply);
    }

    private async Task<(CompleteWrite, TurnResult)> DeletedAsync(TurnAtWork turn)
    {
        await using var db = database.Open();
        var (original, _, reply) = await MeantAsync(db, turn);
        var noted = Noted(turn, EntryKind.Deletion, null);
        if (original?.Status == TurnStatus.Waiting) noted.Write.Withdrawn.Add(original.Id);
        if (reply is { Status: ReplyStatus.Waiting }) noted.Write.Retracted.Add(reply.Id);
        return noted;
    }

    /// <summary>The turn whose message this one is about, what it asked, and its reply.</summary>
    private static async Task<(TurnRow?, string?, ReplyRow?)> MeantAsync(BotContext db, TurnAtWork turn)
    {
        var row = turn.Row;
        var original = await db.Turns.AsNoTracking().Where(t => t.Channel == row.Channel && t.Conversation == row.Conversation && t.Id < row.Id
            && (t.MessageId == row.About || t.About == row.About && t.Kind == MessageKind.Edit)).OrderByDescending(t => t.Id).FirstOrDefaultAsync();
        if (original is null) return (null, null, null);
        var said = original.EntrySeq is { } seq ? await db.Contents.Where(c => c.Seq == seq).Select(c => c.Question).FirstOrDefaultAsync() : original.Text;
        return (original, said, await db.Replies.AsNoTracking().Where(r => r.TurnId == original.TurnId && !r.ToContact).FirstOrDefaultAsync());
    }

    /// <summary>An answer that did not help is a gap, unless its question has been erased.</summary>
    private async Task<(CompleteWrite, TurnResult)> JudgedAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        var noted = Noted(turn, EntryKind.Feedback, null);
        if (row.Choice != "not-helpful") return noted;
        await using var db = database.Open();
        if (await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About) is { } about
            && await new TurnReplay(database, revisions).AnswerAsync(about, CancellationToken.None) is { } answer)
            noted.Write.Gap = GapMarks.Of(AnswerGap.NotHelpful(answer), row.AcceptedAt, about.EntrySeq);
        return noted;
    }

    /// <summary>An entry and no reply.</summary>
    private static (CompleteWrite Write, TurnResult Result) Noted(TurnAtWork turn, EntryKind kind, string? question)
    {
        var row = turn.Row;
        row.Status = TurnStatus.Done;
        var entry = Entry(turn, kind).With(TextNames.Question, question)
            .With(TextNames.Reason, kind == EntryKind.Feedback && row.Text is { Length: > 0 } ? row.Text : null);
        var counts = LogEntry.Empty<long>();
        var write = new CompleteWrite(row, entry with
        {
            Entry = entry.Entry with { About = row.About, Counts = row.Choice is "helpful" or "not-helpful" ? counts.Add(row.Choice, 1) : counts },
        });
        row.Text = null;
        return (write, new(row, null, null));
    }

    /// <summary>The question goes to the organisation's contact, with who asks; the asker is told.</summary>
    private async Task<(CompleteWrite, TurnResult)> PassedOnAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var about = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About);
        var texts = about?.EntrySeq is { } seq ? await db.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Seq == seq) : null;
        var own = about is not null && about.Person == row.Person;
        var added = row.Text;
        var write = Noted(turn, EntryKind.AskPerson, added).Write;
        var language = Language(turn);
        var notice = new Notice(Say(language, own && texts?.Question is not null ? "passed-on" : "not-passed-on", turn), []);
        Reply(write, turn, language, r => r with { Notice = notice }, null);
        if (own && texts?.Question is { } question && turn.Channel is { } channel)
        {
            var note = new Notice(Say(language, "somebody-asks", turn), [.. new[] { question, added, texts.Answer }.OfType<string>().Where(t => t.Length > 0)]);
            var message = MessageOf(turn);
            write.Replies.Add(new()
            {
                TurnId = about!.TurnId,
                Channel = row.Channel,
                Address = row.Address,
                ToContact = true,
                Payload = channel.Render(new(about.TurnId, message, language) { Names = Names(turn, language), Notice = note }),
            });
        }
        return (write, new(row, null, notice));
    }

    /// <summary>A person's reply goes to whoever asked.</summary>
    private async Task<(CompleteWrite, TurnResult)> BroughtBackAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var about = await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About);
        var said = row.Text ?? "";
        var write = Noted(turn, EntryKind.PersonReply, said).Write;
        if (about is null || turn.Channel is not { } channel || about.Channel != row.Channel) return (write, new(row, null, null));
        var language = about.Language ?? Language(turn);
        var notice = new Notice(Say(language, "person-replies", turn), [said]);
        write.Replies.Add(new()
        {
            TurnId = row.TurnId,
            Channel = row.Channel,
            Address = about.Address,
            Payload = channel.Render(new(row.TurnId, MessageOf(turn) with { Address = about.Address ?? "" }, language) { Names = Names(turn, language), Notice = notice }),
        });
        return (write, new(row, null, notice));
    }

    private (CompleteWrite, TurnResult) Failure(TurnAtWork turn)
    {
        var row = turn.Row;
        row.Status = TurnStatus.Parked;
        var language = Language(turn);
        var notice = new Notice(Say(language, "failed", turn), []);
        var write = new CompleteWrite(row, Entry(turn, EntryKind.Answer).With(TextNames.Question, row.Text).With(TextNames.Answer, notice.Text));
        Reply(write, turn, language, r => r with { Notice = notice }, null);
        row.Text = null;
        return (write, new(row, null, notice));
    }

    private void Reply(CompleteWrite write, TurnAtWork turn, string language, Func<Reply, Reply> with, string? replaces)
    {
        if (turn.Channel is not { } channel) return;
        var reply = with(new(turn.Row.TurnId, MessageOf(turn), language)
        {
            Names = Names(turn, language),
            Contact = turn.Revision.Bot.Knowledge.Set.Organization?.Contact?.Name,
        });
        write.Replies.Add(new()
        {
            TurnId = turn.Row.TurnId,
            Channel = turn.Row.Channel,
            Address = turn.Row.Address,
            Payload = channel.Render(reply),
            Replaces = replaces,
        });
    }

    private static NewEntry Entry(TurnAtWork turn, EntryKind kind)
    {
        var entry = NewEntry.Of(kind, turn.Row.TurnId).With(TextNames.Asker, turn.Asker ?? TurnJson.Of(turn.Person)).With(TextNames.Conversation, turn.Row.Thread);
        return entry with
        {
            Entry = entry.Entry with
            {
                Revision = turn.Revision.Bot.Knowledge.Revision,
                Engine = Engine.Version,
                Masked = turn.Row.Masked is { } kinds ? [.. kinds.Split(' ')] : [],
            },
            Channel = turn.Row.Channel,
            Thread = turn.Row.Thread,
            Person = turn.Row.Person,
            Revision = turn.Revision.Number,
        };
    }

    private static IncomingMessage MessageOf(TurnAtWork turn)
    {
        var row = turn.Row;
        return new(row.Channel, row.Conversation, row.MessageId, row.Kind, turn.Person, row.Text ?? "",
            DateTimeOffset.FromUnixTimeMilliseconds(row.SentAt), row.Address ?? "")
        { About = row.About, Choice = row.Choice, Language = row.Language, Private = row.Private };
    }

    private DisplayNames Names(TurnAtWork turn, string language) => new(turn.Revision.Bot.Knowledge, languages.Of(language));

    private string Say(string language, string key, TurnAtWork turn) => languages.Of(language).Say("ui.host." + key,
        ("contact", turn.Revision.Bot.Knowledge.Set.Organization?.Contact?.Name ?? "-"), ("person", turn.Person.Name ?? turn.Person.Email ?? turn.Person.Id));

    private static string Language(TurnAtWork turn) => turn.Row.Language
        ?? TurnJson.ToConversation(turn.Row.StateBefore).Language
        ?? (turn.Person.Locale?.StartsWith("ko", StringComparison.OrdinalIgnoreCase) == true ? "ko" : turn.Revision.Bot.Knowledge.DefaultLanguage);

    public static DateOnly DayOf(TurnRow row) => new(row.Day / 10_000, row.Day / 100 % 100, row.Day % 100);

    /// <param name="Asker">The person as JSON, where the row has it already.</param>
    private sealed record TurnAtWork(TurnRow Row, Person Person, string? Asker, LoadedRevision Revision, IChannel? Channel);
}
