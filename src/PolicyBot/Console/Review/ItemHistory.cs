using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>The revision that last said an item otherwise than the one before it.</summary>
public sealed record ItemOrigin(int Revision, string Author, DateTimeOffset At);

/// <summary>Who changed what last. Revisions never change, so it is found once for each head.</summary>
internal sealed class ItemHistory(Database database)
{
    /// <summary>Items that were not changed in so many revisions have no origin here.</summary>
    private const int Most = 200;

    private sealed record Known(int Head, ImmutableDictionary<ItemKey, ItemOrigin> Origins);

    private volatile Known? known;

    public async Task<ImmutableDictionary<ItemKey, ItemOrigin>> OfAsync(int head, CancellationToken cancel)
    {
        if (known is { } found && found.Head == head) return found.Origins;
        await using var db = database.Open();
        var revisions = await db.Revisions.AsNoTracking().Where(r => r.Number <= head && r.Number > head - Most).OrderBy(r => r.Number)
            .ToListAsync(cancel);
        var documents = (await db.RevisionDocuments.AsNoTracking().Where(d => d.Number <= head && d.Number >= head - Most)
            .ToListAsync(cancel))
            .ToLookup(d => d.Number);
        var read = new Dictionary<string, Dictionary<ItemKey, ImmutableArray<string>>>(StringComparer.Ordinal);
        var origins = ImmutableDictionary.CreateBuilder<ItemKey, ItemOrigin>();
        foreach (var revision in revisions)
        {
            var (was, now) = (documents[revision.Number - 1].ToList(), documents[revision.Number].ToList());
            if (was.Count == 0 && revision.Number > 1) continue;
            // Only documents that differ can say an item otherwise.
            var older = await LinesAsync(db, was.Where(d => !Has(now, d)), read, cancel);
            foreach (var (item, lines) in await LinesAsync(db, now.Where(d => !Has(was, d)), read, cancel))
                if (!older.TryGetValue(item, out var before) || !before.AsSpan().SequenceEqual(lines.AsSpan()))
                    origins[item] = new(revision.Number, revision.Author, DateTimeOffset.FromUnixTimeMilliseconds(revision.At));
        }
        known = new(head, origins.ToImmutable());
        return known.Origins;
    }

    private static bool Has(List<RevisionDocumentRow> documents, RevisionDocumentRow row) =>
        documents.Any(d => d.Path == row.Path && d.Hash == row.Hash);

    private static async Task<Dictionary<ItemKey, ImmutableArray<string>>> LinesAsync(
        BotContext db, IEnumerable<RevisionDocumentRow> rows, Dictionary<string, Dictionary<ItemKey, ImmutableArray<string>>> read,
        CancellationToken cancel)
    {
        var items = new Dictionary<ItemKey, ImmutableArray<string>>();
        foreach (var row in rows.OrderBy(r => r.Path, StringComparer.Ordinal))
        {
            if (!read.TryGetValue(row.Path + row.Hash, out var lines))
            {
                var content = await db.Documents.AsNoTracking().Where(d => d.Hash == row.Hash).Select(d => d.Content).FirstAsync(cancel);
                read[row.Path + row.Hash] = lines = ItemLines.Of([new(row.Path, content)]);
            }
            foreach (var (item, said) in lines) items[item] = [.. items.GetValueOrDefault(item, []), .. said];
        }
        return items;
    }
}
