using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Editing;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Storage;

/// <summary>Works out what the revisions tell of a revision's rules. Revisions
/// never change, so that the same number gives the same history.</summary>
internal sealed class RevisionHistory(Database database)
{
    /// <summary>So many revisions back; further back the policy is told to have held since then.</summary>
    public const int Most = 200;

    private const int MostKept = 500;
    private readonly ConcurrentDictionary<string, ImmutableSortedDictionary<string, string>> known = new(StringComparer.Ordinal);

    /// <param name="zone">The organisation's, as the revision has it.</param>
    public async Task<PolicyHistory?> OfAsync(int number, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var db = database.Open();
        var first = number - Most;
        var revisions = await db.Revisions.Where(r => r.Number > first && r.Number <= number).OrderBy(r => r.Number)
            .Select(r => new { r.Number, r.At }).ToListAsync(cancel);
        if (revisions.Count == 0) return null;
        DateOnly DayOf(long at) =>
            DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime);
        if (revisions.Count == 1) return new(DayOf(revisions[0].At), []);
        var documents = (await db.RevisionDocuments.Where(d => d.Number > first && d.Number <= number && d.Path.StartsWith("policy/"))
            .Select(d => new { d.Number, d.Hash }).ToListAsync(cancel)).ToLookup(d => d.Number, d => d.Hash);
        var rules = await ReadAsync(db, [.. documents.SelectMany(d => d).Distinct(StringComparer.Ordinal)], cancel);
        // What was altered since tells nothing, nor what came before it.
        revisions.RemoveRange(0, revisions.FindLastIndex(r => !documents[r.Number].All(rules.ContainsKey)) + 1);
        if (revisions.Count == 0) return null;
        var changes = new Dictionary<string, PublishedChange>(StringComparer.Ordinal);
        Dictionary<string, string>? before = null;
        foreach (var revision in revisions)
        {
            var now = documents[revision.Number].SelectMany(h => rules[h]).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
            var day = DayOf(revision.At);
            foreach (var rule in before is null ? [] : before.Keys.Union(now.Keys, StringComparer.Ordinal))
                if (KindOf(before!.GetValueOrDefault(rule), now.GetValueOrDefault(rule)) is { } kind)
                    changes[rule] = new(rule, kind, day, revision.Number);
            before = now;
        }
        return new(DayOf(revisions[0].At),
            [.. changes.Values.OrderByDescending(c => c.Revision).ThenBy(c => c.Rule, StringComparer.Ordinal)]);
    }

    private static RuleChange? KindOf(string? was, string? now) => (was, now) switch
    {
        (null, not null) => RuleChange.Began,
        (not null, null) => RuleChange.Ended,
        _ => was == now ? null : RuleChange.Changed,
    };

    /// <summary>What the rules of each document say, by its hash; of one that does not hash to it, nothing.</summary>
    private async Task<Dictionary<string, ImmutableSortedDictionary<string, string>>> ReadAsync(
        BotContext db, string[] hashes, CancellationToken cancel)
    {
        var found = new Dictionary<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var hash in hashes)
            if (known.TryGetValue(hash, out var rules)) found[hash] = rules;
        foreach (var some in hashes.Where(h => !found.ContainsKey(h)).ToArray().Chunk(50))
            foreach (var document in await db.Documents.AsNoTracking().Where(d => some.Contains(d.Hash)).ToListAsync(cancel))
                if (KnowledgeDocument.HashOf(document.Content) == document.Hash) found[document.Hash] = RulesOf(document.Content);
        if (known.Count > MostKept) known.Clear();
        foreach (var (hash, rules) in found) known[hash] = rules;
        return found;
    }

    private static ImmutableSortedDictionary<string, string> RulesOf(byte[] content) =>
        KnowledgeEditor.Images([new KnowledgeDocument("policy/x.yaml", content)])
            .Where(i => i.Key.Section == "rules").ToImmutableSortedDictionary(i => i.Key.Id, i => i.Value, StringComparer.Ordinal);
}
