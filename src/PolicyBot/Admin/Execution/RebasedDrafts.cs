using System.Collections.Concurrent;
using PolicyBot.Admin.Drafts;
using PolicyBot.Admin.Editing;

namespace PolicyBot.Admin.Execution;

/// <summary>Drafts as a revision leaves them, worked out once: it compares all that two revisions say.</summary>
internal sealed class RebasedDrafts
{
    private const int Kept = 200;
    private readonly ConcurrentDictionary<string, Draft> known = new(StringComparer.Ordinal);

    /// <summary>As it was stored, where the revision that it stands on was altered in the database.</summary>
    public async Task<Draft> OfAsync(DeskGround ground, Draft stored)
    {
        if (stored.BaseRevision == ground.Head) return stored;
        var key = $"{ground.Head} {stored.Id} {stored.State} {DraftJson.Of(stored)}";
        if (known.TryGetValue(key, out var found)) return found;
        foreach (var old in known.Keys.Take(Math.Max(0, known.Count - Kept))) known.TryRemove(old, out _);
        try
        {
            return known[key] = await ground.RebasedAsync(stored);
        }
        catch (EditException)
        {
            // Not remembered: the revision may be restored.
            return stored;
        }
    }
}
