using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PolicyBot.Storage;
using PolicyBot.Web.Page;

namespace PolicyBot.Web;

/// <summary>Turns the page's components into HTML, which encodes all text that it is given.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers, Revisions revisions, SiteOptions options)
{
    public Task<string> PageAsync(PageContent content) => RenderAsync<ChatPage>(new()
    {
        ["Content"] = content,
        ["Knowledge"] = revisions.Current.Bot.Knowledge,
        ["Languages"] = options.Languages,
    });

    public Task<string> TurnAsync(Exchange exchange) => RenderAsync<TurnView>(new()
    {
        ["Exchange"] = exchange,
        ["Knowledge"] = revisions.Current.Bot.Knowledge,
    });

    private async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters) where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }
}
