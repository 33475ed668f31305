using System.Collections.Frozen;

namespace PolicyBot.Core.Audit;

/// <summary>What a log entry tells of. In the log it is written in kebab case: `ask-person`.</summary>
public enum EntryKind
{
    Answer,
    Edit,
    Deletion,
    Feedback,
    AskPerson,
    PersonReply,
    Admin,
    Publish,
    Read,
    Search,
    Export,
    Hold,
    Release,
    Erase,
    Purge,
    Import,
    Key,
    Start,
    Delivery,
}

public static class EntryKinds
{
    private static readonly string[] Words = [.. Enum.GetNames<EntryKind>().Select(Kebab)];
    private static readonly FrozenDictionary<string, EntryKind> Kinds = Enum.GetValues<EntryKind>().ToFrozenDictionary(Word);

    public static string Word(this EntryKind kind) => Words[(int)kind];

    /// <returns>Null for a word that names no kind.</returns>
    public static EntryKind? Parse(string word) => Kinds.TryGetValue(word, out var kind) ? kind : null;

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}"));
}
