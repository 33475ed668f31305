using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Admin.Execution;

/// <summary>Puts notes among the replies to send, in the transaction of the command.</summary>
internal static class DeskPost
{
    /// <summary><paramref name="turn"/>: that of the command, through whose channel the contact is told; null where there is
    /// none.</summary>
    public static async Task AddAsync(BotContext db, IEnumerable<DeskNote> notes, TurnRow? turn)
    {
        foreach (var note in notes)
        {
            string[] to = [.. note.To.Distinct(StringComparer.Ordinal)];
            var reaches = await db.Reaches.AsNoTracking()
                .Where(r => to.Contains(r.Person) && (note.Channel == null || r.Channel == note.Channel)).OrderBy(r => r.Person)
                .ThenBy(r => r.Channel).ToListAsync();
            foreach (var reach in reaches)
                db.Replies.Add(new()
                {
                    TurnId = NewId(note.About),
                    Channel = reach.Channel,
                    Address = reach.Address,
                    Payload = LaterNotice.Of(note.In(reach.Language), reach.Language)
                });
            if (reaches.Count > 0 || !note.OrContact || turn is null) continue;
            var language = turn.Language ?? "en";
            db.Replies.Add(new()
            {
                TurnId = turn.TurnId,
                Channel = turn.Channel,
                Address = turn.Address,
                ToContact = true,
                Payload = LaterNotice.Of(note.In(language), language)
            });
        }
    }

    /// <summary>`note-` or `note-exception-7-`, and 14 digits or more by which no two are the same; at most 40 characters.</summary>
    private static string NewId(string? about) => about is null ? "note-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))
        : IdsAbout(about).First + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(7));

    /// <summary>Between which the ids of the notes lie that repeat the words of <paramref name="about"/>: as bytes, `.` comes after
    /// `-`.</summary>
    public static (string First, string After) IdsAbout(string about) => ($"note-{about}-", $"note-{about}.");

    /// <summary>Remembers where the person of a command can be written to.</summary>
    public static async Task RememberAsync(BotContext db, AdminPerson who, TurnRow turn, string address, long at)
    {
        var groups = string.Join(' ', who.Groups);
        if (await db.Reaches.FindAsync(who.Key, turn.Channel) is { } known)
        {
            (known.Address, known.Language, known.Groups, known.At) = (address, who.Language, groups, at);
            db.Update(known);
        }
        else db.Reaches.Add(new()
        {
            Person = who.Key,
            Channel = turn.Channel,
            Address = address,
            Language = who.Language,
            Groups = groups,
            At = at
        });
    }
}
