using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Log;

namespace PolicyBot.Storage;

/// <summary>A revision, compiled.</summary>
public sealed record LoadedRevision(int Number, Bot Bot);

/// <summary>Who publishes what, and why.</summary>
public sealed record Publication(string Author, ImmutableArray<string> Approvers, string Reason);

/// <summary>What came of publishing: a number, or what is wrong with the documents, or that another was faster.</summary>
/// <param name="Same">The head has the same content: nothing was published.</param>
public sealed record Published(int? Number, ImmutableArray<Problem> Problems, bool Overtaken = false, bool Same = false);

/// <summary>The published states of the knowledge; the head is held compiled and swapped as a whole.</summary>
public sealed class Revisions(Database database, LanguagePacks languages, LogBook book, TimeProvider time)
{
    private const int KeptCompiled = 4;
    private readonly ConcurrentDictionary<int, Lazy<Task<LoadedRevision>>> compiled = new();
    private readonly RevisionHistory history = new(database);
    private volatile LoadedRevision? current;

    /// <summary>The head, as this process last saw it.</summary>
    public LoadedRevision Current => current ?? throw new InvalidOperationException("no revision has been loaded yet");

    /// <summary>Takes up the head. Returns false where there is none yet.</summary>
    /// <exception cref="InvalidDataException">It does not load, or is not what was published: the one before is kept.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancel)
    {
        await using var db = database.Open();
        if (await RevisionCheck.HeadAsync(db, cancel) is not { } head) return false;
        if (current?.Number != head) current = await LoadAsync(head, cancel);
        return true;
    }

    /// <summary>A revision, compiled.</summary>
    /// <exception cref="InvalidDataException">There is none of that number, it does not load, or it is not what was published.</exception>
    public async Task<LoadedRevision> LoadAsync(int number, CancellationToken cancel)
    {
        foreach (var old in compiled.Keys.Order().SkipLast(KeptCompiled)) if (old != number) compiled.TryRemove(old, out _);
        var loading = compiled.GetOrAdd(number, n => new(() => CompileAsync(n)));
        try
        {
            return await loading.Value.WaitAsync(cancel);
        }
        catch when (loading.Value.IsFaulted)
        {
            compiled.TryRemove(number, out _);
            throw;
        }
    }

    /// <summary>As <see cref="RevisionCheck.ReadAsync"/> reads them.</summary>
    public async Task<ImmutableArray<KnowledgeDocument>> DocumentsAsync(int number, CancellationToken cancel)
    {
        await using var db = database.Open();
        return await RevisionCheck.ReadAsync(db, number, cancel);
    }

    /// <summary>Publishes documents as the next revision after <paramref name="after"/> (null: after whatever is the head), with its entry
    /// in the log. Documents that do not load are refused whole; those that the head has already are not published again.</summary>
    /// <param name="also">Changes in the same transaction, told the number.</param>
    public async Task<Published> PublishAsync(
        ImmutableArray<KnowledgeDocument> documents, Publication why, int? after, CancellationToken cancel,
        Func<BotContext, int, Task>? also = null)
    {
        var loaded = KnowledgeLoader.Load(documents);
        if (loaded.Set is null) return new(null, [.. loaded.Problems]);
        var content = KnowledgeDocument.RevisionOf(documents);
        await using var first = database.Open();
        var published = await first.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = database.Open();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await LogBook.HeadAsync(db);
            var head = await RevisionCheck.HeadAsync(db, cancel) ?? 0;
            if (after is { } expected && expected != head) return new Published(null, [], Overtaken: true);
            if (await db.Revisions.AnyAsync(r => r.Number == head && r.ContentId == content, cancel))
                return new Published(null, [.. loaded.Problems], Same: true);
            await AddAsync(db, head + 1, documents, why, cancel);
            if (also is not null) await also(db, head + 1);
            await book.AppendAsync(new TrackedRows(db), [Entry(head + 1, documents, why)], []);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException e) when (Database.IsUniqueViolation(e))
            {
                return new Published(null, [], Overtaken: true);
            }
            await transaction.CommitAsync(cancel);
            return new Published(head + 1, [.. loaded.Problems]);
        });
        if (published is { Number: not null } or { Same: true }) await RefreshAsync(cancel);
        return published;
    }

    /// <summary>Adds the rows of a revision to a context whose transaction the caller commits.</summary>
    public async Task AddAsync(BotContext db, int number, ImmutableArray<KnowledgeDocument> documents, Publication why,
        CancellationToken cancel)
    {
        var hashes = documents.Select(d => KnowledgeDocument.HashOf(d.Content)).ToArray();
        var known = (await db.Documents.Where(d => hashes.Contains(d.Hash)).Select(d => d.Hash).ToListAsync(cancel)).ToHashSet();
        for (var i = 0; i < documents.Length; i++)
        {
            if (known.Add(hashes[i])) db.Documents.Add(new() { Hash = hashes[i], Content = documents[i].Content });
            db.RevisionDocuments.Add(new() { Number = number, Path = documents[i].Path, Hash = hashes[i] });
        }
        db.Revisions.Add(new()
        {
            Number = number,
            ContentId = KnowledgeDocument.RevisionOf(documents),
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Author = why.Author,
            Approvers = JsonSerializer.Serialize(why.Approvers),
            Reason = why.Reason,
        });
    }

    private static NewEntry Entry(int number, ImmutableArray<KnowledgeDocument> documents, Publication why)
    {
        var entry = NewEntry.Of(EntryKind.Publish, Publications.NameOf(number)).With(TextNames.By, why.Author)
            .With(TextNames.Reason, why.Reason) with
        { Revision = number };
        return entry with { Entry = entry.Entry with { About = Publications.NameOf(number), Revision = KnowledgeDocument.RevisionOf(documents) } };
    }

    private async Task<LoadedRevision> CompileAsync(int number)
    {
        var documents = await DocumentsAsync(number, CancellationToken.None);
        if (documents.IsEmpty) throw new InvalidDataException($"there is no revision {number} in the database");
        var loaded = KnowledgeLoader.Load(documents);
        if (loaded.Set is { } set)
        {
            var past = await history.OfAsync(number, OrganisationTime.ZoneOf(set), CancellationToken.None);
            return new(number, new Bot(new KnowledgeBase(set) { History = past }, languages));
        }
        throw new InvalidDataException($"revision {number} does not load: {loaded.Problems.First()}");
    }
}
