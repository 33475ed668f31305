using Microsoft.Extensions.DependencyInjection.Extensions;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Connector;
using PolicyBot.Teams.Door;
using PolicyBot.Teams.People;

namespace PolicyBot.Teams;

/// <summary>Registers the channel. The host registers <see cref="IInbox"/>, and where it has them <see cref="IQuickAnswers"/>,
/// <see cref="ISentReplies"/> and <see cref="IAddressBook"/>.</summary>
public static class TeamsServices
{
    /// <summary>Names of the HTTP clients, each with one purpose.</summary>
    public const string ConnectorClientName = "teams-connector", LoginClient = "teams-login", MetadataClient = "teams-metadata",
        GraphClient = "teams-graph";

    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new InvalidOperationException(string.Join("; ", problems));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<ServiceHosts>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenGate>();
        services.AddSingleton<Welcomes>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<ConnectorTokens>();
        services.AddSingleton<ConversationLimits>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ServiceUrls>();
        services.AddSingleton<KnownPeople>();
        services.AddSingleton<People.Directory>();
        services.AddSingleton<Typing>();
        services.AddHostedService(s => s.GetRequiredService<Typing>());
        services.AddSingleton<TeamsHealth>().AddSingleton<IChannelHealth>(s => s.GetRequiredService<TeamsHealth>());
        services.AddHostedService<TeamsWatch>();
        if (options.GroupsFromGraph) services.AddSingleton<IEntraGroups, GraphGroups>();
        else services.AddSingleton<IEntraGroups, NoEntraGroups>();
        services.AddSingleton(s =>
            new Invokes(s.GetRequiredService<MessageReader>(), s.GetService<IQuickAnswers>(), s.GetService<ISentReplies>(),
                s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<Whereabouts>(s));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<TeamsDoor>(s));
        services.AddSingleton<IChannel, TeamsChannel>();

        services.AddTransient<ServiceHostHandler>();
        Client(services, ConnectorClientName).AddHttpMessageHandler<ServiceHostHandler>();
        // Shorter than those who wait for the token, so that they learn that it was the token that did not come.
        Client(services, LoginClient).ConfigureHttpClient(c => c.Timeout = TimeSpan.FromSeconds(8));
        Client(services, MetadataClient).ConfigureHttpClient(c => c.MaxResponseContentBufferSize = 1024 * 1024);
        Client(services, GraphClient);
        return services;
    }

    /// <summary>No redirect is followed: a token goes where it was meant to go. The framework's own request logging is left out, for
    /// paths hold ids of people and conversations.</summary>
    private static IHttpClientBuilder Client(IServiceCollection services, string name) => services.AddHttpClient(name)
        .ConfigureHttpClient(c => c.Timeout = TimeSpan.FromSeconds(20))
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // No header of ours that names a trace goes to others.
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        .RemoveAllLoggers();
}
