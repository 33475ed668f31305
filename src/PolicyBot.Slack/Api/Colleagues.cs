using PolicyBot.Core.Channels;
using PolicyBot.Slack.Events;

namespace PolicyBot.Slack.Api;

/// <summary>Who belongs to the Grid organisations that are served, by `users.info`: an interaction tells the workspace that somebody comes
/// from, and not whose that is.</summary>
internal sealed class Colleagues(SlackApi api, SlackOptions options, TimeProvider time)
{
    private const int People = 10_000;

    /// <summary>Of the three seconds that Slack waits for its acknowledgement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly RecentMap<(bool IsOne, DateTimeOffset At)> known = new(People);

    /// <summary>Null: Slack did not say.</summary>
    public async ValueTask<bool?> IsOneAsync(string user, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(user, out var before) && now - before.At < options.DirectoryAge) return before.IsOne;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            var result = await api.UserInfoAsync(user, either.Token);
            if (!result.Ok && !SlackDirectory.Left.Contains(result.Error!)) return null;
            var found = result.Body.At("user");
            var isOne = found is not null && !found.Is("is_stranger") && !found.At("deleted").IsTrue()
                && options.Serves(found.Text("team_id"), found.At("enterprise_user").Text("enterprise_id"));
            known.Set(user, (isOne, now));
            return isOne;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
