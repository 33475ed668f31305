using System.Collections.Immutable;
using PolicyBot.Core.Audit;
using PolicyBot.Turns;

namespace PolicyBot.Log;

/// <summary>An entry to append, with the texts that it commits to. The entry's
/// number, time and commitments are set when it is appended.</summary>
public sealed record NewEntry(LogEntry Entry)
{
    public ImmutableDictionary<string, string> Texts { get; init; } = ImmutableDictionary<string, string>.Empty;

    // What follows stands beside the leaf, for searching: it may tell who was there.
    public string? Channel { get; init; }
    public string? Thread { get; init; }
    public string? Person { get; init; }
    public int Revision { get; init; }

    public static NewEntry Of(EntryKind kind, string? id) => new(new LogEntry { Seq = 0, Time = default, Kind = kind, Id = id });

    /// <summary>With a text, unless there is none.</summary>
    public NewEntry With(string name, string? text) => text is null ? this : this with { Texts = Texts.SetItem(name, text) };

    /// <summary>As above, masked; the kinds of what was taken out are added to the entry's.</summary>
    /// <param name="except">A kind that stays, see <see cref="Masking.Mask"/>.</param>
    public NewEntry WithMasked(string name, string? text, string? except = null)
    {
        if (text is null) return this;
        var masked = Masking.Mask(text, except);
        var added = With(name, masked.Text);
        return masked.Kinds.IsEmpty ? added : added with { Entry = Entry with { Masked = [.. Entry.Masked, .. masked.Kinds] } };
    }
}
