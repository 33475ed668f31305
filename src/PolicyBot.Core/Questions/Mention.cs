namespace PolicyBot.Core.Questions;

/// <summary>Something recognised in a text: <paramref name="From"/> to <paramref name="To"/> (exclusive) are words,
/// <paramref name="Start"/> to <paramref name="End"/> (exclusive) letters of the <see cref="NormalizedText"/>.</summary>
public sealed record Mention(NameKind Kind, string Id, int From, int To, int Start, int End)
{
    /// <summary>An everyday word as well: counts only in a context that speaks of tools.</summary>
    public bool NeedsContext { get; init; }
    /// <summary>Found through a concept of the language pack, not by a spelling that the organisation declares.</summary>
    public bool ByConcept { get; init; }
    /// <summary>Found by an id that no name or alias repeats: perhaps no more than a word.</summary>
    public bool IsIdAlone { get; init; }
    /// <summary>As <see cref="NameEntry.IsHost"/>.</summary>
    public bool IsHost { get; init; }
    /// <summary>Found by likeness: what was written is not one of the name's spellings.</summary>
    public bool Misspelt { get; init; }
    /// <summary>With <see cref="NameKind.Ambiguous"/>: the ambiguous name.</summary>
    public string Spelling { get; init; } = "";

    public bool Overlaps(Mention other) => Start < other.End && other.Start < End;
}
