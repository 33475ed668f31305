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
using PolicyBot.Storage;
using PolicyBot.Web;

namespace PolicyBot.Turns;

/// <summary>What a stored message comes to: an answer, a notice, or nothing, with its entry and what is to be sent.</summary>
internal sealed class TurnAnswerer(Database database, Revisions revisions, LanguagePacks languages, IEnumerable<IChannel> channels,
    OrganisationDay day, AdminDesk desk, AnswerMemory answers,
    ILogger<TurnAnswerer> log) : IDisposable
{
    private const int MostIdentified = 2;
    private readonly SemaphoreSlim identifying = new(MostIdentified);
    private readonly TurnWords words = new(languages);
    private readonly PersonTurns people = new(database, new(languages));
    private readonly Dictionary<string, IChannel> byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary><paramref name="failed"/>: answering failed again and again; the asker is told so, and the turn is parked.</summary>
    public async Task<(CompleteWrite Write, TurnResult Result)> AnswerAsync(TurnRow row, Person? sender, bool failed)
    {
        var revision = revisions.Current;
        var person = sender ?? TurnJson.ToPerson(row.Sender) ?? new Person(row.Channel, "");
        var received = person;
        if (byName.TryGetValue(person.Channel, out var directory)) person = await IdentifiedAsync(directory, person, row.Address ?? "");
        person = desk.WithGroups(person);
        var channel = byName.GetValueOrDefault(row.Channel);
        row.Revision = revision.Number;
        row.Day = int.Parse(day.Today.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var turn = new TurnAtWork(row, person, ReferenceEquals(person, received) ? row.Sender : null, revision, channel);
        if (failed) return Failure(turn);
        if (person.Standing == Standing.Stranger && row.Kind != MessageKind.Deletion) return TurnedAway(turn);
        // Rules that go by groups would be passed over: it is tried again, and in the end the asker is told that it failed.
        if (row.Kind is MessageKind.Text or MessageKind.Edit or MessageKind.Share && desk.AreGroupsUntold(person)) throw new GroupsUntoldException();
        return row.Kind switch
        {
            MessageKind.Text when row.Choice == IncomingMessage.Quoted => await AnsweredAsync(turn, EntryKind.Answer, null),
            MessageKind.Text when AdminGrammar.ReadMessage(row.Text ?? "") is var read
                && read != CommandReading.NoCommand => await CommandedAsync(turn, read),
            MessageKind.Text => await ProposedAsync(turn) ?? await AnsweredAsync(turn, EntryKind.Answer, null),
            MessageKind.Edit => await EditedAsync(turn),
            MessageKind.Deletion => await DeletedAsync(turn),
            MessageKind.Feedback => await JudgedAsync(turn),
            MessageKind.AskPerson => await people.PassedOnAsync(turn),
            MessageKind.Share => await SharedAsync(turn),
            MessageKind.PersonReply => await people.BroughtBackAsync(turn),
            _ => throw new InvalidOperationException($"no such kind of message: {row.Kind}"),
        };
    }

    /// <summary>Few at once: what is looked up for one person is found by the next, and services refuse those who ask much at once.</summary>
    private async Task<Person> IdentifiedAsync(IChannel directory, Person person, string address)
    {
        await identifying.WaitAsync();
        try
        {
            return await directory.IdentifyAsync(person, address, CancellationToken.None);
        }
        finally
        {
            identifying.Release();
        }
    }

    /// <summary>Takes up what was published just now; where the database does not answer, whoever watches the head does it later.</summary>
    public async Task TakeUpAsync()
    {
        try
        {
            await revisions.RefreshAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidDataException or InvalidOperationException)
        {
            TurnLog.LookFailed(log, e.Message);
        }
    }

    /// <summary>A command is carried out in the transaction that completes its turn: once, or not at all.</summary>
    private async Task<(CompleteWrite, TurnResult)> CommandedAsync(TurnAtWork turn, CommandReading read)
    {
        var row = turn.Row;
        var (who, entry, typed) = (AdminPerson.Of(turn.Person) with { Language = CommandLanguage(turn) }, turn.Entry(EntryKind.Admin),
            row.Text ?? "");
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
                write.Published = outcome.Published is not null;
                await DeskPost.AddAsync(db, outcome.Notes, row);
                if (turn.Channel is { } channel)
                    await DeskPost.RememberAsync(db, who, row, channel.Privately(row.Address ?? "", later: true), row.AcceptedAt);
                write.Replies.Clear();
                Noticed(write, turn, outcome.Notice, who.Language);
                write.Result = new(row, null, outcome.Notice) { NoticeLanguage = who.Language };
            },
        };
        row.Text = null;
        return (write, new(row, null, null));
    }

    /// <summary>A policy admin's sentence that proposes a rule is shown as a
    /// command to read; it changes nothing. Null: it is a question.</summary>
    private async Task<(CompleteWrite, TurnResult)?> ProposedAsync(TurnAtWork turn)
    {
        var (row, who) = (turn.Row, AdminPerson.Of(turn.Person) with { Language = CommandLanguage(turn) });
        if (await desk.ProposalAsync(database, row.Text ?? "", who) is not { } notice) return null;
        var write = new CompleteWrite(row, new DeskOutcome(notice).Entered(turn.Entry(EntryKind.Admin), who, row.Text ?? ""));
        row.Status = TurnStatus.Done;
        Noticed(write, turn, notice, who.Language);
        row.Text = null;
        return (write, new(row, null, notice) { NoticeLanguage = who.Language });
    }

    private static string CommandLanguage(TurnAtWork turn) =>
        turn.Row.Text is { } text && text.Any(c => c is >= '\uAC00' and <= '\uD7A3') ? "ko" : turn.Language;

    /// <summary>For the person alone, also where they wrote in a channel.</summary>
    private void Noticed(CompleteWrite write, TurnAtWork turn, Notice notice, string language)
    {
        words.Reply(write, turn, language, r => r with { Notice = notice, To = r.To with { Private = true } }, null);
        if (turn.Channel is { } channel && write.Replies.Count > 0)
            write.Replies[^1].Address = channel.Privately(turn.Row.Address ?? "", later: false);
    }

    private async Task<(CompleteWrite, TurnResult)> AnsweredAsync(TurnAtWork turn, EntryKind kind, ReplyRow? replaced)
    {
        var row = turn.Row;
        var name = turn.Person.Email ?? turn.Person.Id;
        var exceptions = await desk.Exceptions.OfAsync(database, turn.Person, name, DayOf(row), turn.Revision.Bot.Knowledge);
        var asker = new Asker(name, turn.Person.Groups, exceptions);
        var (bot, asked) = (turn.Revision.Bot, new Turn(
            row.Text ?? "", TurnJson.ToConversation(row.StateBefore), asker, DayOf(row), row.Language));
        var (answer, next, remembered) = answers.Ask(bot, asked);
        row.Asker = TurnJson.Of(asker);
        row.StateAfter = row.Thread is null ? TurnJson.NothingToCarryOn : TurnJson.Of(next);
        row.Status = TurnStatus.Done;
        var entry = turn.Entry(kind).With(TextNames.Question, row.Text).With(TextNames.Answer, answer.Text);
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
        if (AnswerGap.Of(answer) is { } gap && !QuickAnswers.IsHalfTyped(row, gap)) write.Gap = GapMarks.Of(gap, row.AcceptedAt);
        if (replaced is { Status: ReplyStatus.Waiting }) write.Retracted.Add(replaced.Id);
        var before = Replaced.By(replaced);
        words.Reply(write, turn, answer.Question.Language, r => r with { Answer = answer, Amends = Replaced.IsSent(before) }, before);
        row.Text = null;
        return (write, new(row, answer, null) { Remembered = remembered });
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
        // A mention that an edit added makes a question of what was none before; so does a new wording of what was not answered yet.
        if (original is null) return await AnsweredAsync(turn, EntryKind.Answer, null);
        // Channels send an edit for a preview of a link as well.
        if (original.Kind is not (MessageKind.Text or MessageKind.Edit) || said == row.Text) return turn.Noted(EntryKind.Edit, null);
        row.StateBefore = original.StateBefore;
        return await AnsweredAsync(turn, EntryKind.Edit, reply);
    }

    private async Task<(CompleteWrite, TurnResult)> DeletedAsync(TurnAtWork turn)
    {
        await using var db = database.Open();
        var (_, _, reply) = await MeantAsync(db, turn);
        var noted = turn.Noted(EntryKind.Deletion, null);
        var row = turn.Row;
        var withdrawn = await db.Turns.Where(t => t.Channel == row.Channel && t.Conversation == row.Conversation && t.Id < row.Id
            && t.Status == TurnStatus.Withdrawn && (t.MessageId == row.About || t.About == row.About && t.Kind == MessageKind.Edit))
            .OrderByDescending(t => t.Id).Select(t => t.TurnId).FirstOrDefaultAsync();
        if (withdrawn is not null)
            noted.Write.Entry = noted.Write.Entry with { Entry = noted.Write.Entry.Entry with { About = withdrawn } };
        if (reply is { Status: ReplyStatus.Waiting }) noted.Write.Retracted.Add(reply.Id);
        return noted;
    }

    /// <summary>What one person was told alone is answered once more where all see it: their question, read where it stood. The policy's
    /// newest answer is given, should it have changed since.</summary>
    private async Task<(CompleteWrite, TurnResult)> SharedAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        await using var db = database.Open();
        var (about, texts) = await PersonTurns.AskedAsync(db, row.About);
        if (about is { Private: true, StateAfter: not null } && about.Person == row.Person && about.Channel == row.Channel
            && texts?.Question is { } question)
        {
            (row.Text, row.Masked, row.StateBefore, row.Language) = (question, about.Masked, about.StateBefore, about.Language);
            return await AnsweredAsync(turn, EntryKind.Answer, null);
        }
        row.Status = TurnStatus.Done;
        var language = turn.Language;
        var notice = new Notice(words.Say(language, "not-shared", turn), []);
        var write = new CompleteWrite(row, turn.Entry(EntryKind.Answer).With(TextNames.Answer, notice.Text));
        Noticed(write, turn, notice, language);
        return (write, new(row, null, notice));
    }

    /// <summary>The turn whose message this one is about, unless that was withdrawn, what it asked, and its reply.</summary>
    private static async Task<(TurnRow?, string?, ReplyRow?)> MeantAsync(BotContext db, TurnAtWork turn)
    {
        var row = turn.Row;
        var original = await db.Turns.AsNoTracking()
            .Where(t => t.Channel == row.Channel && t.Conversation == row.Conversation && t.Id < row.Id && t.Status != TurnStatus.Withdrawn
            && (t.MessageId == row.About || t.About == row.About && t.Kind == MessageKind.Edit)).OrderByDescending(t => t.Id)
            .FirstOrDefaultAsync();
        if (original is null) return (null, null, null);
        var said = original.EntrySeq is { } seq
            ? await db.Contents.Where(c => c.Seq == seq).Select(c => c.Question).FirstOrDefaultAsync()
            : original.Text;
        return (original, said, await db.Replies.AsNoTracking().Where(r => r.TurnId == original.TurnId && !r.ToContact)
            .OrderBy(r => r.Id).FirstOrDefaultAsync());
    }

    /// <summary>An answer that did not help is a gap, unless its question has been erased.</summary>
    private async Task<(CompleteWrite, TurnResult)> JudgedAsync(TurnAtWork turn)
    {
        var row = turn.Row;
        var noted = turn.Noted(EntryKind.Feedback, null);
        if (row.Choice != "not-helpful") return noted;
        await using var db = database.Open();
        if (await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.TurnId == row.About) is { } about
            && await new TurnReplay(database, revisions).AnswerAsync(about, CancellationToken.None) is { } answer)
            noted.Write.Gap = GapMarks.Of(AnswerGap.NotHelpful(answer), row.AcceptedAt, about.EntrySeq);
        return noted;
    }

    private (CompleteWrite, TurnResult) Failure(TurnAtWork turn)
    {
        var (write, notice) = Unanswered(turn, "failed", TurnStatus.Parked);
        if (turn.Row.Kind == MessageKind.Share)
        {
            // Where all see it nobody asked for anything; and the button, whose message has one id however often it is pressed, works again.
            Noticed(write, turn, notice, turn.Language);
            turn.Row.MessageId += "/" + turn.Row.TurnId;
        }
        else words.Reply(write, turn, turn.Language, r => r with { Notice = notice }, null);
        return (write, new(turn.Row, null, notice));
    }

    /// <summary>Whoever is of another organisation is told so, alone, and nothing that they send does anything.</summary>
    private (CompleteWrite, TurnResult) TurnedAway(TurnAtWork turn)
    {
        var (write, notice) = Unanswered(turn, "stranger", TurnStatus.Done);
        if (turn.Row.Kind is not (MessageKind.Edit or MessageKind.Feedback)) Noticed(write, turn, notice, turn.Language);
        return (write, new(turn.Row, null, notice) { NoticeLanguage = turn.Language });
    }

    /// <summary>What was written, with a notice in place of an answer.</summary>
    private (CompleteWrite Write, Notice Notice) Unanswered(TurnAtWork turn, string key, TurnStatus status)
    {
        var row = turn.Row;
        row.Status = status;
        var notice = new Notice(words.Say(turn.Language, key, turn), []);
        var write = new CompleteWrite(row,
            turn.Entry(EntryKind.Answer).WithMasked(TextNames.Question, row.Text).With(TextNames.Answer, notice.Text));
        row.Text = null;
        return (write, notice);
    }

    public void Dispose() => identifying.Dispose();

    public static DateOnly DayOf(TurnRow row) => new(row.Day / 10_000, row.Day / 100 % 100, row.Day % 100);
}
