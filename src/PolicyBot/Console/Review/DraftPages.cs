using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>Drafts that are not over, the newest first.</summary>
public sealed record DraftList(ImmutableArray<ListedDraft> Drafts);

/// <summary>A draft as the present revision leaves it: one whose ground has shifted is suspended. <paramref name="Moved"/>: it was made on
/// another revision, and still fits.</summary>
public sealed record ListedDraft(Draft Draft, bool Moved);

/// <summary>A draft as it stands on the present revision.</summary>
/// <param name="Seal">Names what is looked at here, and nothing else is approved from here.</param>
/// <param name="Moved">The number of the revision that it was made on, where another one has been published since.</param>
/// <param name="Effects">Null where they cannot be worked out; <paramref name="Problem"/> says why.</param>
/// <param name="Others">Drafts that touch the same items.</param>
public sealed record DraftView(
    Draft Draft, string Seal, int? Moved, int Head, DateOnly Day, DraftEffects? Effects, Remark? Problem, ImmutableArray<Draft> Others,
    DraftRights Rights);

/// <summary>What the reader can do with a draft, as it looks now: it is found out again when they do it.</summary>
public sealed record DraftRights(bool Approver, bool Admin, bool Own, bool HasApproved)
{
    public bool Publisher => Approver || Admin;
}

/// <summary>Drafts awaiting approval, what they do, and the yes or no to them. Nothing is decided here: the desk decides.</summary>
internal sealed class DraftPages(
    BotHost host, ReviewRenderer renderer, ConsoleDesk desk, DraftPreviews previews, AdminOptions admin, OrganisationDay day)
{
    public const string Url = ReviewConsole.Path + "/drafts";
    private readonly AdminRoles roles = new(admin);
    private readonly RebasedDrafts onHead = new();

    public async Task<IResult> ListAsync(HttpContext context)
    {
        await using var db = host.Database.Open();
        var ground = await DeskGround.OfAsync(db, host.Revisions, host.Time);
        var drafts = ImmutableArray.CreateBuilder<ListedDraft>();
        foreach (var stored in await ground.LiveAsync())
        {
            var draft = await onHead.OfAsync(ground, stored);
            drafts.Add(new(draft, stored.BaseRevision != ground.Head && draft.State != DraftState.Suspended));
        }
        return await renderer.PageAsync<DraftsPage>(context, model: new DraftList(drafts.ToImmutable()));
    }

    public async Task<IResult> ShowAsync(int number, HttpContext context)
    {
        await using var db = host.Database.Open();
        var ground = await DeskGround.OfAsync(db, host.Revisions, host.Time);
        if (await ground.FindAsync(number) is not { } stored)
            return await renderer.ProblemAsync(context, StatusCodes.Status404NotFound, t => t.NoDraft);
        var draft = await onHead.OfAsync(ground, stored);
        var over = draft.State is DraftState.Published or DraftState.Discarded;
        var on = DateOnly.TryParseExact(context.Request.Query["on"], "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var asked)
            ? asked : (DateOnly?)null;
        DraftEffects? effects = null;
        Remark? problem = null;
        try
        {
            if (!over && !draft.Items.IsEmpty) effects = await previews.OfAsync(draft, ground, on);
        }
        catch (EditException refused)
        {
            problem = refused.Said;
        }
        var person = await desk.PersonAsync(context);
        var rights = new DraftRights(
            await roles.HasAnyAsync(db, person, [AdminRoles.Approver]), await roles.HasAnyAsync(db, person, [AdminRoles.PolicyAdmin]),
            draft.Editors.Concat(draft.EditorKeys).Any(e => person.Keys.Contains(e)), IsApprovedBy(draft, person));
        var moved = !over && stored.BaseRevision != ground.Head ? await ground.NumberOfAsync(stored.BaseRevision) ?? 0 : (int?)null;
        var others = (await ground.LiveAsync()).Where(d => d.Id != draft.Id && !Rebase.Conflicts(draft, d).IsEmpty);
        return await renderer.PageAsync<DraftPage>(context, model: new DraftView(
            draft, DraftJson.SealOf(draft), moved, ground.Number, on ?? draft.From(day.Today), effects, problem, [.. others], rights));
    }

    public Task<IResult> SubmitAsync(int number, HttpContext context) => DoAsync(number, context, "why",
        $"draft submit {number}{ConsoleDesk.Option(context, "why")}", (draft, _) => draft.State == DraftState.Submitted);

    public Task<IResult> ApproveAsync(int number, HttpContext context) => DoAsync(number, context, "note",
        $"draft approve {number} --seen {CommandWords.Quote(ReviewForms.Field(context, "seen", 64) ?? "nothing")}{ConsoleDesk.Option(context, "note")}", IsApprovedBy);

    public Task<IResult> RejectAsync(int number, HttpContext context) => DoAsync(number, context, "why",
        $"draft reject {number}{ConsoleDesk.Option(context, "why")}", (draft, _) => draft.State == DraftState.Rejected);

    /// <summary>The desk asks back.</summary>
    public Task<IResult> PublishAsync(int number, HttpContext context) =>
        DoAsync(number, context, "why", $"draft publish {number}", (draft, _) => draft.State == DraftState.Published);

    /// <summary>Done, by this click or by one before: back to the draft, which shows it. Else what the desk says.</summary>
    private async Task<IResult> DoAsync(int number, HttpContext context, string text, string line, Func<Draft, AdminPerson, bool> isDone)
    {
        if (ConsoleDesk.IsTooLong(context, text))
            return await renderer.ProblemAsync(context, StatusCodes.Status400BadRequest, t => t.CommentTooLong);
        var outcome = await desk.RunAsync(context, line);
        await using var db = host.Database.Open();
        var after = await (await DeskGround.OfAsync(db, host.Revisions, host.Time)).FindAsync(number);
        var url = string.Create(CultureInfo.InvariantCulture, $"{Url}/{number}");
        var done = !outcome.Denied && after is not null && isDone(after, Reader.Of(context)!.Person);
        return done ? ReviewForms.To(context, url) : await desk.SaidAsync(context, outcome, line, after is null ? Url : url);
    }

    private static bool IsApprovedBy(Draft draft, AdminPerson person) => draft.Approvals.Any(a => person.Keys.Any(a.IsBy));
}
