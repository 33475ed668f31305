using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace PolicyBot.Web.Review;

/// <summary>Stands before every form of the console: the body is small, and the form is one that this site gave to this session.</summary>
internal sealed class ReviewForms(IAntiforgery antiforgery, ReviewRenderer renderer) : IEndpointFilter
{
    private const int MaxBytes = 64 * 1024;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return await next(context);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBytes;
        try
        {
            if (!http.Request.HasFormContentType)
                return await renderer.ProblemAsync(http, StatusCodes.Status415UnsupportedMediaType, t => t.FormExpired);
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            return await renderer.ProblemAsync(http, StatusCodes.Status413PayloadTooLarge, t => t.TooMuch);
        }
        if (!await antiforgery.IsRequestValidAsync(http))
            return await renderer.ProblemAsync(http, StatusCodes.Status400BadRequest, t => t.FormExpired);
        return await next(context);
    }

    /// <summary>A field, trimmed; null where it is missing, empty or longer than it may be.</summary>
    public static string? Field(HttpContext context, string name, int most = 500) =>
        context.Request.Form[name] is [{ } value, ..] && value.Trim() is { Length: > 0 } trimmed && trimmed.Length <= most ? trimmed : null;

    /// <summary>After a form, to a page.</summary>
    public static IResult To(HttpContext context, string url)
    {
        context.Response.Headers.Location = LocalUrl.Of(url);
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
