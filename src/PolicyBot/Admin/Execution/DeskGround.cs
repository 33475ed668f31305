using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>The present revision and the drafts, as a transaction that holds the log's head sees them.</summary>
internal sealed class DeskGround(BotContext db, Revisions revisions, TimeProvider time)
{
    public int Number { get; private set; }
    public ImmutableArray<KnowledgeDocument> Documents { get; private set; } = [];
    public KnowledgeBase Knowledge { get; private set; } = null!;
    public string Head => Knowledge.Revision;

    /// <summary>Drafts that were found to be suspended and stored so, each as it was before and as it is now.</summary>
    public List<(Draft Was, Draft Now)> Suspended { get; } = [];

    public static async Task<DeskGround> OfAsync(BotContext db, Revisions revisions, TimeProvider time)
    {
        var ground = new DeskGround(db, revisions, time) { Number = await NumberAsync(db) };
        ground.Documents = await ground.DocumentsAsync(ground.Number);
        ground.Knowledge = revisions.Current.Number == ground.Number ? revisions.Current.Bot.Knowledge : Load(ground.Documents);
        return ground;
    }

    /// <param name="history">What the published revisions tell; those of a draft are the revision's that it stands on.</param>
    public static KnowledgeBase Load(ImmutableArray<KnowledgeDocument> documents, PolicyHistory? history = null) =>
        KnowledgeLoader.Load(documents) is { Set: { } set } loaded ? new(set) { History = history }
            : throw new EditException("the knowledge does not load; `check` tells why");

    private static async Task<int> NumberAsync(BotContext db) => await CheckedAsync(RevisionCheck.HeadAsync(db, CancellationToken.None)) ?? 0;

    /// <exception cref="EditException">The revision is not what was published: nothing is made of it.</exception>
    public Task<ImmutableArray<KnowledgeDocument>> DocumentsAsync(int number) =>
        CheckedAsync(RevisionCheck.ReadAsync(db, number, CancellationToken.None));

    private static async Task<T> CheckedAsync<T>(Task<T> check)
    {
        try
        {
            return await check;
        }
        catch (InvalidDataException altered)
        {
            throw new EditException(altered.Message);
        }
    }

    /// <summary>The draft as the present revision leaves it: rebased, or suspended.</summary>
    /// <exception cref="EditException">There is none of that number.</exception>
    public async Task<Draft> DraftAsync(string id)
    {
        var (stored, onHead) = await ReadAsync(id);
        return await StoredAsync(stored, onHead);
    }

    /// <summary>As <see cref="DraftAsync"/>, and stores nothing.</summary>
    public async Task<Draft> PeekAsync(string id) => (await ReadAsync(id)).OnHead;

    private async Task<(Draft Stored, Draft OnHead)> ReadAsync(string id)
    {
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || await FindAsync(number) is not { } draft)
            throw new EditException($"there is no draft {Spelling.Quote(id)}; `draft list` lists them");
        return (draft, await RebasedAsync(draft));
    }

    /// <summary>A draft as it was last stored; null: there is none of that number.</summary>
    public async Task<Draft?> FindAsync(int number) =>
        await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == number) is { } row
            ? DraftJson.Read(row.Id, row.State, row.Body)
            : null;

    /// <summary>The person's latest draft that is being written; null: none.</summary>
    public async Task<Draft?> OpenOfAsync(string person)
    {
        int open = (int)DraftState.Draft, rejected = (int)DraftState.Rejected;
        var row = await db.Drafts.AsNoTracking().Where(d => d.Author == person && (d.State == open || d.State == rejected))
            .OrderByDescending(d => d.Id).FirstOrDefaultAsync();
        if (row is null) return null;
        var draft = DraftJson.Read(row.Id, row.State, row.Body);
        if (draft.Restores is not null) return null;
        return await StoredAsync(draft, await RebasedAsync(draft));
    }

    /// <summary>Drafts that are not over, the newest first.</summary>
    public Task<List<Draft>> LiveAsync() => LiveAsync(db);

    /// <inheritdoc cref="LiveAsync()"/>
    public static async Task<List<Draft>> LiveAsync(BotContext db)
    {
        int published = (int)DraftState.Published, discarded = (int)DraftState.Discarded;
        var rows = await db.Drafts.AsNoTracking().Where(d => d.State != published && d.State != discarded).OrderByDescending(d => d.Id)
            .Take(100).ToListAsync();
        return [.. rows.Select(r => DraftJson.Read(r.Id, r.State, r.Body))];
    }

    /// <summary>Stores the draft; one without a number gets it.</summary>
    public async Task<Draft> SaveAsync(Draft draft)
    {
        var (at, body, state) = (time.GetUtcNow().ToUnixTimeMilliseconds(), DraftJson.Of(draft), (int)draft.State);
        if (draft.Id.Length > 0)
        {
            var id = int.Parse(draft.Id, CultureInfo.InvariantCulture);
            await db.Drafts.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, state).SetProperty(d => d.At, at)
                .SetProperty(d => d.Body, body));
            return draft;
        }
        var row = new DraftRow { Author = draft.Author, State = state, At = at, Body = body };
        db.Drafts.Add(row);
        await db.SaveChangesAsync();
        return draft with { Id = row.Id.ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>What the present revision becomes with the draft.</summary>
    /// <exception cref="EditException">The draft does not fit it.</exception>
    public async Task<ImmutableArray<KnowledgeDocument>> AfterAsync(Draft draft)
    {
        if (draft.Restores is { } number) return await DocumentsAsync(number);
        var result = KnowledgeEditor.Apply(Documents, draft.Edits);
        return result.Ok ? KnowledgeEditor.With(Documents, result.Changed) : throw new EditException(Remark.Join("\n", result.Errors));
    }

    public async Task<int> PublishAsync(Draft draft, ImmutableArray<KnowledgeDocument> after)
    {
        await revisions.AddAsync(db, Number + 1, after, new(draft.Author, [.. draft.Approvals.Select(a => a.By)], draft.Why ?? ""),
            CancellationToken.None);
        await SaveAsync(draft);
        await db.SaveChangesAsync();
        await GapMarks.HandledAsync(db, int.Parse(draft.Id, CultureInfo.InvariantCulture));
        return Number + 1;
    }

    /// <summary>The draft as the present revision leaves it, without storing that: for readers.</summary>
    public async Task<Draft> RebasedAsync(Draft draft)
    {
        if (draft.BaseRevision == Head || draft.State is DraftState.Published or DraftState.Discarded or DraftState.Suspended) return draft;
        return Rebase.Onto(draft, await NumberOfAsync(draft.BaseRevision) is { } known ? await DocumentsAsync(known) : [], Documents);
    }

    /// <summary>The latest revision of that content; null: none has it.</summary>
    public async Task<int?> NumberOfAsync(string content) =>
        await db.Revisions.Where(r => r.ContentId == content).MaxAsync(r => (int?)r.Number);

    private async Task<Draft> StoredAsync(Draft stored, Draft onHead) => stored == onHead ? stored
        : onHead.State == DraftState.Suspended ? await SuspendAsync(stored, onHead) : await SaveAsync(onHead);

    /// <summary>Stores it as suspended, and notes that it was not so before.</summary>
    public async Task<Draft> SuspendAsync(Draft was, Draft suspended)
    {
        Suspended.Add((was, suspended));
        return await SaveAsync(suspended);
    }
}
