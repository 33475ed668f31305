using System.Numerics;
using System.Runtime.InteropServices;

namespace PolicyBot.Core.Questions;

/// <summary>The word lists of all languages by their names. A question asks for some hundred of them, so that a name is told by a few of its
/// letters before it is compared.</summary>
internal sealed class WordLists
{
    private readonly (string? Name, WordList List)[] _slots;

    public WordLists(LanguagePacks packs)
    {
        var words = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pack in packs.ByLanguage.Values)
            foreach (var (name, listed) in pack.Words)
                (CollectionsMarshal.GetValueRefOrAddDefault(words, name, out _) ??= []).AddRange(listed);
        _slots = new (string?, WordList)[BitOperations.RoundUpToPowerOf2((uint)words.Count * 4 + 1)];
        foreach (var (name, all) in words)
        {
            var slot = SlotOf(name);
            while (_slots[slot].Name is not null) slot = Next(slot);
            // Names that are written in code are then told by where they are.
            _slots[slot] = (string.Intern(name), new(all));
        }
    }

    /// <summary>Empty where no language lists any.</summary>
    public WordList Of(string name)
    {
        for (var slot = SlotOf(name); _slots[slot] is { Name: { } known, List: var list }; slot = Next(slot))
            if (known == name) return list;
        return WordList.None;
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private int SlotOf(string name) => name.Length == 0 ? 0
        : (name[0] * 31 + name[^1] * 293 + name[name.Length / 2] * 1571 + name.Length * 7919) & (_slots.Length - 1);
}
