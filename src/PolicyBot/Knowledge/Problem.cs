using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>An error keeps the documents from being used; a warning does not.</summary>
public enum Severity
{
    Error, Warning,
}

/// <summary>Something wrong in the documents, in lower-case plain words for the person who edits them.</summary>
public sealed record Problem(Severity Severity, SourceLocation At, string Message)
{
    public override string ToString() => Severity == Severity.Warning ? $"{At}: warning: {Message}" : $"{At}: {Message}";
}

/// <summary>Collects problems. Not thread-safe: one per file while files are parsed in parallel.</summary>
internal sealed class ProblemList
{
    /// <summary>Beyond this many, looking for close spellings is given up, so that hostile input stays cheap.</summary>
    private const int MostSuggestions = 200;

    private readonly List<Problem> problems = [];
    private int suggested;

    public IReadOnlyList<Problem> All => problems;

    public void Error(SourceLocation at, string message) => problems.Add(new(Severity.Error, at, message));

    public void Warn(SourceLocation at, string message) => problems.Add(new(Severity.Warning, at, message));

    /// <summary>An error with the closest of the valid spellings, where one is close enough.</summary>
    public void Unknown(SourceLocation at, string message, string typed, IEnumerable<string> valid)
    {
        var closest = suggested++ < MostSuggestions ? Spelling.Closest(typed, valid) : null;
        Error(at, closest is null ? message : $"{message}; did you mean `{closest}`?");
    }

    public void AddRange(IEnumerable<Problem> more) => problems.AddRange(more);
}
