using PolicyBot.Core.Knowledge;

namespace PolicyBot.Log;

/// <summary>Section `Log` of the settings.</summary>
public sealed record LogOptions
{
    /// <summary>Names the log in its checkpoints, like a URL without a scheme. Replicas of one log share it.</summary>
    public string Origin { get; init; } = "policybot.local/log";

    /// <summary>The file of the private key that signs checkpoints, PEM; made at the first start where it is missing. By default
    /// `policybot.key` beside the SQLite database, or in `data`. Replicas share it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>A folder that gets a copy of each checkpoint: best one that this machine can add to and not change.</summary>
    public string? Witness { get; init; }

    /// <summary>Days that texts are kept, by class of record: `answer`, `answer.question`, `*.asker` (<see cref="Core.Audit.Retention"/>).
    /// What is in no class is kept for ever.</summary>
    public Dictionary<string, int> RetentionDays { get; init; } = [];

    /// <summary>What cannot be meant, or null: a class that no record is in would
    /// keep nothing, a negative time would keep less than nothing.</summary>
    public string? Problem
    {
        get
        {
            foreach (var (name, days) in RetentionDays)
            {
                if (!Core.Audit.Retention.Classes.Contains(name))
                    return $"`Log:RetentionDays` names `{name}`, which is no class of records{(ClosestName.Of(name, Core.Audit.Retention.Classes) is { } closest ? $"; did you mean `{closest}`?" : "")}";
                if (days < 0) return $"`Log:RetentionDays` keeps `{name}` for {days} days; write 0 or more";
            }
            return null;
        }
    }

    internal IReadOnlyDictionary<string, long> Retention =>
        RetentionDays.ToDictionary(d => d.Key, d => (long)d.Value, StringComparer.Ordinal);
}
