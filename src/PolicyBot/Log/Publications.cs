using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>A revision as the log has it. <paramref name="ContentId"/>: the content address of its documents; null where an earlier version
/// of this program wrote the entry and did not say.</summary>
internal sealed record LoggedRevision(int Number, string? ContentId);

/// <summary>What the log says was published.</summary>
internal static class Publications
{
    private const string Prefix = "revision-";

    /// <summary>What an entry that publishes a revision is about.</summary>
    public static string NameOf(int number) => Prefix + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The newest first. The caller asks nothing else of the context meanwhile.</summary>
    public static async IAsyncEnumerable<LoggedRevision> NewestFirstAsync(BotContext db, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var leaf in db.Entries.Where(e => e.Kind == "publish").OrderByDescending(e => e.Seq).Select(e => e.Leaf)
            .AsAsyncEnumerable().WithCancellation(cancel))
            if (Of(leaf) is { } published) yield return published;
    }

    /// <summary>Null where no entry publishes it.</summary>
    public static async Task<LoggedRevision?> FindAsync(BotContext db, int number, CancellationToken cancel)
    {
        await foreach (var published in NewestFirstAsync(db, cancel))
            if (published.Number == number) return published;
        return null;
    }

    /// <summary>The number that was published last; null: none was.</summary>
    public static async Task<int?> LatestAsync(BotContext db, CancellationToken cancel)
    {
        await foreach (var published in NewestFirstAsync(db, cancel)) return published.Number;
        return null;
    }

    /// <summary>Null for a leaf that publishes nothing, or cannot be read: `log verify` tells of that one.</summary>
    private static LoggedRevision? Of(byte[] leaf)
    {
        try
        {
            // An entry that names an engine names with it the revision that was in force before.
            return LeafCodec.Decode(leaf) is { Kind: EntryKind.Publish, About: { } about } entry
                && about.StartsWith(Prefix, StringComparison.Ordinal)
                && int.TryParse(about.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(number, entry.Engine is null ? entry.Revision : null) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
