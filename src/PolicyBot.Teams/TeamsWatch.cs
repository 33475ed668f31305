using Microsoft.Extensions.Hosting;
using Microsoft.Identity.Client;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams;

/// <summary>Looks every half minute whether the signing keys and the bot's own token are at hand, which costs nothing while they are. So
/// the keys are read before the first message comes, and a wrong secret is known before the first answer. While the Connector does not take
/// the token, it is tried with a request that changes nothing.</summary>
internal sealed class TeamsWatch(
    SigningKeys keys, ConnectorTokens tokens, ConnectorClient connector, TeamsOptions options, TeamsHealth health, TimeProvider time)
    : BackgroundService
{
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await Task.Delay(Look, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public async Task LookAsync(CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        health.Keys(await ProblemAsync(async c => await keys.CurrentAsync(c), "the keys that sign Teams' requests cannot be read",
            either.Token, cancel));
        health.Token(await ProblemAsync(async c => await tokens.ForConnectorAsync(c), "Entra gives the bot no token",
            either.Token, cancel));
        // Whatever it answers but 401 says that it takes the token, and health hears of it where the response comes in.
        if (!health.IsConnectorWell)
            await ProblemAsync(c => connector.MemberAsync(options.RootServiceUrl(), "none", "28:" + options.AppId, c), "", either.Token,
                cancel);
    }

    private static async Task<string?> ProblemAsync(
        Func<CancellationToken, Task> look, string problem, CancellationToken limited, CancellationToken cancel)
    {
        try
        {
            await look(limited);
            return null;
        }
        catch (MsalException e)
        {
            return $"{problem}: {e.ErrorCode}";
        }
        catch (Exception e) when (e is KeysUnavailableException or HttpRequestException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return problem;
        }
    }
}
