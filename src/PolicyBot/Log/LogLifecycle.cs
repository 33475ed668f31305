using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Who does something to the log, why, and by what authority.</summary>
public sealed record Warrant(string By, string Reason, string? Authority = null);

/// <summary>Holds, erasure and retention: each an entry, in the transaction that does it.</summary>
public sealed class LogLifecycle(Database database, LogBook book, TimeProvider time)
{
    /// <summary>What a hold would cover: what <see cref="HoldAsync"/> then covers, if nothing comes in between.</summary>
    public async Task<HoldReach> PreviewHoldAsync(LogFilter filter, CancellationToken cancel)
    {
        await using var db = database.Open();
        var seqs = await filter.Matching(db).ToListAsync(cancel);
        var others = Covered(await LogHolds.ExtendedAsync(db, cancel));
        return new(seqs.Count, seqs.LongCount(s => Removals.IsHeld(others, s)), (await KeptTexts.OfAsync(db, seqs, cancel)).Length, 0);
    }

    /// <summary>Nothing that it covers is purged or erased until it is released. New matching entries are covered when it is extended,
    /// which every purge and erasure does in its own transaction. Returns the hold's id.</summary>
    public async Task<string> HoldAsync(LogFilter filter, Warrant why)
    {
        if (filter.IsEmpty) throw new ArgumentException("a hold names a person, a conversation, a tool or a time");
        if (filter.Problem is { } problem) throw new ArgumentException(problem);
        var id = $"hold-{time.GetUtcNow():yyyyMMddHHmmss}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(2))}";
        await book.AppendAsync(database, HoldEntry(id, filter, why), async (db, entry) =>
            Covering(entry, SeqRange.Of(await filter.Matching(db).ToListAsync())));
        return id;
    }

    /// <summary>What a hold covers by now, and what the next purge takes
    /// once it is released. Null where no such hold is in force.</summary>
    public async Task<HoldReach?> PreviewReleaseAsync(string hold, CancellationToken cancel)
    {
        await using var db = database.Open();
        var holds = await LogHolds.ExtendedAsync(db, cancel);
        if (holds.FirstOrDefault(h => h.Id == hold) is not { } released) return null;
        var others = Covered(holds.Where(h => h.Id != hold));
        var (outlived, _) = await OutlivedAsync(db, cancel);
        var own = SeqRange.Union(released.Ranges);
        return new(released.Entries, LogHolds.CountOf(SeqRange.Intersection(own, others)), await KeptTexts.HowManyAsync(db, own, cancel),
            outlived.LongCount(t => Removals.IsHeld(own, t.Seq) && !Removals.IsHeld(others, t.Seq)));
    }

    /// <summary>False where no such hold is in force.</summary>
    public async Task<bool> ReleaseAsync(string hold, Warrant why)
    {
        await using var first = database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            // The head is held: of two that release it at once, the second finds that it is not in force any more.
            await LogBook.HeadAsync(db);
            if (!(await LogHolds.OpenAsync(db, CancellationToken.None)).Any(h => h.Id == hold)) return false;
            var entry = NewEntry.Of(EntryKind.Release, hold).With(TextNames.By, why.By).With(TextNames.Reason, why.Reason);
            await book.AppendAsync(new TrackedRows(db), [entry with { Entry = entry.Entry with { Hold = hold } }], []);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        });
    }

    /// <summary>Holds in force, the oldest first.</summary>
    public async Task<ImmutableArray<HoldInForce>> OpenHoldsAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        return await LogHolds.OpenAsync(db, cancel);
    }

    /// <summary>What <see cref="EraseAsync"/> would do now.</summary>
    public async Task<Removal> PreviewErasureAsync(LogFilter filter, CancellationToken cancel)
    {
        await using var db = database.Open();
        return (await PlanAsync(db, await ErasableAsync(db, filter, cancel), cancel)).Told;
    }

    /// <summary>Takes a person's texts out of the log, except those under hold.
    /// Where all of the person goes, so does what stands beside the log.</summary>
    /// <param name="shown">What a preview told. Where something else would be done by now, nothing is done.</param>
    /// <returns>What was done; where that is not what was shown, what would be done now.</returns>
    public Task<Removal> EraseAsync(LogFilter filter, Warrant why, Removal? shown = null)
    {
        if (filter.Person is null) throw new ArgumentException("an erasure names a person");
        if (filter.Problem is { } problem) throw new ArgumentException(problem);
        ArgumentException.ThrowIfNullOrWhiteSpace(why.Authority);
        return RemoveAsync(EntryKind.Erase, why, db => ErasableAsync(db, filter, CancellationToken.None), LogEntry.Empty<long>(), shown);
    }

    /// <summary>What the next purge would take out, if it came now.</summary>
    public async Task<Removal> PreviewPurgeAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        var (texts, later) = await OutlivedAsync(db, cancel);
        return (await PlanAsync(db, new(texts, later, []), cancel)).Told;
    }

    /// <summary>Takes texts out whose retention has run out: by the configured
    /// classes of record and no others, which the entry names.</summary>
    public async Task<Removal> PurgeAsync(Warrant why)
    {
        var days = book.Retention;
        return days.Count == 0 ? Removal.Nothing : await RemoveAsync(EntryKind.Purge, why, async db =>
        {
            var (texts, later) = await OutlivedAsync(db, CancellationToken.None);
            return new(texts, later, []);
        }, LogEntry.Empty<long>().AddRange(days), null);
    }

    /// <summary>After a removal: takes what went out of SQLite's write-ahead log as well, which holds it for as long as that is not begun
    /// anew. False where others have been in the way for seconds: it is there until this succeeds.</summary>
    public Task<bool> SweepAsync(CancellationToken cancel) => WriteAheadLog.EmptyAsync(database, cancel);

    /// <summary>Texts to take out, unless a hold keeps them. <paramref name="Later"/>: as in <see cref="Removal"/>.
    /// <paramref name="Traces"/>: under which names the person's traces beside
    /// the log are found; they go where no hold keeps anything.</summary>
    private sealed record Chosen(ImmutableArray<KeptText> Texts, long Later, string[] Traces);

    /// <summary>What goes, and the holds as they stand by now.</summary>
    private sealed record Plan(List<KeptText> Go, ImmutableArray<HoldInForce> Holds, Removal Told);

    /// <summary>The one place where it is decided what goes: for previews and for what is then done.</summary>
    private static async Task<Plan> PlanAsync(BotContext db, Chosen chosen, CancellationToken cancel)
    {
        var holds = await LogHolds.ExtendedAsync(db, cancel);
        var held = Covered(holds);
        var go = chosen.Texts.Where(t => !Removals.IsHeld(held, t.Seq)).ToList();
        var kept = chosen.Texts.Where(t => Removals.IsHeld(held, t.Seq)).Select(t => t.Seq).Distinct().LongCount();
        var beside = kept == 0 && chosen.Traces.Length > 0 ? await PersonTraces.CountAsync(db, chosen.Traces, MayWithdraw(chosen, holds), cancel) : 0;
        return new(go, holds, new(go.Select(t => t.Seq).Distinct().LongCount(), kept, go.Count, chosen.Later, beside));
    }

    /// <summary>What waits has no entry by which a hold could be found to keep it: one that may be about it keeps it.</summary>
    private static bool MayWithdraw(Chosen chosen, ImmutableArray<HoldInForce> holds) =>
        !holds.Any(h => h.Filter.Person is not { } person || chosen.Traces.Contains(person));

    private static async Task<Chosen> ErasableAsync(BotContext db, LogFilter filter, CancellationToken cancel)
    {
        var person = filter.Person!;
        var traces = filter == new LogFilter(Person: person) ? await PersonTraces.KeysAsync(db, person) : [];
        return new(await KeptTexts.OfAsync(db, await filter.Matching(db).ToListAsync(cancel), cancel), 0, traces);
    }

    /// <summary>Texts whose retention has run out, and how many more there are for which one of their retentions has.</summary>
    private async Task<(ImmutableArray<KeptText> Texts, long Later)> OutlivedAsync(BotContext db, CancellationToken cancel)
    {
        var (days, now) = (book.Retention, time.GetUtcNow());
        if (days.Count == 0 || days.Values.Min() > (now - DateTimeOffset.UnixEpoch).TotalDays) return ([], 0);
        var size = await db.Heads.Where(h => h.Id == 1).Select(h => (long?)h.Size).FirstOrDefaultAsync(cancel) ?? 0;
        var end = await LogTimes.FirstAsync(db, now.AddDays(-days.Values.Min()).AddMilliseconds(1), size, cancel);
        var texts = ImmutableArray.CreateBuilder<KeptText>();
        var later = 0L;
        for (var from = 0L; from < end; from += KeptTexts.Page)
        {
            var (first, next) = (from, Math.Min(from + KeptTexts.Page, end));
            foreach (var text in await KeptTexts.OfAsync(db, db.Entries.Where(e => e.Seq >= first && e.Seq < next), cancel))
            {
                if (Retention.DueAt(text.Time, text.Kind, text.Name, days) <= now) texts.Add(text);
                else if (Retention.ClassesOf(text.Kind, text.Name)
                    .Any(c => days.TryGetValue(c, out var kept) && Retention.DueAt(text.Time, kept) <= now)) later++;
            }
        }
        return (texts.ToImmutable(), later);
    }

    private async Task<Removal> RemoveAsync(
        EntryKind kind, Warrant why, Func<BotContext, Task<Chosen>> choose,
        ImmutableSortedDictionary<string, long> retention, Removal? shown)
    {
        await using var first = database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await LogBook.HeadAsync(db);
            var before = await LogHolds.OpenAsync(db, CancellationToken.None);
            var chosen = await choose(db);
            var plan = await PlanAsync(db, chosen, CancellationToken.None);
            if (shown is not null && plan.Told != shown) return plan.Told;
            if (plan.Go.Count > 0)
            {
                var extended = plan.Holds.Where(h => h.Entries > before.First(b => b.Id == h.Id).Entries)
                    .Select(h => Covering(HoldEntry(h.Id, h.Filter, new("policybot", "extended to what has come since")), h.Ranges));
                var entries = Removals.Cover(plan.Go).Select(coverage => NewEntry.Of(kind, null)
                    .With(TextNames.By, why.By).With(TextNames.Reason, why.Reason).With(TextNames.Authority, why.Authority) with
                { Entry = coverage.On(NewEntry.Of(kind, null).Entry with { Retention = retention }) });
                await book.AppendAsync(new TrackedRows(db), [.. extended, .. entries], []);
                await db.SaveChangesAsync();
                foreach (var chunk in plan.Go.GroupBy(t => t.Seq).Chunk(500)) await TakeOutAsync(db, chunk);
                await WithdrawExportsAsync(db);
                await WithdrawDeskAsync(db);
            }
            if (plan.Told.Held == 0 && chosen.Traces.Length > 0)
            {
                await PersonTraces.RemoveAsync(db, chosen.Traces, MayWithdraw(chosen, plan.Holds));
                if (plan.Go.Count == 0 && plan.Told.Beside > 0)
                {
                    await WithdrawDeskAsync(db);
                    await BesideAsync(db, why, plan.Told.Beside);
                }
            }
            await transaction.CommitAsync();
            return plan.Told;
        });
    }

    /// <summary>An entry of its own kind would have to name texts that it removes;
    /// of what stands beside the log alone an entry tells all the same.</summary>
    private async Task BesideAsync(BotContext db, Warrant why, long count)
    {
        var entry = NewEntry.Of(EntryKind.Admin, null).With(TextNames.By, why.By).With(TextNames.Reason, why.Reason)
            .With(TextNames.Authority, why.Authority);
        await book.AppendAsync(new TrackedRows(db),
            [entry with { Entry = entry.Entry
                with { About = "erasure beside the log", Counts = LogEntry.Empty<long>().Add("beside", count) } }], []);
        await db.SaveChangesAsync();
    }

    /// <summary>Texts with their salts, and what the turn and its reply still hold of them; with an entry's last text also whose it
    /// was.</summary>
    private static async Task TakeOutAsync(BotContext db, IGrouping<long, KeptText>[] entries)
    {
        var seqs = entries.Select(e => e.Key).ToArray();
        db.ChangeTracker.Clear();
        var rows = await db.Contents.Where(c => seqs.Contains(c.Seq)).ToDictionaryAsync(c => c.Seq);
        foreach (var entry in entries)
            foreach (var text in entry) rows[entry.Key].Set(text.Name, null, null);
        await db.SaveChangesAsync();
        // As long as any text of theirs is there, the person is found by it: for an erasure, and for a hold.
        var bare = seqs.Where(s => !rows[s].Texts().Any()).ToArray();
        await db.Entries.Where(e => bare.Contains(e.Seq))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Person, (string?)null).SetProperty(e => e.Thread, (string?)null));
        var forgotten = await TurnsOfAsync(db, bare);
        await db.Turns.Where(t => forgotten.Contains(t.TurnId)).ExecuteUpdateAsync(set => set.SetProperty(t => t.Person, (string?)null));
        var nameless = await TurnsOfAsync(db, [.. bare.Union(With(entries, TextNames.Asker))]);
        await db.Turns.Where(t => nameless.Contains(t.TurnId)).ExecuteUpdateAsync(set => set
            .SetProperty(t => t.Sender, (string?)null).SetProperty(t => t.Text, (string?)null)
            .SetProperty(t => t.Address, (string?)null).SetProperty(t => t.Asker, (string?)null));
        await GapMarks.ForgetAsync(db,
            [.. entries.Where(e => e.Any(t => t.Name == TextNames.Question || t.Kind == EntryKind.Feedback)).Select(e => e.Key)]);
        var quoted = await TurnsOfAsync(db,
            [.. bare.Union(With(entries, TextNames.Asker, TextNames.Question, TextNames.Answer))]);
        await db.Replies.Where(r => quoted.Contains(r.TurnId)).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.Payload, (string?)null).SetProperty(r => r.Address, (string?)null));
    }

    /// <summary>Entries that lose a text of one of these names.</summary>
    private static List<long> With(IGrouping<long, KeptText>[] entries, params ReadOnlySpan<string> names)
    {
        var seqs = new List<long>();
        foreach (var entry in entries)
            foreach (var text in entry)
                if (names.Contains(text.Name)) seqs.Add(entry.Key);
        return seqs;
    }

    /// <summary>By the entries' turns, for which there is an index.</summary>
    private static async Task<List<string>> TurnsOfAsync(BotContext db, long[] seqs) =>
        await db.Entries.Where(e => seqs.Contains(e.Seq)).Join(db.Turns, e => e.TurnId, t => t.TurnId, (e, t) => t)
            .Where(t => t.EntrySeq != null && seqs.Contains(t.EntrySeq.Value)).Select(t => t.TurnId).ToListAsync();

    /// <summary>Exports that can still be fetched or are being made may hold what was taken out.</summary>
    private static async Task WithdrawExportsAsync(BotContext db)
    {
        await db.JobParts.ExecuteDeleteAsync();
        await db.Jobs.Where(j => j.Kind == JobRow.Export && (j.State == JobState.Running || j.State == JobState.Done))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Withdrawn));
    }

    /// <summary>What the desk showed of the log or of exceptions and could not deliver yet may hold what was taken out.</summary>
    private static async Task<int> WithdrawDeskAsync(BotContext db) => await db.Replies
        .Where(r =>
            (r.Attempt > 0 || r.NotBefore > 0) && r.Payload != null
                && db.Turns.Any(t => t.TurnId == r.TurnId && db.Entries.Any(e => e.Seq == t.EntrySeq && e.Kind == "admin")))
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.Payload, (string?)null));

    private static NewEntry HoldEntry(string id, LogFilter filter, Warrant why)
    {
        var entry = NewEntry.Of(EntryKind.Hold, id).With(TextNames.By, why.By).With(TextNames.Reason, why.Reason)
            .With(TextNames.Criterion, System.Text.Json.JsonSerializer.Serialize(filter));
        return entry with { Entry = entry.Entry with { Hold = id } };
    }

    private static NewEntry Covering(NewEntry entry, IReadOnlyList<SeqRange> ranges) =>
        entry with { Entry = entry.Entry with { Ranges = [.. ranges] } };

    private static IReadOnlyList<SeqRange> Covered(IEnumerable<HoldInForce> holds) => SeqRange.Union(holds.SelectMany(h => h.Ranges));
}
