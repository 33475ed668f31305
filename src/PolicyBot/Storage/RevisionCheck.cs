using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Knowledge;
using PolicyBot.Log;

namespace PolicyBot.Storage;

/// <summary>Whether revisions are what was published: each document hashes to its address, their list to the revision's, and that is what
/// the log's entry of the publication says. What is not is never answered by.</summary>
public static class RevisionCheck
{
    private const string NoEntry = "no entry of the log publishes it", Missing = "it is missing, and the log publishes it",
        Twice = "the log publishes it twice", Backup = "Restore a backup of the database";

    /// <summary>The highest number; null where there is none.</summary>
    /// <exception cref="InvalidDataException">The log publishes a later one, which is not there.</exception>
    public static async Task<int?> HeadAsync(BotContext db, CancellationToken cancel)
    {
        // The log first: a revision is committed with its entry.
        var logged = await Publications.LatestAsync(db, cancel);
        var head = await db.Revisions.MaxAsync(r => (int?)r.Number, cancel);
        return logged > (head ?? 0) ? throw new InvalidDataException(Told(logged.Value, Missing)) : head;
    }

    /// <summary>A revision's documents in ordinal order of path; empty where there is no such revision.</summary>
    /// <exception cref="InvalidDataException">It is not what was published; says what was altered, and what to do.</exception>
    public static async Task<ImmutableArray<KnowledgeDocument>> ReadAsync(BotContext db, int number, CancellationToken cancel)
    {
        if (await db.Revisions.Where(r => r.Number == number).Select(r => r.ContentId).FirstOrDefaultAsync(cancel) is not { } stated)
            return [];
        var found = await db.RevisionDocuments.Where(d => d.Number == number)
            .GroupJoin(db.Documents, d => d.Hash, c => c.Hash, (d, c) => new { d.Path, d.Hash, Contents = c })
            .SelectMany(d => d.Contents.DefaultIfEmpty(), (d, c) => new { d.Path, d.Hash, Content = (byte[]?)c!.Content }).ToListAsync(cancel);
        var logged = await Publications.FindAsync(db, number, cancel);
        var wrong = Wrong(stated, logged,
            [.. found.Select(d => new Stored(d.Path, d.Hash, d.Content is null ? null : KnowledgeDocument.HashOf(d.Content)))]);
        if (wrong is not null) throw new InvalidDataException(Told(number, wrong));
        return [.. found.Select(d => new KnowledgeDocument(d.Path, d.Content!)).OrderBy(d => d.Path, StringComparer.Ordinal)];
    }

    /// <summary>Looks at every revision. Null: all are what was published; else a line on the first that is not.</summary>
    public static async Task<string?> ProblemAsync(BotContext db, CancellationToken cancel)
    {
        var logged = new Dictionary<int, LoggedRevision>();
        await foreach (var published in Publications.NewestFirstAsync(db, cancel))
            if (!logged.TryAdd(published.Number, published)) return Told(published.Number, Twice);
        var last = logged.Keys.DefaultIfEmpty().Max();
        var revisions = await db.Revisions.OrderBy(r => r.Number).Select(r => new { r.Number, r.ContentId }).ToListAsync(cancel);
        var documents = (await db.RevisionDocuments.AsNoTracking().ToListAsync(cancel)).ToLookup(d => d.Number);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var document in db.Documents.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            hashes[document.Hash] = KnowledgeDocument.HashOf(document.Content);
        foreach (var revision in revisions)
        {
            // One that was published since the log was read has its entry by now.
            var entry = logged.GetValueOrDefault(revision.Number)
                ?? (revision.Number > last ? await Publications.FindAsync(db, revision.Number, cancel) : null);
            var stored = documents[revision.Number].Select(d => new Stored(d.Path, d.Hash, hashes.GetValueOrDefault(d.Hash)));
            if (Wrong(revision.ContentId, entry, [.. stored]) is { } wrong) return Told(revision.Number, wrong);
            logged.Remove(revision.Number);
        }
        return logged.Count == 0 ? null : Told(logged.Keys.Min(), Missing);
    }

    /// <param name="Actual">What the content hashes to; null: there is none.</param>
    private sealed record Stored(string Path, string Hash, string? Actual);

    private static string? Wrong(string stated, LoggedRevision? logged, ImmutableArray<Stored> documents)
    {
        if (logged is null) return NoEntry;
        foreach (var document in documents.OrderBy(d => d.Path, StringComparer.Ordinal))
        {
            if (document.Actual is null) return $"its document `{document.Path}` is missing";
            if (document.Actual != document.Hash) return $"its document `{document.Path}` is not what was published";
        }
        var content = KnowledgeDocument.RevisionOf(documents.Select(d => (d.Path, d.Hash)));
        if (content != (logged.ContentId ?? stated)) return "its documents are not those that the log publishes";
        return content == stated ? null : "its content id is not that of its documents";
    }

    private static string Told(int number, string what) => $"revision {number} was altered in the database: {what}. It is not used. "
        + (what is NoEntry or Missing or Twice ? Backup
            : "Restore it with `policybot import FOLDER`, FOLDER being what `policybot export` once wrote of it, or the one that it came from."
                + " Where there is none: " + Backup);
}
