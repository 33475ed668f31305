using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Turns;
using PolicyBot.Web.Page;

namespace PolicyBot.Web;

/// <summary>The page: asked by a form, which works without script; the script asks for the new turn alone.</summary>
internal sealed class PageEndpoints(
    Revisions revisions, SiteOptions options, LocalDoor door, InFlight inFlight, PageRenderer renderer,
    IAntiforgery antiforgery, TimeProvider time)
{
    private const string PagePrefix = "page/";
    private const int ShownOnPage = 200;

    /// <summary>Sent by the script, which wants a fragment and not a page; named back in the answer with the conversation's id.</summary>
    public const string FragmentHeader = "PolicyBot-Fragment";
    public const string ConversationHeader = "PolicyBot-Conversation";

    /// <summary>With a refusal: the token to send again with.</summary>
    public const string TokenHeader = "PolicyBot-Token";

    public Task<IResult> HomeAsync(HttpContext context) => PageAsync(context, new PageContent(ChoicesOf(context, Choices.None)));

    public async Task<IResult> ConversationAsync(string conversation, HttpContext context) =>
        await FindAsync(conversation, context.RequestAborted) is { } found
        ? await PageAsync(context, found with { Choices = ChoicesOf(context, found.Choices) })
        : await ErrorAsync(context, StatusCodes.Status404NotFound, ChoicesOf(context, Choices.None), null, "", t => t.ConversationGone);

    public Task<IResult> NotFoundAsync(HttpContext context) =>
        ErrorAsync(context, StatusCodes.Status404NotFound, Choices.None, null, "", t => t.NoSuchPage);

    public async Task<IResult> AskAsync(HttpContext context)
    {
        if (await PageForm.ReadAsync(context.Request, revisions.Current.Bot.Knowledge, options.Languages) is not { } form)
            return await ErrorAsync(context, StatusCodes.Status413PayloadTooLarge, Choices.None, null, "",
                t => t.TooLong(PageForm.MaxCharacters));
        var known = form.Conversation is { Length: > 0 } id ? await FindAsync(id, context.RequestAborted) : null;
        Task<IResult> Refuse(int status, Func<PageTexts, string> why) => ErrorAsync(context, status, form.Choices, known, form.Text, why);

        if (!await antiforgery.IsRequestValidAsync(context)) return await Refuse(StatusCodes.Status400BadRequest, t => t.FormExpired);
        if (string.IsNullOrWhiteSpace(form.Text)) return await Refuse(StatusCodes.Status400BadRequest, t => t.NothingAsked);
        if (form.Text.Length > PageForm.MaxCharacters)
            return await Refuse(StatusCodes.Status413PayloadTooLarge, t => t.TooLong(PageForm.MaxCharacters));
        if (!inFlight.TryEnter())
        {
            context.Response.Headers.RetryAfter = "1";
            return await Refuse(StatusCodes.Status503ServiceUnavailable, t => t.TooBusy);
        }
        try
        {
            // An id that nobody can guess.
            var conversation = known?.Conversation ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            if (await AskAsync(conversation, form, Doorway.Caller(context), UiLanguage(context, form.Choices),
                context.RequestAborted) is not { } exchange)
            {
                context.Response.Headers.RetryAfter = "1";
                return await Refuse(StatusCodes.Status503ServiceUnavailable, t => t.TooBusy);
            }
            context.Response.Headers[ConversationHeader] = conversation;
            // What a command said is not kept with the conversation: it is shown here and now.
            if (!WantsFragment(context) && exchange.Answer is null)
                return await PageAsync(context, (known ?? new(form.Choices)) with { Exchanges = [.. known?.Exchanges ?? [], exchange] });
            if (!WantsFragment(context))
            {
                context.Response.Headers.Location = $"/c/{conversation}#t{exchange.Number}";
                return Results.StatusCode(StatusCodes.Status303SeeOther);
            }
            return Html(await renderer.TurnAsync(exchange), StatusCodes.Status200OK);
        }
        finally
        {
            inFlight.Leave();
        }
    }

    private static bool WantsFragment(HttpContext context) => context.Request.Headers.ContainsKey(FragmentHeader);

    /// <summary>Null where too much is waiting, or the turn failed.</summary>
    private async Task<Exchange?> AskAsync(string conversation, PageForm form, string caller, string uiLanguage, CancellationToken cancel)
    {
        var message = new IncomingMessage(LocalDoor.Channel, PagePrefix + conversation, Guid.NewGuid().ToString("N"), MessageKind.Text,
            new Person(LocalDoor.Channel, caller) { Groups = form.Choices.Groups, Locale = uiLanguage }, form.Text, time.GetUtcNow(), "")
        { Language = form.Choices.Language };
        return await door.AskAsync(message, cancel) switch
        {
            { Answer: { } answer } result => new(NumberOf(result.Row), answer.Question.Text, answer),
            { Notice: { } notice, NoticeLanguage: var language, Row: { Status: TurnStatus.Done } row } => new(-(int)row.Id, form.Text,
                null)
            { Said = notice, Language = language },
            _ => null,
        };
    }

    private static int NumberOf(TurnRow row) => TurnJson.ToConversation(row.StateAfter).Turns;

    /// <summary>A conversation of the page, without what commands said; null where it never was, or all of it is erased.</summary>
    private async Task<PageContent?> FindAsync(string conversation, CancellationToken cancel)
    {
        if (conversation.Length > 64) return null;
        var turns = await door.HistoryAsync($"{LocalDoor.Channel}/{PagePrefix}{conversation}", ShownOnPage, cancel);
        if (turns.Count == 0)
            return await door.IsThreadAsync($"{LocalDoor.Channel}/{PagePrefix}{conversation}", cancel)
                ? new(Choices.None) { Conversation = conversation } : null;
        var last = turns[^1].Row;
        return new(new(TurnJson.ToAsker(last.Asker).Groups, last.Language))
        {
            Conversation = conversation,
            Exchanges = [.. turns.Select(t => new Exchange(NumberOf(t.Row), t.Question, t.Answer))],
        };
    }

    private async Task<IResult> ErrorAsync(
        HttpContext context, int status, Choices choices, PageContent? known, string draft, Func<PageTexts, string> why)
    {
        var error = why(PageTexts.In(UiLanguage(context, choices)));
        if (WantsFragment(context))
        {
            context.Response.Headers[TokenHeader] = antiforgery.GetAndStoreTokens(context).RequestToken;
            return Results.Text(error, "text/plain; charset=utf-8", statusCode: status);
        }
        var content = known is null ? new PageContent(choices) : known with { Choices = choices };
        var kept = draft.Length <= PageForm.MaxCharacters ? draft : "";
        return await PageAsync(context, content with { Error = error, Draft = kept }, status);
    }

    private async Task<IResult> PageAsync(HttpContext context, PageContent content, int status = StatusCodes.Status200OK)
    {
        var token = antiforgery.GetAndStoreTokens(context).RequestToken ?? "";
        return Html(await renderer.PageAsync(content with { Token = token, UiLanguage = UiLanguage(context, content.Choices) }), status);
    }

    private static IResult Html(string html, int status) => Results.Text(html, "text/html; charset=utf-8", statusCode: status);

    /// <summary>`?language=ko` chooses anew, `?language=` goes back to that of the question.</summary>
    private Choices ChoicesOf(HttpContext context, Choices before) => context.Request.Query.TryGetValue("language", out var wanted)
        ? before with { Language = wanted is [{ } l] && options.Languages.Contains(l) ? l : null }
        : before;

    /// <summary>The chosen language, else the first that the browser prefers and the page speaks, else the organisation's.</summary>
    private string UiLanguage(HttpContext context, Choices choices)
    {
        if (choices.Language is { } chosen) return chosen;
        var preferred = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0]).FirstOrDefault(options.Languages.Contains);
        return preferred ?? revisions.Current.Bot.Knowledge.DefaultLanguage;
    }
}
