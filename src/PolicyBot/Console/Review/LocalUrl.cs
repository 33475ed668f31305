namespace PolicyBot.Web.Review;

/// <summary>Where to go back to after a form: a page of the console and nothing else.</summary>
internal static class LocalUrl
{
    /// <summary>The address where it is one of the console's own, else its first page. `//elsewhere`, `/\elsewhere`, control characters and
    /// other paths do not pass.</summary>
    public static string Of(string? wanted)
    {
        if (wanted is not { Length: > 0 and < 2_000 } || wanted.Any(c => c is '\\' || char.IsControl(c))) return ReviewConsole.Path;
        var path = wanted.Split('?', '#')[0];
        var inside = path == ReviewConsole.Path || path.StartsWith(ReviewConsole.Path + "/", StringComparison.Ordinal);
        return inside && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal)
            ? wanted
            : ReviewConsole.Path;
    }
}
