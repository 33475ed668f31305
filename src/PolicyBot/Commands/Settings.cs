using System.Collections.Immutable;
using System.ComponentModel;
using System.Reflection;
using PolicyBot.Admin.Execution;
using PolicyBot.Knowledge;
using PolicyBot.Log;
using PolicyBot.Slack;
using PolicyBot.Storage;
using PolicyBot.Teams;
using PolicyBot.Web.Review;

namespace PolicyBot.Commands;

/// <summary>appsettings.json of the working folder, and the environment (`Storage__Provider`).</summary>
public static class Settings
{
    private static readonly (string Section, Type Options)[] Sections =
    [
        ("Storage", typeof(StorageOptions)), ("Log", typeof(LogOptions)), (SlackOptions.Section, typeof(SlackOptions)),
        ("Teams", typeof(TeamsOptions)),
        ("Admin", typeof(AdminOptions)), (ConsoleOptions.Section, typeof(ConsoleOptions)),
    ];

    public static IConfiguration Read() => new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();

    /// <summary>Names that no setting has, and values that their setting cannot take: one sentence each, with the closest name.</summary>
    public static ImmutableArray<string> Problems(IConfiguration settings)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        foreach (var (section, type) in Sections)
        {
            var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)
                .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
            foreach (var child in settings.GetSection(section).GetChildren())
                if (!known.TryGetValue(child.Key, out var property))
                    problems.Add($"there is no setting `{child.Path}`"
                        + (Spelling.Closest(child.Key, known.Keys) is { } meant ? $"; did you mean `{section}:{meant}`?" : ""));
                else if (child.Value is { Length: > 0 } value && Wanted(property.PropertyType, value) is { } wanted)
                    problems.Add($"`{child.Path}` is `{value}`; write {wanted}");
        }
        return problems.ToImmutable();
    }

    /// <summary>What is to be written instead; null: the value is one of the type's.</summary>
    private static string? Wanted(Type type, string value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.TryParse(type, value, true, out _) ? null : string.Join(" or ", Enum.GetNames(type).Select(n => $"`{n}`"));
        if (type == typeof(bool)) return bool.TryParse(value, out _) ? null : "`true` or `false`";
        if (type == typeof(TimeSpan)) return TypeDescriptor.GetConverter(type).IsValid(value) ? null : "a time like `00:00:30`";
        return type != typeof(int) && type != typeof(long) || TypeDescriptor.GetConverter(type).IsValid(value) ? null : "a number";
    }

    public static StorageOptions Storage(IConfiguration settings) => settings.GetSection("Storage").Get<StorageOptions>() ?? new();

    public static SlackOptions? Slack(IConfiguration settings) => settings.GetSection(SlackOptions.Section).Get<SlackOptions>();

    public static TeamsOptions? Teams(IConfiguration settings) => settings.GetSection("Teams").Get<TeamsOptions>();

    public static AdminOptions Admin(IConfiguration settings) => settings.GetSection("Admin").Get<AdminOptions>() ?? new();

    public static ConsoleOptions Console(IConfiguration settings) =>
        settings.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new();

    public static LogOptions Log(IConfiguration settings) => settings.GetSection("Log").Get<LogOptions>() ?? new();
}
