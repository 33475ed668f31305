using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Answers;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Gaps;

/// <summary>The rows of gaps as they come and go.</summary>
internal static class GapMarks
{
    /// <summary>Makes the row when the number of the entry that shows the gap is known. <paramref name="asked"/>: another entry, whose
    /// question it is.</summary>
    public static Func<long, GapRow> Of(AnswerGap gap, long at, long? asked = null)
    {
        var key = KeyOf(gap);
        return seq => new() { Seq = seq, Asked = asked ?? seq, Kind = (int)gap.Kind, Key = key, At = at };
    }

    private static string KeyOf(AnswerGap gap) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{(int)gap.Kind}\n{gap.About}")));

    /// <summary>The rows of the gap that has this number; empty: there is none any more.</summary>
    public static IQueryable<GapRow> Of(BotContext db, long number) =>
        db.Gaps.Where(g => g.State <= GapState.InDraft
            && db.Gaps.Any(n => n.Seq == number && n.State <= GapState.InDraft && n.Key == g.Key));

    /// <summary>A draft is meant to settle the gap. False: there is no such gap.</summary>
    public static async Task<bool> ClaimAsync(BotContext db, long number, int draft) =>
        await Of(db, number).ExecuteUpdateAsync(set => set.SetProperty(g => g.State, GapState.InDraft)
            .SetProperty(g => g.Draft, draft)) > 0;

    /// <summary>The draft has been published: its gaps are handled, with what was asked of them meanwhile.</summary>
    public static async Task HandledAsync(BotContext db, int draft)
    {
        var keys = await db.Gaps.Where(g => g.Draft == draft && g.State == GapState.InDraft).Select(g => g.Key).Distinct().ToListAsync();
        await db.Gaps.Where(g => keys.Contains(g.Key) && g.State <= GapState.InDraft)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.State, GapState.Handled).SetProperty(g => g.Draft, draft));
    }

    /// <summary>The draft was given up: its gaps are open again.</summary>
    public static async Task ReopenAsync(BotContext db, int draft) =>
        await db.Gaps.Where(g => g.Draft == draft && g.State == GapState.InDraft)
        .ExecuteUpdateAsync(set => set.SetProperty(g => g.State, GapState.Open).SetProperty(g => g.Draft, (int?)null));

    /// <summary>False: there is no such gap.</summary>
    public static async Task<bool> CloseAsync(BotContext db, long number) =>
        await Of(db, number).ExecuteUpdateAsync(set => set.SetProperty(g => g.State, GapState.Closed)
            .SetProperty(g => g.Draft, (int?)null)) > 0;

    /// <summary>The texts of these entries have gone, and the gaps that they showed are listed no more. That an entry showed one of some
    /// kind stays, as the entry does: it is counted on. The key goes, by which a guess of what was asked could be tried.</summary>
    public static async Task ForgetAsync(BotContext db, long[] entries) =>
        await db.Gaps.Where(g => entries.Contains(g.Seq) || entries.Contains(g.Asked)).ExecuteUpdateAsync(set => set
            .SetProperty(g => g.State, GapState.Forgotten).SetProperty(g => g.Key, "").SetProperty(g => g.Draft, (int?)null));
}
