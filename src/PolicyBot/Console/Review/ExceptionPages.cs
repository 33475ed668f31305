using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Exceptions;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Policies;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>An exception as the reader sees it. <paramref name="Missing"/>: what a requested one still takes; null where it is decided.
/// What the reader may do is found out again when they do it. <paramref name="Open"/>: whose it is and what was said of it are
/// shown.</summary>
public sealed record ListedException(PolicyException Exception, ExceptionNeed? Missing, bool Own, bool HasGranted,
    bool MayGrant, bool MayEnd, bool Open);

/// <summary>Exceptions by where they are in their lives. <paramref name="Older"/>: the number before which more ended ones are.</summary>
public sealed record ExceptionList(
    ImmutableArray<ListedException> Requested, ImmutableArray<ListedException> Ending, ImmutableArray<ListedException> Granted,
    ImmutableArray<ListedException> Ended, DateOnly Today, int? Older);

/// <summary>Exceptions, and the yes or no to them, which the desk decides. Whose they are and what for is shown to whoever asked, to whoever
/// may decide, and to reviewers for a stated reason; what is shown of others is logged first.</summary>
internal sealed class ExceptionPages(BotHost host, ReviewRenderer renderer, ConsoleDesk desk, AdminOptions admin, OrganisationDay day)
{
    public const string Url = ReviewConsole.Path + "/exceptions";
    private const int Size = 50;
    private const int Soon = 30;
    private const int Most = 300;

    /// <summary>Why people's words are read by whoever stated nothing else.</summary>
    private const string ToDecide = "to decide on exceptions", What = "exceptions";
    private readonly AdminRoles roles = new(admin);

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        var before = int.TryParse(context.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : int.MaxValue;
        var (today, knowledge) = (day.Today, host.Revisions.Current.Bot.Knowledge);
        int requested = (int)ExceptionState.Requested, granted = (int)ExceptionState.Granted, now = PolicyException.Number(today);
        await using var db = host.Database.Open();
        var (reader, person) = (Reader.Of(context)!, await desk.PersonAsync(context));
        var approver = await roles.HasAnyAsync(db, person, [AdminRoles.Approver]);
        ListedException Listed(ExceptionRow row)
        {
            var asked = PolicyException.Of(row);
            var need = ExceptionRights.NeedOf(asked, today, knowledge);
            var missing = asked.State == ExceptionState.Requested ? ExceptionRights.Missing(asked, need, knowledge) : null;
            var (own, grants, ends) = (asked.IsOf(person), ExceptionRights.MayGrant(need, person.Groups, approver, knowledge),
                ExceptionRights.MayEnd(asked, need, person.Groups, approver, knowledge));
            return new(asked, missing, own, asked.Grants.Any(g => g.IsBy(person)), grants, ends,
                own || grants || ends || (reader.Reason is not null && reader.Is(AdminRoles.Reviewer)));
        }
        var open = await db.Exceptions.AsNoTracking().Where(e => e.State == requested).OrderBy(e => e.Id).Take(Most).ToListAsync(cancel);
        var held = await db.Exceptions.AsNoTracking().Where(e => e.State == granted && e.Until > now)
            .OrderBy(e => e.Until).ThenBy(e => e.Id)
            .Take(Most).ToListAsync(cancel);
        var over = await db.Exceptions.AsNoTracking()
            .Where(e => e.Id < before && e.State != requested && (e.State != granted || e.Until <= now))
            .OrderByDescending(e => e.Id).Take(Size + 1).ToListAsync(cancel);
        var inForce = held.Select(Listed).ToList();
        var soon = today.AddDays(Soon);
        var list = new ExceptionList(
            [.. open.Select(Listed)], [.. inForce.Where(e => e.Exception.Until <= soon)],
            [.. inForce.Where(e => e.Exception.Until > soon)], [.. over.Take(Size).Select(Listed)], today,
            over.Count > Size ? over[Size - 1].Id : null);
        long[] shown = [.. list.Requested.Concat(inForce).Concat(list.Ended).Where(e => e.Open && !e.Own).Select(e => (long)e.Exception.Id)];
        if (shown.Length > 0)
            await LogAccess.RecordAsync(host, EntryKind.Read, person.Key, reader.Reason ?? ToDecide, shown.Length,
                LogAccess.Name(shown, What), What);
        return await renderer.PageAsync<ExceptionsPage>(context, model: list);
    }

    public Task<IResult> GrantAsync(int number, HttpContext context) => DoAsync(
        number, context, "note", $"exception grant {number}{ConsoleDesk.Option(context, "until")}{ConsoleDesk.Option(context, "note")}",
        (e, who) => e.State == ExceptionState.Granted || e.Grants.Any(g => g.IsBy(who)));

    public Task<IResult> DenyAsync(int number, HttpContext context) =>
        DoAsync(number, context, "why", $"exception deny {number}{ConsoleDesk.Option(context, "why")}",
            (e, _) => e.State == ExceptionState.Denied);

    /// <summary>The desk asks back.</summary>
    public Task<IResult> RevokeAsync(int number, HttpContext context) =>
        DoAsync(number, context, "why", $"exception revoke {number}{ConsoleDesk.Option(context, "why")}",
            (e, _) => e.State == ExceptionState.Revoked);

    /// <summary>Done, by this click or by one before: back to the list, which shows it. Else what the desk says.</summary>
    private async Task<IResult> DoAsync(int number, HttpContext context, string text, string line,
        Func<PolicyException, AdminPerson, bool> isDone)
    {
        if (ConsoleDesk.IsTooLong(context, text))
            return await renderer.ProblemAsync(context, StatusCodes.Status400BadRequest, t => t.CommentTooLong);
        var outcome = await desk.RunAsync(context, line);
        await using var db = host.Database.Open();
        var row = await db.Exceptions.AsNoTracking().FirstOrDefaultAsync(e => e.Id == number, context.RequestAborted);
        var done = !outcome.Denied && row is not null && isDone(PolicyException.Of(row), Reader.Of(context)!.Person);
        return done ? ReviewForms.To(context, string.Create(CultureInfo.InvariantCulture, $"{Url}#x{number}"))
            : await desk.SaidAsync(context, outcome, line, Url);
    }
}
