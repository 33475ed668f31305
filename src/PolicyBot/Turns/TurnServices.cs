using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Web;

namespace PolicyBot.Turns;

/// <summary>The way of a message through this process.</summary>
internal static class TurnServices
{
    /// <summary><paramref name="fixedDay"/>: the day to answer for; null for today.</summary>
    public static void AddTurns(this IServiceCollection services, BotHost host, DateOnly? fixedDay, AdminOptions admin)
    {
        services.AddSingleton(host.Database).AddSingleton(host.Revisions).AddSingleton(host.Languages).AddSingleton(host.Time)
            .AddSingleton(host.Key);
        services.AddSingleton(new OrganisationDay(host.Time, host.Revisions, fixedDay));
        services.AddSingleton<Replica>().AddSingleton(host.Book).AddSingleton<BatchApplier>();
        services.AddSingleton(admin).AddSingleton<AdminDesk>().AddSingleton<AnswerMemory>().AddSingleton<TurnAnswerer>().AddSingleton<TurnReplay>()
            .AddSingleton<LocalDoor>().AddSingleton<TurnInbox>();
        services.AddSingleton<ISentReplies, SentReplies>().AddSingleton<IQuickAnswers, QuickAnswers>();
        services.AddSingleton<IInbox>(s => s.GetRequiredService<TurnInbox>());
        // Stopped in the reverse order: the worker finishes while the writer still writes.
        services.AddSingleton<Writer>().AddHostedService(s => s.GetRequiredService<Writer>());
        services.AddSingleton<CheckpointKeeper>().AddHostedService(s => s.GetRequiredService<CheckpointKeeper>());
        services.AddSingleton<ReplySender>().AddHostedService(s => s.GetRequiredService<ReplySender>());
        services.AddSingleton<TurnWorker>().AddHostedService(s => s.GetRequiredService<TurnWorker>());
        services.AddHostedService<HeadWatcher>();
        services.AddHostedService<RetentionKeeper>();
        services.AddHostedService<ScheduleKeeper>();
    }
}
