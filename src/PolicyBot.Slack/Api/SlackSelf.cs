using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>The bot's own user, by `auth.test`: asked for when an event first comes without saying for whom.</summary>
internal sealed class SlackSelf(SlackApi api)
{
    private string? user;

    /// <summary>User: `U...`; null where Slack refuses to say it, and then takes
    /// no post of the bot either. Ok: false while it may yet say it.</summary>
    public async ValueTask<(bool Ok, string? User)> UserAsync(CancellationToken cancel)
    {
        if (user is not null) return (true, user);
        var result = await api.AuthTestAsync(cancel);
        return (!result.Transient, user = result.Body.Text("user_id"));
    }
}
