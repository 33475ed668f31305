using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Log;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>Holds in force, the configured retention, and what was done to the
/// log lately. <paramref name="Done"/>: what has just been done.</summary>
public sealed record RetentionView(
    ImmutableArray<HoldInForce> Holds, IReadOnlyDictionary<string, long> Retention, ImmutableArray<LogEntry> Lately,
    string? Done, string? Problem);

/// <summary>What an action touches, before it is confirmed. <paramref name="Action"/>:
/// `hold`, `release`, `erase` or `purge`, which nobody confirms.
/// <paramref name="Changed"/>: something else would have been done than was shown.</summary>
public sealed record ActionPreview(string Action, RetentionForm? Form, HoldInForce? Hold, HoldReach? Reach, Removal? Removal,
    bool Changed = false);

/// <summary>Holds, retention and erasure. Nothing is done before a preview
/// has told what it touches and a second form has confirmed it.</summary>
internal sealed class RetentionPages(BotHost host, ReviewRenderer renderer)
{
    private const string Url = ReviewConsole.Path + "/retention";
    private static readonly string[] Actions = ["hold", "release", "erase", "purge"];

    /// <summary>An erasure whose texts SQLite's write-ahead log still holds.</summary>
    private const string NotSwept = "erase-unswept";
    private static readonly string[] Told = [.. Actions, NotSwept];

    private LogLifecycle Lifecycle => new(host.Database, host.Book, host.Time);

    /// <summary>As it was written, an edition as its tool: by that, entries are found.</summary>
    private RetentionForm FormOf(HttpContext context) => RetentionForm.Of(context) is { Tool: { } tool } form
        ? form with { Tool = host.Revisions.Current.Bot.Knowledge.ToolOf(tool) } : RetentionForm.Of(context);

    public Task<IResult> ShowAsync(HttpContext context) =>
        PageAsync(context, StatusCodes.Status200OK, Told.FirstOrDefault(a => a == context.Request.Query["done"]), null);

    public async Task<IResult> PurgeAsync(HttpContext context) => await renderer.PageAsync<ActionPage>(context,
        model: new ActionPreview("purge", null, null, null, await Lifecycle.PreviewPurgeAsync(context.RequestAborted)));

    public async Task<IResult> HoldAsync(HttpContext context)
    {
        var form = FormOf(context);
        if (ProblemOfHold(form) is { } problem) return await RefusedAsync(context, problem);
        // First, so that a hold on all of today counts this entry too.
        await LookedAsync(context, form, "hold");
        return await renderer.PageAsync<ActionPage>(context,
            model: new ActionPreview("hold", form, null, await Lifecycle.PreviewHoldAsync(form.Filter, context.RequestAborted), null));
    }

    public async Task<IResult> ConfirmHoldAsync(HttpContext context)
    {
        var form = FormOf(context);
        if (ProblemOfHold(form) is { } problem) return await RefusedAsync(context, problem);
        await Lifecycle.HoldAsync(form.Filter, WarrantOf(context, form));
        return DoneNow(context, "hold");
    }

    public async Task<IResult> ReleaseAsync(HttpContext context)
    {
        var form = FormOf(context);
        if (!form.HasReason) return await RefusedAsync(context, t => t.ReasonMissing);
        var id = ReviewForms.Field(context, "hold");
        var hold = (await Lifecycle.OpenHoldsAsync(context.RequestAborted)).FirstOrDefault(h => h.Id == id);
        if (hold is null || await Lifecycle.PreviewReleaseAsync(hold.Id, context.RequestAborted) is not { } reach)
            return await RefusedAsync(context, t => t.NoSuchHold);
        return await renderer.PageAsync<ActionPage>(context, model: new ActionPreview("release", form, hold, reach, null));
    }

    public async Task<IResult> ConfirmReleaseAsync(HttpContext context)
    {
        var form = FormOf(context);
        if (!form.HasReason) return await RefusedAsync(context, t => t.ReasonMissing);
        return await Lifecycle.ReleaseAsync(ReviewForms.Field(context, "hold") ?? "", WarrantOf(context, form))
            ? DoneNow(context, "release") : await RefusedAsync(context, t => t.NoSuchHold);
    }

    public async Task<IResult> EraseAsync(HttpContext context)
    {
        var form = FormOf(context);
        if (ProblemOfErasure(form) is { } problem) return await RefusedAsync(context, problem);
        await LookedAsync(context, form, "erase");
        return await renderer.PageAsync<ActionPage>(context,
            model: new ActionPreview("erase", form, null, null, await Lifecycle.PreviewErasureAsync(form.Filter, context.RequestAborted)));
    }

    /// <summary>Does what was shown and nothing else: where something came in between, it is shown again.</summary>
    public async Task<IResult> ConfirmEraseAsync(HttpContext context)
    {
        var form = FormOf(context);
        if (ProblemOfErasure(form) is { } problem) return await RefusedAsync(context, problem);
        var shown = ReviewForms.Field(context, "shown");
        var now = await Lifecycle.PreviewErasureAsync(form.Filter, context.RequestAborted);
        if (shown == now.ToString())
        {
            var done = await Lifecycle.EraseAsync(form.Filter, WarrantOf(context, form), now);
            if (done == now) return DoneNow(context, await Lifecycle.SweepAsync(CancellationToken.None) ? "erase" : NotSwept);
            now = done;
        }
        return await renderer.PageAsync<ActionPage>(context, StatusCodes.Status409Conflict,
            new ActionPreview("erase", form, null, null, now, Changed: true));
    }

    private static Func<ReviewTexts, string>? ProblemOfHold(RetentionForm form) =>
        !form.HasReason ? t => t.ReasonMissing : form.Unread ? t => t.ExportDays : form.Filter.IsEmpty ? t => t.HoldNeedsWhat : null;

    private static Func<ReviewTexts, string>? ProblemOfErasure(RetentionForm form) =>
        !form.HasReason ? t => t.ReasonMissing : form.Unread ? t => t.ExportDays
        : form.Person is null ? t => t.EraseNeedsPerson : form.Authority is null ? t => t.EraseNeedsAuthority : null;

    private static Warrant WarrantOf(HttpContext context, RetentionForm form) =>
        new(Reader.Of(context)!.Person.Key, form.Reason!, form.Authority);

    private static IResult DoneNow(HttpContext context, string action) => ReviewForms.To(context, $"{Url}?done={action}");

    /// <summary>A preview counts somebody's entries: that somebody looked for them is an entry as well.</summary>
    private Task<long> LookedAsync(HttpContext context, RetentionForm form, string action) =>
        LogAccess.RecordAsync(host, EntryKind.Search, Reader.Of(context)!.Person.Key, form.Reason!, 0, $"preview of {action}");

    private Task<IResult> RefusedAsync(HttpContext context, Func<ReviewTexts, string> problem) =>
        PageAsync(context, StatusCodes.Status400BadRequest, null, problem(ReviewTexts.In(renderer.LanguageOf(context))));

    private async Task<IResult> PageAsync(HttpContext context, int status, string? done, string? problem)
    {
        var holds = await Lifecycle.OpenHoldsAsync(context.RequestAborted);
        // Whom a hold is about, and why, is shown for a stated reason, which the log tells of.
        if (Reader.Of(context) is { Reason: { } reason } reader && !holds.IsEmpty)
            await LogAccess.RecordAsync(host, EntryKind.Read, reader.Person.Key, reason, holds.Length,
                LogAccess.Name(holds.Select(h => h.Seq)));
        var lately = await LatelyAsync(context.RequestAborted);
        return await renderer.PageAsync<RetentionPage>(context, status,
            new RetentionView(holds, host.Book.Retention, lately, done, problem));
    }

    /// <summary>The latest holds, releases, erasures and purges, newest first.</summary>
    private async Task<ImmutableArray<LogEntry>> LatelyAsync(CancellationToken cancel)
    {
        const int most = 10;
        await using var db = host.Database.Open();
        var leaves = new List<byte[]>();
        foreach (var kind in Actions)
            leaves.AddRange(await db.Entries.Where(e => e.Kind == kind).OrderByDescending(e => e.Seq).Select(e => e.Leaf).Take(most)
                .ToListAsync(cancel));
        return [.. leaves.Select(leaf => LeafCodec.Decode(leaf)).OrderByDescending(e => e.Seq).Take(most)];
    }
}
