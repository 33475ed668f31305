using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Web;

/// <summary>Whether messages can arrive and be stored. `ready` is for whatever spreads requests over replicas: a replica is not ready where
/// the database does not answer or no channel at all can work, for to take it out because one of several cannot would cut off the others.
/// `channels` is for whoever is called when something breaks: each channel must work.</summary>
internal sealed class Health(Database database, IEnumerable<IChannelHealth> channels)
{
    /// <summary>200, or 503 with what is wrong.</summary>
    public async Task<IResult> ReadyAsync(CancellationToken cancel)
    {
        var problems = Problems();
        if (problems.Length > 0 && problems.Length == channels.Count())
            return Said(string.Join('\n', problems), StatusCodes.Status503ServiceUnavailable);
        await using var db = database.Open();
        return await db.Database.CanConnectAsync(cancel) ? Said(string.Join('\n', ["ready", .. problems]), StatusCodes.Status200OK)
            : Said("the database does not answer", StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>A line for each channel; 503 where one of them cannot work.</summary>
    public IResult Channels()
    {
        var lines = channels.Select(c => $"{c.Channel}: {c.Problem ?? "ok"}").ToArray();
        var status = Problems().Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return Said(lines.Length == 0 ? "no channel is set up" : string.Join('\n', lines), status);
    }

    private string[] Problems() => [.. channels.Where(c => c.Problem is not null).Select(c => $"{c.Channel}: {c.Problem}")];

    private static IResult Said(string text, int status) => Results.Text(text, statusCode: status);
}
