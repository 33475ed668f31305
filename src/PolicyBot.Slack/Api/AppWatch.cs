using Microsoft.Extensions.Hosting;

namespace PolicyBot.Slack.Api;

/// <summary>Asks Slack now and then whether the bot's token is still good (`auth.test`), more often while it is not. Where Slack does not
/// answer, nothing is known and health stays as it is.</summary>
internal sealed class AppWatch(SlackApi api, SlackHealth health, SlackOptions options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await Task.Delay(health.CanReceive ? options.AppLook : options.AppLookAgain, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public async Task LookAsync(CancellationToken cancel)
    {
        var result = await api.AuthTestAsync(cancel);
        if (result.Ok) health.AppThere();
        else if (!result.Transient) health.AppGone($"Slack does not take the bot's token: {result.Error}");
    }
}
