using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>An error keeps the documents from being used; a warning does not.</summary>
public enum Severity
{
    Error, Warning,
}

/// <summary>Something wrong in the documents, in lower-case plain words for the person who edits them.</summary>
public sealed record Problem(Severity Severity, SourceLocation At, Remark Said)
{
    public string Message => Said.ToString();

    /// <summary>With where it is, for a person who reads another language than English.</summary>
    public Remark Shown => Severity == Severity.Warning ? Warning(At, Said) : Error(At, Said);

    private static Remark Warning(SourceLocation at, Remark said) => $"{at}: warning: {said}";

    private static Remark Error(SourceLocation at, Remark said) => $"{at}: {said}";

    public override string ToString() => Shown.ToString();
}

/// <summary>Collects problems. Not thread-safe: one per file while files are parsed in parallel.</summary>
internal sealed class ProblemList
{
    /// <summary>Beyond this many, looking for close spellings is given up, so that hostile input stays cheap.</summary>
    private const int MostSuggestions = 200;

    private readonly List<Problem> problems = [];
    private int suggested;

    public IReadOnlyList<Problem> All => problems;

    public void Error(SourceLocation at, Remark message) => problems.Add(new(Severity.Error, at, message));

    public void Warn(SourceLocation at, Remark message) => problems.Add(new(Severity.Warning, at, message));

    /// <summary>An error with the closest of the valid spellings, where one is close enough.</summary>
    public void Unknown(SourceLocation at, Remark message, string typed, IEnumerable<string> valid)
    {
        if (suggested++ < MostSuggestions) Error(at, $"{message}{Spelling.Hint(typed, valid)}");
        else Error(at, message);
    }

    public void AddRange(IEnumerable<Problem> more) => problems.AddRange(more);
}
