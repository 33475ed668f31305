using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Preview;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>What a draft makes of the last logged questions on a day.</summary>
public sealed record DraftReplay(int Number, DateOnly Day, ReplayedQuestions Replayed);

/// <summary>Asks the last logged questions again of a draft, for whoever the desk lets preview it. One at a time on each replica: it takes
/// seconds of every processor.</summary>
internal sealed class ReplayPages(BotHost host, ReviewRenderer renderer, ConsoleDesk desk, OrganisationDay day) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task<IResult> RunAsync(int number, HttpContext context)
    {
        var last = int.TryParse(ReviewForms.Field(context, "last"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, QuestionReplay.Most) : QuestionReplay.Usual;
        var on = DateOnly.TryParseExact(ReviewForms.Field(context, "on"), "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var chosen)
            ? chosen : day.Today;
        if (!await one.WaitAsync(TimeSpan.Zero, context.RequestAborted))
            return await renderer.ProblemAsync(context, StatusCodes.Status429TooManyRequests, t => t.ReplayUnderWay);
        DeskOutcome outcome;
        var line = string.Create(CultureInfo.InvariantCulture, $"draft preview {number} --on {on:yyyy-MM-dd} --replay {last}");
        try
        {
            outcome = await desk.RunAsync(context, line);
        }
        finally
        {
            one.Release();
        }
        if (outcome.Denied || outcome.Replayed is not { } replayed)
        {
            await using var db = host.Database.Open();
            var there = await (await DeskGround.OfAsync(db, host.Revisions, host.Time)).FindAsync(number) is not null;
            return await desk.SaidAsync(context, outcome, line,
                there ? string.Create(CultureInfo.InvariantCulture, $"{DraftPages.Url}/{number}") : DraftPages.Url);
        }
        return await renderer.PageAsync<ReplayPage>(context, model: new DraftReplay(number, on, replayed));
    }

    public void Dispose() => one.Dispose();
}
