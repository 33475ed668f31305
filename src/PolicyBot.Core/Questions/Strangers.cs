namespace PolicyBot.Core.Questions;

/// <summary>Names that the knowledge does not hold, where a tool or a body would stand.</summary>
internal static class Strangers
{
    /// <summary>A longer text has words enough that nobody knows.</summary>
    private const int MostWords = 25;

    /// <summary>A name that stands where a tool is asked for.</summary>
    public static string? Tool(NormalizedText text, List<Mention> mentions, Cues cues, Lexicon lexicon)
    {
        if (text.Words.Length > MostWords || !cues.Has("permission")) return null;
        return Standing(UnknownNames.Stranger(text, mentions, lexicon), "unknown-tool", text, mentions, lexicon);
    }

    /// <summary>A name that stands where a body acts.</summary>
    public static string? Actor(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        if (text.Words.Length > MostWords) return null;
        return Acting(UnknownNames.Place(text, mentions, lexicon) ?? UnknownNames.Stranger(text, mentions, lexicon))
            ?? Acting(UnknownNames.Acronym(text, mentions, lexicon)) ?? Acting(UnknownNames.Body(text, mentions, lexicon));

        string? Acting(Mention? stranger) =>
            Standing(stranger is null ? null : stranger with { Kind = NameKind.Actor }, "unknown-actor", text, mentions, lexicon);
    }

    /// <summary>The word with the capitals that the asker gave it.</summary>
    public static string AsTyped(string word, string text) =>
        text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? text.Substring(at, word.Length) : word;

    private static string? Standing(Mention? stranger, string cue, NormalizedText text, List<Mention> mentions, Lexicon lexicon) =>
        stranger is not null && new Cues(text, [.. mentions, stranger], lexicon).At(cue, stranger)
            ? text.Letters[stranger.Start..stranger.End] : null;
}
