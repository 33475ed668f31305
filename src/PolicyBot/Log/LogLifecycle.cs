using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>What a hold or an erasure is about: all that is named must fit.</summary>
public sealed record LogFilter(string? Person = null, string? Thread = null, string? Tool = null, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    public bool IsEmpty => Person is null && Thread is null && Tool is null && From is null && To is null;

    public override string ToString() => string.Join(", ", new[]
    {
        Person is null ? null : $"person {Person}", Thread is null ? null : $"conversation {Thread}", Tool is null ? null : $"tool {Tool}",
        From is null ? null : $"from {From:yyyy-MM-dd}", To is null ? null : $"to {To:yyyy-MM-dd}",
    }.Where(p => p is not null));
}

/// <summary>Who does something to the log, why, and by what authority.</summary>
public sealed record Warrant(string By, string Reason, string? Authority = null);

/// <summary>Holds, erasure and retention: each an entry, in the transaction that does it.</summary>
public sealed class LogLifecycle(Database database, LogBook book, TimeProvider time)
{
    /// <summary>How many entries and texts something would touch, and how many of them a hold keeps.</summary>
    public async Task<(long Entries, long Held)> PreviewAsync(LogFilter filter, CancellationToken cancel)
    {
        await using var db = database.Open();
        var seqs = await Matching(db, filter).ToListAsync(cancel);
        var held = await HeldAsync(db, cancel);
        return (seqs.Count, seqs.Count(s => Removals.IsHeld(held, s)));
    }

    /// <summary>Nothing that it covers is purged or erased until it is released. New matching entries are covered when it is extended, which
    /// every purge and erasure does in its own transaction. Returns the hold's id.</summary>
    public async Task<string> HoldAsync(LogFilter filter, Warrant why)
    {
        if (filter.IsEmpty) throw new ArgumentException("a hold names a person, a conversation, a tool or a time");
        var id = $"hold-{time.GetUtcNow():yyyyMMddHHmmss}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(2))}";
        await book.AppendAsync(database, HoldEntry(id, filter, why), async (db, entry) =>
            Covering(entry, SeqRange.Of(await Matching(db, filter).ToListAsync())));
        return id;
    }

    /// <summary>False where no such hold is in force.</summary>
    public async Task<bool> ReleaseAsync(string hold, Warrant why)
    {
        if (!(await OpenHoldsAsync(CancellationToken.None)).Any(h => h.Id == hold)) return false;
        var entry = NewEntry.Of(EntryKind.Release, hold).With(TextNames.By, why.By).With(TextNames.Reason, why.Reason);
        await book.AppendAsync(database, entry with { Entry = entry.Entry with { Hold = hold } });
        return true;
    }

    /// <summary>Holds in force, with what each is about.</summary>
    public async Task<ImmutableArray<(string Id, string Criterion, long Entries)>> OpenHoldsAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        return await OpenHoldsAsync(db, cancel);
    }

    private static async Task<ImmutableArray<(string Id, string Criterion, long Entries)>> OpenHoldsAsync(BotContext db, CancellationToken cancel)
    {
        var entries = await db.Entries.Where(e => e.Kind == "hold" || e.Kind == "release").OrderBy(e => e.Seq)
            .Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { e.Leaf, c.Criterion }).ToListAsync(cancel);
        var open = new Dictionary<string, (string Criterion, List<SeqRange> Ranges)>(StringComparer.Ordinal);
        foreach (var row in entries)
        {
            var entry = LeafCodec.Decode(row.Leaf);
            if (entry.Kind == EntryKind.Release) open.Remove(entry.Hold!);
            else if (open.TryGetValue(entry.Hold!, out var hold)) hold.Ranges.AddRange(entry.Ranges);
            else open[entry.Hold!] = (row.Criterion ?? "", [.. entry.Ranges]);
        }
        return [.. open.Select(h => (h.Key, h.Value.Criterion, SeqRange.Union(h.Value.Ranges).Sum(r => r.Last - r.First + 1)))];
    }

    /// <summary>Takes a person's texts out of the log, except those under hold. How many entries lost texts, and how many a hold kept. Where all of
    /// the person goes, so does what stands beside the log.</summary>
    public async Task<(long Erased, long Held)> EraseAsync(LogFilter filter, Warrant why)
    {
        if (filter.Person is not { } person) throw new ArgumentException("an erasure names a person");
        ArgumentException.ThrowIfNullOrWhiteSpace(why.Authority);
        string[] keys = [];
        var whole = filter == new LogFilter(Person: person);
        return await RemoveAsync(EntryKind.Erase, why, async db =>
        {
            if (whole) keys = await PersonTraces.KeysAsync(db, person);
            return await KeptAsync(db, await Matching(db, filter).ToListAsync());
        }, LogEntry.Empty<long>(), async db =>
        {
            await PersonTraces.RemoveAsync(db, keys);
            if (whole) await PersonTraces.RemoveToldAsync(db, person);
        });
    }

    /// <summary>Takes texts out whose retention has run out: by the configured classes of record and no others, which the entry names.</summary>
    public async Task<(long Erased, long Held)> PurgeAsync(Warrant why)
    {
        var days = book.Retention;
        return days.Count == 0 ? (0, 0) : await RemoveAsync(EntryKind.Purge, why, db => OutlivedAsync(db, days), LogEntry.Empty<long>().AddRange(days));
    }

    private async Task<ImmutableArray<KeptText>> OutlivedAsync(BotContext db, IReadOnlyDictionary<string, long> days)
    {
        var now = time.GetUtcNow();
        var oldest = now.AddDays(-days.Values.DefaultIfEmpty(0).Min()).ToUnixTimeMilliseconds();
        var seqs = await db.Entries.Where(e => e.At <= oldest).OrderBy(e => e.Seq).Select(e => e.Seq).ToListAsync();
        var kept = await KeptAsync(db, seqs);
        return [.. kept.Where(t => Retention.DueAt(t.Time, t.Kind, t.Name, days) <= now)];
    }

    /// <param name="beside">What goes as well where no hold keeps anything of what was chosen, in the same transaction.</param>
    private async Task<(long, long)> RemoveAsync(
        EntryKind kind, Warrant why, Func<BotContext, Task<ImmutableArray<KeptText>>> choose, ImmutableSortedDictionary<string, long> retention,
        Func<BotContext, Task>? beside = null)
    {
        await using var first = database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await LogBook.HeadAsync(db);
            var chosen = await choose(db);
            var extended = await ExtendedHoldsAsync(db);
            var held = SeqRange.Union([.. await HeldAsync(db, CancellationToken.None), .. extended.SelectMany(e => e.Entry.Ranges)]);
            var (go, kept) = (chosen.Where(t => !Removals.IsHeld(held, t.Seq)).ToList(), chosen.Where(t => Removals.IsHeld(held, t.Seq)).Select(t => t.Seq).Distinct().LongCount());
            if (go.Count > 0)
            {
                var entries = Removals.Cover(go).Select(coverage => NewEntry.Of(kind, null)
                    .With(TextNames.By, why.By).With(TextNames.Reason, why.Reason).With(TextNames.Authority, why.Authority) with
                { Entry = coverage.On(NewEntry.Of(kind, null).Entry with { Retention = retention }) }).ToList();
                await book.AppendAsync(new TrackedRows(db), [.. extended, .. entries], []);
                await db.SaveChangesAsync();
                foreach (var chunk in go.GroupBy(t => t.Seq).Chunk(500)) await TakeOutAsync(db, chunk);
                await WithdrawExportsAsync(db);
                await WithdrawDeskAsync(db);
            }
            if (kept == 0 && beside is not null) await beside(db);
            await transaction.CommitAsync();
            return (go.Select(t => t.Seq).Distinct().LongCount(), kept);
        });
    }

    /// <summary>Texts with their salts, what repeats them for searching, and what the turn and its reply still hold of the person.</summary>
    private static async Task TakeOutAsync(BotContext db, IGrouping<long, KeptText>[] entries)
    {
        var seqs = entries.Select(e => e.Key).ToArray();
        db.ChangeTracker.Clear();
        var rows = await db.Contents.Where(c => seqs.Contains(c.Seq)).ToDictionaryAsync(c => c.Seq);
        foreach (var entry in entries)
            foreach (var text in entry) rows[entry.Key].Set(text.Name, null, null);
        await db.SaveChangesAsync();
        var without = entries.Where(e => e.Any(t => t.Name is TextNames.Asker or TextNames.Question)).Select(e => e.Key).ToArray();
        await db.Entries.Where(e => without.Contains(e.Seq)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Person, (string?)null).SetProperty(e => e.Thread, (string?)null));
        await db.Turns.Where(t => t.EntrySeq != null && without.Contains(t.EntrySeq.Value)).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Person, (string?)null).SetProperty(t => t.Sender, (string?)null).SetProperty(t => t.Text, (string?)null)
            .SetProperty(t => t.Address, (string?)null).SetProperty(t => t.Asker, (string?)null));
        await GapMarks.RemoveAsync(db, [.. entries.Where(e => e.Any(t => t.Name == TextNames.Question || t.Kind == EntryKind.Feedback)).Select(e => e.Key)]);
        var turns = await db.Turns.Where(t => t.EntrySeq != null && without.Contains(t.EntrySeq.Value)).Select(t => t.TurnId).ToListAsync();
        await db.Replies.Where(r => turns.Contains(r.TurnId)).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Payload, (string?)null).SetProperty(r => r.Address, (string?)null));
    }

    /// <summary>Exports that can still be fetched or are being made may hold what was taken out.</summary>
    private static async Task WithdrawExportsAsync(BotContext db)
    {
        await db.JobParts.ExecuteDeleteAsync();
        await db.Jobs.Where(j => j.Kind == JobRow.Export && (j.State == JobState.Running || j.State == JobState.Done))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Withdrawn));
    }

    /// <summary>What the desk showed of the log and could not deliver yet may hold what was taken out.</summary>
    private static Task<int> WithdrawDeskAsync(BotContext db) => db.Replies
        .Where(r => r.Attempt > 0 && r.Payload != null && db.Turns.Any(t => t.TurnId == r.TurnId && db.Entries.Any(e => e.Seq == t.EntrySeq && e.Kind == "admin")))
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.Payload, (string?)null));

    /// <summary>Open holds that cover less than what fits them by now: what they are extended by, before anything is removed.</summary>
    private static async Task<List<NewEntry>> ExtendedHoldsAsync(BotContext db)
    {
        var extended = new List<NewEntry>();
        foreach (var (id, criterion, entries) in await OpenHoldsAsync(db, CancellationToken.None))
        {
            if (System.Text.Json.JsonSerializer.Deserialize<LogFilter>(criterion) is not { } filter) continue;
            var matching = SeqRange.Of(await Matching(db, filter).ToListAsync());
            if (matching.Sum(r => r.Last - r.First + 1) > entries)
                extended.Add(Covering(HoldEntry(id, filter, new("policybot", "extended to what has come since")), matching));
        }
        return extended;
    }

    private static NewEntry HoldEntry(string id, LogFilter filter, Warrant why)
    {
        var entry = NewEntry.Of(EntryKind.Hold, id).With(TextNames.By, why.By).With(TextNames.Reason, why.Reason)
            .With(TextNames.Criterion, System.Text.Json.JsonSerializer.Serialize(filter));
        return entry with { Entry = entry.Entry with { Hold = id } };
    }

    private static NewEntry Covering(NewEntry entry, IReadOnlyList<SeqRange> ranges) => entry with { Entry = entry.Entry with { Ranges = [.. ranges] } };

    private static async Task<IReadOnlyList<SeqRange>> HeldAsync(BotContext db, CancellationToken cancel)
    {
        var leaves = await db.Entries.Where(e => e.Kind == "hold" || e.Kind == "release").OrderBy(e => e.Seq).Select(e => e.Leaf).ToListAsync(cancel);
        return Removals.Held(leaves.Select(leaf => LeafCodec.Decode(leaf)));
    }

    private static async Task<ImmutableArray<KeptText>> KeptAsync(BotContext db, IReadOnlyList<long> seqs)
    {
        var kept = ImmutableArray.CreateBuilder<KeptText>();
        foreach (var chunk in seqs.Chunk(500))
        {
            var rows = await db.Entries.AsNoTracking().Where(e => chunk.Contains(e.Seq)).Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { e.Seq, e.At, e.Kind, Content = c }).ToListAsync();
            // What was done to the log, by whom and why, stays.
            foreach (var row in rows.Where(r => EntryKinds.Parse(r.Kind) is not (null or EntryKind.Hold or EntryKind.Release or EntryKind.Erase or EntryKind.Purge)).OrderBy(r => r.Seq))
                foreach (var text in row.Content.Texts()) kept.Add(new(row.Seq, DateTimeOffset.FromUnixTimeMilliseconds(row.At), EntryKinds.Parse(row.Kind)!.Value, text.Name));
        }
        return kept.ToImmutable();
    }

    private static IQueryable<long> Matching(BotContext db, LogFilter filter)
    {
        IQueryable<LogEntryRow> entries = db.Entries;
        if (filter.Person is { } person) entries = entries.Where(e => e.Person == person);
        if (filter.Thread is { } thread) entries = entries.Where(e => e.Thread == thread);
        if (filter.From?.ToUnixTimeMilliseconds() is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.To?.ToUnixTimeMilliseconds() is { } to) entries = entries.Where(e => e.At < to);
        if (filter.Tool is { } tool)
        {
            var tag = "tool:" + tool;
            entries = entries.Where(e => db.Tags.Any(t => t.Tag == tag && t.Seq == e.Seq));
        }
        return entries.OrderBy(e => e.Seq).Select(e => e.Seq);
    }
}
