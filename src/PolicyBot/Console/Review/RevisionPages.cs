using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Storage;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>A revision as the console tells of it.</summary>
public sealed record RevisionTold(int Number, DateTimeOffset At, string Author, ImmutableArray<string> Approvers,
    string Reason, string ContentId)
{
    public static RevisionTold Of(RevisionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string[] approvers = JsonSerializer.Deserialize<string[]>(row.Approvers) ?? [];
        return new(row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Author, [.. approvers], row.Reason, row.ContentId);
    }
}

/// <summary>Revisions, newest first. <paramref name="Older"/>: the number to go on before; null at the end.</summary>
public sealed record RevisionList(ImmutableArray<RevisionTold> Revisions, int Head, int? Older);

/// <summary>A revision, and how it differs from another one. <paramref name="Against"/>
/// is null for the first revision where no other is asked for.</summary>
public sealed record RevisionView(RevisionTold Revision, int Head, int? Against, ImmutableArray<ItemDiff> Diff);

/// <summary>The history of the policy. It is nobody's words but the policy's own, and whoever has a role reads it.</summary>
internal sealed class RevisionPages(BotHost host, ReviewRenderer renderer)
{
    public const string Url = ReviewConsole.Path + "/policy";
    private const int Size = 50;

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var before = Number(context, "before") ?? int.MaxValue;
        await using var db = host.Database.Open();
        var rows = await db.Revisions.AsNoTracking().Where(r => r.Number < before).OrderByDescending(r => r.Number).Take(Size + 1)
            .ToListAsync(context.RequestAborted);
        return await renderer.PageAsync<RevisionsPage>(context, model: new RevisionList(
            [.. rows.Take(Size).Select(RevisionTold.Of)], host.Revisions.Current.Number, rows.Count > Size ? rows[Size - 1].Number : null));
    }

    public async Task<IResult> ShowAsync(int number, HttpContext context)
    {
        var against = Number(context, "against") ?? (number > 1 ? number - 1 : null);
        await using var db = host.Database.Open();
        var row = await db.Revisions.AsNoTracking().FirstOrDefaultAsync(r => r.Number == number, context.RequestAborted);
        var other = against is { } than ? await host.Revisions.DocumentsAsync(than, context.RequestAborted) : [];
        if (row is null || (against is not null && other.IsEmpty))
            return await renderer.ProblemAsync(context, StatusCodes.Status404NotFound, t => t.NoRevision);
        var diff = against is null ? [] : KnowledgeDiff.Of(other, await host.Revisions.DocumentsAsync(number, context.RequestAborted));
        return await renderer.PageAsync<RevisionPage>(context,
            model: new RevisionView(RevisionTold.Of(row), host.Revisions.Current.Number, against, diff));
    }

    private static int? Number(HttpContext context, string name) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
