using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>One item of the knowledge, whichever file it stands in: `rules` and a rule's id; `editions` and an edition's, which stands
/// inside its tool; `organization` and nothing;
/// `translations/tools` and a tool's id for every language's entry.</summary>
public readonly record struct ItemKey(string Section, string Id)
{
    public Remark Said => Id.Length == 0 ? Remark.AsTyped($"`{Section}`") : Of(Id, Section);

    public override string ToString() => Said.ToString();

    private static Remark Of(string id, string section) => $"`{id}` of `{section}`";
}

/// <summary>A change of one item. Applied again to another text it means the same, so that drafts can be rebased.</summary>
public abstract record ItemEdit(ItemKey Item);

/// <summary>A new item at the end of its list, in the file that already holds the last of its kind.</summary>
public sealed record AddItem(ItemKey Item, ImmutableArray<(string Key, YamlValue Value)> Fields) : ItemEdit(Item);

public sealed record RemoveItem(ItemKey Item) : ItemEdit(Item);

/// <summary>Gives a key its value. <paramref name="Path"/> leads through maps, which are made where they are missing; where a text stands
/// in place of the last map, it is kept under <paramref name="TextKey"/> ("name: x" becomes "name: {en: x, ko: y}").</summary>
public sealed record SetField(ItemKey Item, ImmutableArray<string> Path, YamlValue Value, string? TextKey = null) : ItemEdit(Item);

/// <summary>Takes a key out, where it is there.</summary>
public sealed record ClearField(ItemKey Item, string Key) : ItemEdit(Item);

/// <summary>Adds a text to a list, which is made where it is missing. One that is there already is an error.</summary>
public sealed record AddToList(ItemKey Item, string Key, string Text) : ItemEdit(Item);

/// <summary>Takes a text out of a list, as it is spelled there or as <see cref="Core.Knowledge.NameKey"/> compares it. One that is not
/// there is an error.</summary>
public sealed record RemoveFromList(ItemKey Item, string Key, string Text) : ItemEdit(Item)
{
    /// <summary>A list that becomes empty stays, where absent means something else (an edition's attributes); else its key goes.</summary>
    public bool KeepEmpty { get; init; }
}
