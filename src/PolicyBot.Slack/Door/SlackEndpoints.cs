using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Slack.Door;

namespace PolicyBot.Slack;

/// <summary>Slack's request URLs. Where the transport is `socket` there are none.</summary>
public static class SlackEndpoints
{
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<SlackOptions>();
        if (options.UsesSocket) return routes;
        var door = ActivatorUtilities.CreateInstance<SlackDoor>(routes.ServiceProvider);
        foreach (var path in (string[])["/events", "/commands", "/interactions"])
            routes.MapPost(options.Path + path, (Delegate)door.HandleAsync);
        return routes;
    }
}
