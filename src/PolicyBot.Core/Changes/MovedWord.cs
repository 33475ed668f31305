using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Changes;

/// <summary>What a word can name.</summary>
public enum WordKind
{
    Data, Device, Purpose, Tool,
}

/// <summary>A word by which questions are read as one thing before a change and as another one after it.</summary>
/// <param name="Was">Ids of what it named; empty: nothing.</param>
/// <param name="Now">Ids of what it names afterwards, likewise.</param>
public sealed record MovedWord(WordKind Kind, string Word, ImmutableArray<string> Was, ImmutableArray<string> Now)
{
    /// <summary>Words that come and go together with all that they name are left out.</summary>
    public static ImmutableArray<MovedWord> Of(KnowledgeBase before, KnowledgeBase after) =>
        [.. Enum.GetValues<WordKind>().SelectMany(kind => Moved(kind, Named(kind, before), Named(kind, after)))];

    /// <summary>It names one thing more beside what it named: which of them is read is not said anywhere.</summary>
    public bool IsShared => Now.Length > 1 && Now.Except(Was).Any();

    private static IEnumerable<MovedWord> Moved(WordKind kind, ILookup<string, (string Id, string Word)> was,
        ILookup<string, (string Id, string Word)> now)
    {
        HashSet<string> had = Ids(was), has = Ids(now);
        foreach (var key in now.Select(n => n.Key).Union(was.Select(w => w.Key)))
        {
            ImmutableArray<string> from = [.. was[key].Select(w => w.Id).Distinct()], to = [.. now[key].Select(n => n.Id).Distinct()];
            if (from.ToHashSet(StringComparer.Ordinal).SetEquals(to)) continue;
            if (from.IsEmpty ? to.All(id => !had.Contains(id)) : to.IsEmpty && from.All(id => !has.Contains(id))) continue;
            yield return new(kind, now[key].Concat(was[key]).First().Word, from, to);
        }
    }

    private static HashSet<string> Ids(ILookup<string, (string Id, string Word)> words) =>
        words.SelectMany(w => w).Select(w => w.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>What has the word beside <paramref name="id"/>; null: nothing.</summary>
    public static string? OwnerOf(WordKind kind, string word, string id, KnowledgeBase knowledge) =>
        NormalizedText.Key(word) is { Length: > 0 } key ? Named(kind, knowledge)[key].Select(w => w.Id).FirstOrDefault(o => o != id) : null;

    /// <summary>By the word as names are compared.</summary>
    private static ILookup<string, (string Id, string Word)> Named(WordKind kind, KnowledgeBase knowledge) =>
        Words(kind, knowledge.Set).ToLookup(w => NormalizedText.Key(w.Word), StringComparer.Ordinal);

    private static IEnumerable<(string Id, string Word)> Words(WordKind kind, KnowledgeSet set) => kind switch
    {
        WordKind.Data => set.Data.SelectMany(d => Of(d.Id, d.Name.All, d.Aliases)),
        WordKind.Device => set.Devices.SelectMany(d => Of(d.Id, d.Name.All, d.Aliases)),
        WordKind.Purpose => set.Purposes.SelectMany(p => Of(p.Id, p.Name.All, p.Aliases)),
        _ => set.Tools.SelectMany(t => Of(t.Id, [t.Name], t.Aliases).Concat(t.Editions.SelectMany(e => Of(e.Id, [e.Name], e.Aliases)))),
    };

    private static IEnumerable<(string Id, string Word)> Of(string id, IEnumerable<string> names, ImmutableArray<string> aliases) =>
        names.Concat(aliases).Append(id).Select(word => (id, word));
}
