using PolicyBot.Admin.Execution;
using PolicyBot.Log;
using PolicyBot.Slack;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Web.Review;

namespace PolicyBot.Commands;

/// <summary>appsettings.json of the working folder, and the environment (`Storage__Provider`).</summary>
public static class Settings
{
    public static IConfiguration Read() => new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();

    public static StorageOptions Storage(IConfiguration settings) => settings.GetSection("Storage").Get<StorageOptions>() ?? new();

    public static SlackOptions? Slack(IConfiguration settings) => settings.GetSection(SlackOptions.Section).Get<SlackOptions>();

    public static TeamsOptions? Teams(IConfiguration settings) => settings.GetSection("Teams").Get<TeamsOptions>();

    public static AdminOptions Admin(IConfiguration settings) => settings.GetSection("Admin").Get<AdminOptions>() ?? new();

    public static ConsoleOptions Console(IConfiguration settings) => settings.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new();

    public static LogOptions Log(IConfiguration settings) => settings.GetSection("Log").Get<LogOptions>() ?? new();
}
