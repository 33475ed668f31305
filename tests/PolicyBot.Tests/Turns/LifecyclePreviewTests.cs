using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Teams;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Random histories of questions, holds, releases, erasures and purges: whatever a preview told is what then happened.</summary>
public sealed class LifecyclePreviewTests : IAsyncLifetime
{
    private static readonly EntryKind[] Kinds =
        [EntryKind.Answer, EntryKind.Answer, EntryKind.Edit, EntryKind.Deletion, EntryKind.Feedback, EntryKind.Admin, EntryKind.Read];
    private static readonly string[] Names = [TextNames.Question, TextNames.Answer, TextNames.Asker, TextNames.By, TextNames.Reason];
    private readonly TestClock clock = new();
    private TestDatabase database = null!;
    private LogKey key = null!;
    private LogBook book = null!;
    private LogLifecycle lifecycle = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.NewAsync(StorageProvider.Sqlite);
        await database.Open().MigrateAsync(Cancel);
        key = LogKey.Open(database.Log with
        {
            RetentionDays = new()
            {
                ["answer"] = 20,
                ["answer.question"] = 60,
                ["edit.answer"] = 5,
                ["*.asker"] = 40,
                ["feedback"] = int.MaxValue
            }
        }, database.Options);
        book = new(key, clock);
        lifecycle = new(database.Open(), book, clock);
    }

    public async ValueTask DisposeAsync()
    {
        key.Dispose();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task What_a_preview_told_is_what_then_happened(int seed)
    {
        var random = new Random(seed);
        var (removed, kept, later, beside, due) = (0L, 0L, 0L, 0L, 0L);
        for (var step = 0; step < 60; step++)
        {
            clock.Advance(TimeSpan.FromDays(random.Next(6)));
            switch (random.Next(8))
            {
                case <= 2:
                    await AppendAsync(random);
                    break;
                case 3:
                    await HoldAsync(AnyFilter(random));
                    break;
                case 4:
                    due += await ReleaseAsync(random);
                    break;
                case 5:
                    var purged = await lifecycle.PreviewPurgeAsync(Cancel);
                    await HappensAsync(purged, () => lifecycle.PurgeAsync(new("policybot", "retention")));
                    later += purged.Later;
                    break;
                default:
                    var filter = AnyFilter(random) with { Person = $"p{random.Next(3)}" };
                    if (random.Next(2) == 0) filter = new(Person: filter.Person);
                    var told = await lifecycle.PreviewErasureAsync(filter, Cancel);
                    await HappensAsync(told, () => lifecycle.EraseAsync(filter, new("dpo", "request", "GDPR art. 17"), told));
                    (removed, kept, beside) = (removed + told.Entries, kept + told.Held, beside + told.Beside);
                    break;
            }
        }
        Assert.True(removed > 0 && kept > 0 && later > 0 && beside > 0 && due > 0,
            $"{removed} {kept} {later} {beside} {due}: the history was too tame");
        Assert.Null((await new LogReader(database.Open()).VerifyAsync(key.Verifier, [], null, Cancel)).Problem);
    }

    [Fact]
    public async Task An_entry_that_tells_of_a_hold_is_neither_counted_nor_erased()
    {
        await book.AppendAsync(database.Open(), Said(EntryKind.Answer, "p0"));
        await lifecycle.ReleaseAsync(await lifecycle.HoldAsync(new(Tool: "deepseek"), new("counsel", "case 1")), new("counsel", "closed"));
        var filter = new LogFilter(Person: "p0");
        Assert.Equal(new(1, 0, 1), await lifecycle.PreviewErasureAsync(filter, Cancel));
        Assert.Equal(new(1, 0, 1), await lifecycle.EraseAsync(filter, new("dpo", "r", "a")));
        // What was erased once is not counted again.
        Assert.Equal(Removal.Nothing, await lifecycle.PreviewErasureAsync(filter, Cancel));
    }

    [Fact]
    public async Task What_came_after_a_hold_and_fits_it_is_counted_as_held()
    {
        await lifecycle.HoldAsync(new(Person: "p0"), new("counsel", "case 1"));
        await book.AppendAsync(database.Open(), Said(EntryKind.Answer, "p0"));
        Assert.Equal(new(0, 1, 0), await lifecycle.PreviewErasureAsync(new(Person: "p0"), Cancel));
        Assert.Equal(new(0, 1, 0), await lifecycle.EraseAsync(new(Person: "p0"), new("dpo", "r", "a")));
    }

    [Fact]
    public async Task An_erasure_that_would_do_something_else_than_was_shown_does_nothing()
    {
        await book.AppendAsync(database.Open(), Said(EntryKind.Answer, "p0"));
        var shown = await lifecycle.PreviewErasureAsync(new(Person: "p0"), Cancel);
        await book.AppendAsync(database.Open(), Said(EntryKind.Answer, "p0"));
        var before = await TextsAsync();
        Assert.Equal(new(2, 0, 2), await lifecycle.EraseAsync(new(Person: "p0"), new("dpo", "r", "a"), shown));
        Assert.Equal(before.Count, (await TextsAsync()).Count);
    }

    private static NewEntry Said(EntryKind kind, string person) =>
        NewEntry.Of(kind, null).With(TextNames.Question, "q") with { Person = person };

    private async Task AppendAsync(Random random)
    {
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            var entry = NewEntry.Of(Kinds[random.Next(Kinds.Length)], null) with
            { Thread = $"local/t{random.Next(4)}", Person = random.Next(5) is var p and < 4 ? $"p{p}" : null };
            foreach (var name in Names.Where(_ => random.Next(2) == 0)) entry = entry.With(name, "text");
            await book.AppendAsync(database.Open(),
                entry with { Entry = entry.Entry with { Tools = random.Next(2) == 0 ? ["deepseek"] : [] } });
        }
        if (random.Next(2) == 0) return;
        await using var db = database.Open().Open();
        var reach = $"local:p{random.Next(3)}";
        if (!await db.Reaches.AnyAsync(r => r.Person == reach, Cancel))
            db.Reaches.Add(new() { Person = reach, Channel = "local", Address = "{}", Language = "en", Groups = "" });
        await db.SaveChangesAsync(Cancel);
    }

    private LogFilter AnyFilter(Random random)
    {
        var from = clock.GetUtcNow().AddDays(-random.Next(40));
        return random.Next(4) switch
        {
            0 => new(Person: $"p{random.Next(4)}"),
            1 => new(Thread: $"local/t{random.Next(4)}", Tool: random.Next(2) == 0 ? "deepseek" : null),
            2 => new(From: from, To: from.AddDays(random.Next(1, 9))),
            _ => new(Person: $"p{random.Next(4)}", From: from, Tool: "deepseek"),
        };
    }

    private async Task HoldAsync(LogFilter filter)
    {
        var told = await lifecycle.PreviewHoldAsync(filter, Cancel);
        var before = await lifecycle.OpenHoldsAsync(Cancel);
        var id = await lifecycle.HoldAsync(filter, new("counsel", "case"));
        var placed = (await lifecycle.OpenHoldsAsync(Cancel)).Single(h => h.Id == id);
        var texts = await TextsAsync();
        Assert.Equal(told.Entries, placed.Entries);
        Assert.Equal(told.Texts, texts.Where(t => placed.Ranges.Any(r => r.Contains(t.Seq))).LongCount());
        Assert.True(told.Elsewhere <= told.Entries && (before.Length > 0 || told.Elsewhere == 0));
    }

    /// <summary>How many texts it set free for the next purge.</summary>
    private async Task<long> ReleaseAsync(Random random)
    {
        if (await lifecycle.OpenHoldsAsync(Cancel) is not { IsEmpty: false } open) return 0;
        var hold = open[random.Next(open.Length)].Id;
        var (told, before) = ((await lifecycle.PreviewReleaseAsync(hold, Cancel))!, await lifecycle.PreviewPurgeAsync(Cancel));
        Assert.True(await lifecycle.ReleaseAsync(hold, new("counsel", "closed")));
        Assert.Equal(told.Due, (await lifecycle.PreviewPurgeAsync(Cancel)).Texts - before.Texts);
        Assert.Null(await lifecycle.PreviewReleaseAsync(hold, Cancel));
        return told.Due;
    }

    /// <summary>Counts what is there before and after by itself.</summary>
    private async Task HappensAsync(Removal told, Func<Task<Removal>> act)
    {
        var (before, beside) = (await TextsAsync(), await ReachesAsync());
        Assert.Equal(told, await act());
        var gone = before.Except(await TextsAsync()).ToList();
        Assert.Equal((told.Texts, told.Entries, told.Beside),
            (gone.Count, gone.Select(t => t.Seq).Distinct().LongCount(), beside - await ReachesAsync()));
    }

    /// <summary>The texts that a removal may be about.</summary>
    private async Task<HashSet<(long Seq, string Name)>> TextsAsync()
    {
        await using var db = database.Open().Open();
        var rows = await db.Entries.Join(db.Contents, e => e.Seq, c => c.Seq, (e, c) => new { e.Kind, Content = c }).ToListAsync(Cancel);
        return [.. rows.Where(r => r.Kind is not ("hold" or "release" or "erase" or "purge")).SelectMany(r => r.Content.Texts())
            .Select(t => (t.Seq, t.Name))];
    }

    private async Task<int> ReachesAsync()
    {
        await using var db = database.Open().Open();
        return await db.Reaches.CountAsync(Cancel);
    }
}
