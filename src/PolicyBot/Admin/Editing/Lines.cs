namespace PolicyBot.Admin.Editing;

/// <summary>Lines of a text, by index of a letter.</summary>
internal static class Lines
{
    public static int StartOf(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line's `\n` stands, or the end of the text.</summary>
    public static int EndOf(string text, int at) => text.IndexOf('\n', Math.Min(at, text.Length)) is >= 0 and var end ? end : text.Length;

    /// <summary>How many spaces the line that begins at <paramref name="start"/> begins with.</summary>
    public static int IndentOf(string text, int start)
    {
        var at = start;
        while (at < text.Length && text[at] == ' ') at++;
        return at - start;
    }

    /// <summary>The column, from 0.</summary>
    public static int ColumnOf(string text, int at) => at - StartOf(text, at);
}
