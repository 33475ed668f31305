using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>What people asked of late and were not answered well, each gap once.
/// <paramref name="Kinds"/>: all there are, whichever kind is shown.</summary>
public sealed record GapList(ImmutableArray<Gap> Gaps, ImmutableArray<GapCount> Kinds, GapKind? Kind, bool Latest, int Days);

/// <summary>A gap with its latest questions, masked. <paramref name="Read"/>: its question as it is read today; null once erased.
/// <paramref name="Settles"/>: the reader may settle it, as it looks now.</summary>
public sealed record GapView(Gap Gap, ImmutableArray<GapShown> Shown, Question? Read, ImmutableHashSet<string> Ways, bool Settles)
{
    public string? Name => Read is null ? null : GapCommands.NameIn(Read);
}

/// <summary>Gaps, and what settles them. Everything goes by the desk's
/// commands: they say who may, and the log tells who saw which.</summary>
internal sealed class GapPages(BotHost host, ReviewRenderer renderer, ConsoleDesk desk, AdminOptions admin)
{
    public const string Url = ReviewConsole.Path + "/gaps";
    public const string Alias = "alias", Fact = "fact", Rule = "rule", Contact = "contact";
    private const int Longest = 500;
    private readonly AdminRoles roles = new(admin);

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        GapKind? kind = Kebab.TryParse<GapKind>(query["kind"].ToString(), out var only) ? only : null;
        var latest = query["order"] == "latest";
        var days = int.TryParse(query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, 3_650)
            : GapCommands.Days;
        var line = string.Create(CultureInfo.InvariantCulture, $"gap list --days {days}")
            + (kind is { } one ? " --kind " + Kebab.Name(one) : "") + (latest ? " --latest" : "");
        var outcome = await desk.RunAsync(context, line);
        if (outcome.Denied) return await desk.SaidAsync(context, outcome, line, RevisionPages.Url);
        var since = host.Time.GetUtcNow().AddDays(-days);
        await using var db = host.Database.Open();
        var gaps = await GapQuery.ListAsync(db, kind, since, latest, GapCommands.MostListed, context.RequestAborted);
        return await renderer.PageAsync<GapsPage>(context,
            model: new GapList(gaps, await GapQuery.CountAsync(db, since, context.RequestAborted), kind, latest, days));
    }

    public async Task<IResult> ShowAsync(long number, HttpContext context)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"gap show {number}");
        var outcome = await desk.RunAsync(context, line);
        if (outcome.Denied) return await desk.SaidAsync(context, outcome, line, RevisionPages.Url);
        await using var db = host.Database.Open();
        if (await GapQuery.FindAsync(db, number, GapCommands.MostShown, context.RequestAborted) is not var (gap, shown))
            return await renderer.ProblemAsync(context, StatusCodes.Status404NotFound, t => t.NoGap);
        var read = gap.Question is { } text
            ? QuestionReader.Read(text, Conversation.Fresh, null, host.Revisions.Current.Bot.Knowledge, host.Languages) : null;
        var settles = await roles.HasAnyAsync(db, Reader.Of(context)!.Person, [AdminRoles.PolicyAdmin]);
        return await renderer.PageAsync<GapPage>(context, model: new GapView(gap, shown, read, [.. WaysOf(gap.Kind)], settles));
    }

    /// <summary>What settles most gaps of that kind; the others may as well.</summary>
    private static string[] WaysOf(GapKind kind) => kind switch
    {
        GapKind.UnknownTool or GapKind.AskedBack => [Alias],
        GapKind.NoFact => [Fact],
        GapKind.NotUnderstood => [Contact],
        _ => [Rule],
    };

    public Task<IResult> AliasAsync(long number, HttpContext context) =>
        DraftAsync(number, context, $"gap alias {number}", "tool", "alias", "why");

    public Task<IResult> FactAsync(long number, HttpContext context) => DraftAsync(number, context, "fact add" + Argument(context),
        "actor", "action", "tool", "statement", "effective", "source-title", "publisher", "published", "url", "why");

    public Task<IResult> RuleAsync(long number, HttpContext context) => DraftAsync(number, context,
        "rule add" + Argument(context) + (ReviewForms.Field(context, "tool") is null ? " --all-tools" : ""),
        "effect", "tool", "data", "device", "purpose", "group", "obligation", "clause", "reason", "reason-ko", "why");

    public Task<IResult> ContactAsync(long number, HttpContext context) =>
        DraftAsync(number, context, "contact set", "name", "email", "url", "why");

    public async Task<IResult> CloseAsync(long number, HttpContext context)
    {
        if (ConsoleDesk.IsTooLong(context, "why")) return await TooLongAsync(context);
        var line = $"gap close {number}{ConsoleDesk.Option(context, "why")}";
        var outcome = await desk.RunAsync(context, line);
        var done = outcome is { Denied: false, Reason: not null } || (!outcome.Denied && await FindAsync(number, context) is null);
        return done ? ReviewForms.To(context, Url) : await desk.SaidAsync(context, outcome, line, UrlOf(number));
    }

    /// <summary>Done: to the draft, which is meant to settle the gap. Else what the desk says.</summary>
    private async Task<IResult> DraftAsync(long number, HttpContext context, string begun, params string[] options)
    {
        if (options.Append("id").Any(o => ConsoleDesk.IsTooLong(context, o))) return await TooLongAsync(context);
        var settles = begun.StartsWith("gap ", StringComparison.Ordinal)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" --gap {number}");
        var line = begun + string.Concat(options.Select(o => ConsoleDesk.Option(context, o))) + settles;
        var outcome = await desk.RunAsync(context, line);
        var draft = (await FindAsync(number, context))?.Draft;
        return !outcome.Denied && draft is { } id && outcome.About == $"draft-{id}"
            ? ReviewForms.To(context, $"{DraftPages.Url}/{id}") : await desk.SaidAsync(context, outcome, line, UrlOf(number));
    }

    private async Task<Gap?> FindAsync(long number, HttpContext context)
    {
        await using var db = host.Database.Open();
        return (await GapQuery.FindAsync(db, number, 1, context.RequestAborted))?.Gap;
    }

    private Task<IResult> TooLongAsync(HttpContext context) =>
        renderer.ProblemAsync(context, StatusCodes.Status400BadRequest, t => t.FieldTooLong);

    private static string Argument(HttpContext context) =>
        ReviewForms.Field(context, "id", Longest) is { } id ? " " + CommandWords.Quote(id) : "";

    public static string UrlOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Url}/{number}");
}
