using PolicyBot.Slack;
using PolicyBot.Storage;

namespace PolicyBot.Web;

/// <summary>Whether messages can arrive and be stored.</summary>
internal sealed class Health(Database database, IServiceProvider services)
{
    /// <summary>200, or 503 with what is wrong.</summary>
    public async Task<IResult> ReadyAsync(CancellationToken cancel)
    {
        if (services.GetService<SlackHealth>() is { CanReceive: false } slack) return Results.Text($"slack: {slack.Problem}", statusCode: StatusCodes.Status503ServiceUnavailable);
        await using var db = database.Open();
        return await db.Database.CanConnectAsync(cancel) ? Results.Text("ready") : Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
