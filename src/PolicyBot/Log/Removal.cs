using System.Globalization;

namespace PolicyBot.Log;

/// <summary>What an erasure or a purge takes out, or would take out now. All are counts.</summary>
/// <param name="Entries">Entries that lose texts.</param>
/// <param name="Held">Entries that would lose texts, and that a hold keeps.</param>
/// <param name="Texts">Texts that go.</param>
/// <param name="Later">A purge: texts for which one retention has run out, and which a longer one keeps.</param>
/// <param name="Beside">An erasure of a whole person: their addresses and exceptions, which stand beside the log.</param>
public sealed record Removal(long Entries, long Held, long Texts, long Later = 0, long Beside = 0)
{
    public static Removal Nothing { get; } = new(0, 0, 0);

    /// <summary>As a form carries it from the preview to the confirmation.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entries} {Held} {Texts} {Later} {Beside}");
}

/// <summary>What a hold covers, or would cover now. All are counts.</summary>
/// <param name="Entries">Entries that it covers.</param>
/// <param name="Elsewhere">Of those, entries that another hold in force covers as well.</param>
/// <param name="Texts">Texts that its entries still have.</param>
/// <param name="Due">Texts that the next purge takes once the hold is released.</param>
public sealed record HoldReach(long Entries, long Elsewhere, long Texts, long Due);
