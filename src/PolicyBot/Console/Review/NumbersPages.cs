using System.Globalization;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>Numbers of a period. They are about nobody, so that every role may see them.</summary>
internal sealed class NumbersPages(BotHost host, ReviewRenderer renderer, NumbersReader numbers)
{
    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var usual = NumbersPeriod.Until(DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime));
        var (from, to) = (Day(context, "from", usual.From), Day(context, "to", usual.To));
        // Without a first day, as many weeks as usual before the last.
        if (to is { } last && !context.Request.Query.ContainsKey("from")) from = NumbersPeriod.Until(last).From;
        var wanted = from is { } first && to is { } final && new NumbersPeriod(first, final) is { IsMeant: true } period ? period : null;
        var view = await numbers.ReadAsync(wanted ?? usual, context.RequestAborted);
        var problem = wanted is null ? ReviewTexts.In(renderer.LanguageOf(context)).NumbersDays : null;
        var status = wanted is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return await renderer.PageAsync<NumbersPage>(context, status, view with { Problem = problem });
    }

    /// <summary>Null: written, and no day of this or a past or coming century.</summary>
    private static DateOnly? Day(HttpContext context, string name, DateOnly otherwise) =>
        context.Request.Query[name] is not [{ Length: > 0 } text, ..] ? otherwise
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 3000 ? day : null;
}
