using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Knowledge;
using PolicyBot.Log;

namespace PolicyBot.Storage;

/// <summary>Puts back what was published and then altered in the database. The log has the content address of each revision, so that
/// whoever brings documents of that address brings what was published and nothing else.</summary>
internal static class RevisionRepair
{
    /// <summary>Restores the revisions that a knowledge folder is the content of. Returns their numbers, as words; null where none was
    /// altered. What was done is an entry.</summary>
    public static async Task<string?> RunAsync(BotHost host, string folder, string by, string reason, CancellationToken cancel)
    {
        var read = KnowledgeFolder.Read(folder);
        if (read.Problems.Any(p => p.Severity == Severity.Error)) return null;
        await using var first = host.Database.Open();
        return await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = host.Database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await LogBook.HeadAsync(db);
            var restored = new List<int>();
            foreach (var number in await NumbersAsync(db, KnowledgeDocument.RevisionOf(read.Documents), cancel))
                if (await IsAlteredAsync(db, number, cancel))
                {
                    await RestoreAsync(db, number, read.Documents, cancel);
                    restored.Add(number);
                }
            if (restored.Count == 0) return null;
            var entry = NewEntry.Of(EntryKind.Import, null).With(TextNames.By, by).With(TextNames.Reason, reason);
            var names = string.Join(", ", restored);
            await host.Book.AppendAsync(new TrackedRows(db),
                [entry with { Entry = entry.Entry with { About = $"restored revision {names}" } }], []);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return names;
        });
    }

    /// <summary>The revisions of that content, by the log.</summary>
    private static async Task<List<int>> NumbersAsync(BotContext db, string content, CancellationToken cancel)
    {
        var (numbers, unnamed) = (new List<int>(), new List<int>());
        await foreach (var published in Publications.NewestFirstAsync(db, cancel))
            if (published.ContentId == content) numbers.Insert(0, published.Number);
            else if (published.ContentId is null) unnamed.Add(published.Number);
        // Of those of which the log does not say, the revision does: its documents alone were altered, or it cannot be restored.
        numbers.AddRange(await db.Revisions.Where(r => unnamed.Contains(r.Number) && r.ContentId == content).Select(r => r.Number)
            .ToListAsync(cancel));
        return numbers;
    }

    private static async Task<bool> IsAlteredAsync(BotContext db, int number, CancellationToken cancel)
    {
        try
        {
            await RevisionCheck.ReadAsync(db, number, cancel);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static async Task RestoreAsync(BotContext db, int number, ImmutableArray<KnowledgeDocument> documents, CancellationToken cancel)
    {
        var hashes = documents.Select(d => KnowledgeDocument.HashOf(d.Content)).Distinct().ToArray();
        await db.RevisionDocuments.Where(d => d.Number == number).ExecuteDeleteAsync(cancel);
        await db.Documents.Where(d => hashes.Contains(d.Hash)).ExecuteDeleteAsync(cancel);
        foreach (var content in documents.DistinctBy(d => KnowledgeDocument.HashOf(d.Content)))
            db.Documents.Add(new() { Hash = KnowledgeDocument.HashOf(content.Content), Content = content.Content });
        foreach (var document in documents)
            db.RevisionDocuments.Add(new() { Number = number, Path = document.Path, Hash = KnowledgeDocument.HashOf(document.Content) });
        var id = KnowledgeDocument.RevisionOf(documents);
        await db.Revisions.Where(r => r.Number == number).ExecuteUpdateAsync(set => set.SetProperty(r => r.ContentId, id), cancel);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
