using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.Features;
using PolicyBot.Core.Questions;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>Turns the console's components into pages, which encode all text that they are given.</summary>
internal sealed class ReviewRenderer(IServiceProvider services, ILoggerFactory loggers, Revisions revisions, SiteOptions options,
    IAntiforgery antiforgery,
    LanguagePacks languages)
{
    public const string LanguageCookie = "policybot-language";

    /// <summary>A page; <paramref name="model"/> is its parameter `Model`, where it has one.</summary>
    public async Task<IResult> PageAsync<T>(HttpContext context, int status = StatusCodes.Status200OK, object? model = null) where T
        : IComponent
    {
        var parameters = new Dictionary<string, object?> { ["View"] = ViewOf(context) };
        if (model is not null) parameters["Model"] = model;
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return Results.Text(html, "text/html; charset=utf-8", statusCode: status);
    }

    /// <summary>What stands in the way, in the reader's words.</summary>
    public Task<IResult> ProblemAsync(HttpContext context, int status, Func<ReviewTexts, string> problem) =>
        PageAsync<Pages.ProblemPage>(context, status, problem(ReviewTexts.In(LanguageOf(context))));

    private ReviewView ViewOf(HttpContext context) => new(Reader.Of(context), HereOf(context),
        antiforgery.GetAndStoreTokens(context).RequestToken ?? "", LanguageOf(context), revisions.Current.Bot.Knowledge)
    { Pack = languages.Of(LanguageOf(context)) };

    /// <summary>After a form: the page that it stood on.</summary>
    private static string HereOf(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        ? context.Request.Path + context.Request.QueryString.ToString()
            : LocalUrl.Of(context.Features.Get<IFormFeature>()?.Form?["returnUrl"]);

    /// <summary>The language chosen before, else the first that the browser
    /// prefers and the console speaks, else the organisation's.</summary>
    public string LanguageOf(HttpContext context)
    {
        if (context.Request.Cookies[LanguageCookie] is { } chosen && options.Languages.Contains(chosen)) return chosen;
        return context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0]).FirstOrDefault(options.Languages.Contains)
            ?? revisions.Current.Bot.Knowledge.DefaultLanguage;
    }
}
