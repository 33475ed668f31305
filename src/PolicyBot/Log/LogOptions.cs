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

    /// <summary>Days that texts are kept, by class of record: `answer`, `answer.question`, `*.asker` (<see cref="Core.Audit.Retention"/>). What is in
    /// no class is kept for ever.</summary>
    public Dictionary<string, int> RetentionDays { get; init; } = [];

    internal IReadOnlyDictionary<string, long> Retention => RetentionDays.ToDictionary(d => d.Key, d => (long)d.Value, StringComparer.Ordinal);
}
