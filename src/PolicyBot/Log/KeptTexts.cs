using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Which texts entries still have, page by page and without reading any.</summary>
internal static class KeptTexts
{
    /// <summary>Entries that are looked at in one go.</summary>
    public const int Page = 2_000;

    /// <summary>The texts of these entries.</summary>
    public static async Task<ImmutableArray<KeptText>> OfAsync(BotContext db, IReadOnlyList<long> seqs, CancellationToken cancel)
    {
        var kept = ImmutableArray.CreateBuilder<KeptText>();
        foreach (var chunk in seqs.Chunk(500)) kept.AddRange(await OfAsync(db, db.Entries.Where(e => chunk.Contains(e.Seq)), cancel));
        return kept.ToImmutable();
    }

    /// <summary>How many texts the entries of these ranges have.</summary>
    public static async Task<long> HowManyAsync(BotContext db, IReadOnlyList<SeqRange> ranges, CancellationToken cancel)
    {
        var count = 0L;
        foreach (var range in ranges)
            for (var from = range.First; from <= range.Last; from += Page)
            {
                var (first, last) = (from, Math.Min(from + Page - 1, range.Last));
                count += (await OfAsync(db, db.Entries.Where(e => e.Seq >= first && e.Seq <= last), cancel)).Count;
            }
        return count;
    }

    /// <summary>The texts that these entries still have, without reading any. What
    /// was done to the log, by whom and why, stays: it is not among them.</summary>
    public static async Task<List<KeptText>> OfAsync(BotContext db, IQueryable<LogEntryRow> entries, CancellationToken cancel)
    {
        var rows = await entries.Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new
        {
            e.Seq,
            e.At,
            e.Kind,
            Question = c.Question != null,
            Answer = c.Answer != null,
            Asker = c.Asker != null,
            Conversation = c.Conversation != null,
            By = c.By != null,
            Reason = c.Reason != null,
            Authority = c.Authority != null,
            Criterion = c.Criterion != null,
        }).OrderBy(r => r.Seq).ToListAsync(cancel);
        var texts = new List<KeptText>(rows.Count * 2);
        foreach (var row in rows)
        {
            if (EntryKinds.Parse(row.Kind) is not { } kind
                || kind is EntryKind.Hold or EntryKind.Release or EntryKind.Erase or EntryKind.Purge) continue;
            var time = DateTimeOffset.FromUnixTimeMilliseconds(row.At);
            foreach (var (has, name) in new[]
            {
                (row.Question, TextNames.Question), (row.Answer, TextNames.Answer), (row.Asker, TextNames.Asker),
                (row.Conversation, TextNames.Conversation),
                (row.By, TextNames.By), (row.Reason, TextNames.Reason), (row.Authority, TextNames.Authority),
                (row.Criterion, TextNames.Criterion),
            })
                if (has) texts.Add(new(row.Seq, time, kind, name));
        }
        return texts;
    }
}
