using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PolicyBot.Core.Channels;
using PolicyBot.Slack.Api;
using PolicyBot.Slack.Events;
using PolicyBot.Slack.Socket;

namespace PolicyBot.Slack;

/// <summary>Registers the channel. The host registers an <see cref="IInbox"/> and <see cref="SlackNames"/>.</summary>
public static class SlackServices
{
    /// <exception cref="ArgumentException">A setting is missing; the message names each.</exception>
    public static IServiceCollection AddSlack(this IServiceCollection services, SlackOptions options)
    {
        if (options.Problems().ToArray() is { Length: > 0 } problems)
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SlackHealth>().AddSingleton<IChannelHealth>(s => s.GetRequiredService<SlackHealth>());
        // Slack's own answers tell when to try again; a handler of the host's that tries again too would send twice.
        // Each call has its own limit of time.
        services.AddHttpClient(SlackApi.ClientName).ConfigureHttpClient(c => c.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                // No header of ours that names a trace goes to others.
                ActivityHeadersPropagator = null,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        services.AddSingleton(s => new SlackApi(s.GetRequiredService<IHttpClientFactory>().CreateClient(SlackApi.ClientName), options,
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SlackApi>>()));
        services.AddSingleton<ChannelPace>().AddSingleton<PrivatePost>().AddSingleton<SentMessages>().AddSingleton<SlackSelf>()
            .AddSingleton<SlackDirectory>()
            .AddSingleton<ReplySender>().AddSingleton<SlackVoice>().AddSingleton<Colleagues>().AddSingleton<ContactReplies>();
        services.AddSingleton<EventHandling>().AddSingleton<InteractionHandling>().AddSingleton<SlackInbound>();
        services.AddSingleton<IChannel, SlackChannel>();
        services.AddSingleton<SlackErrands>().AddHostedService(s => s.GetRequiredService<SlackErrands>());
        services.AddHostedService<AppWatch>();
        if (options.UsesSocket) services.AddHostedService<SocketLoop>();
        return services;
    }
}
