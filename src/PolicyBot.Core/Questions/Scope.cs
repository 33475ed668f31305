using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What the words round a class of data say of it: that it is in the text after all, that others are asked about, or that it is
/// not meant any more.</summary>
internal static class Scope
{
    /// <summary>With the data of <paramref name="denied"/> that the text does not free itself of: "without removing personal data",
    /// "not sure there is no …", "개인정보를 안 지운".</summary>
    public static (List<Mention> Mentions, List<Mention> Denied) WithStillThere(List<Mention> mentions, List<Mention> denied, Cues cues)
    {
        if (denied.Count == 0 || !cues.Has("still-there")) return (mentions, denied);
        var there = denied.ToLookup(m => cues.At("still-there", m));
        return ([.. mentions.Concat(there[true]).OrderBy(m => m.Start)], [.. there[false]]);
    }

    /// <summary>Data that is not what the text asks about, though named: "embargoed press release" (no public information), "more than
    /// internal documents", "내부 문서뿐 아니라", "it's public anyway" after customer data. Never a class that would leave a milder one
    /// alone.</summary>
    public static HashSet<Mention> Surpassed(List<Mention> mentions, Cues cues, Conversation conversation, KnowledgeBase kb)
    {
        var surpassed = new HashSet<Mention>();
        if (cues.Has("not-public")) surpassed.UnionWith(mentions.Where(m => Naming.IsPublic(m, kb) && cues.At("not-public", m)));
        if (cues.Has("asserted") && conversation.Frame.Data.Any(id => !Naming.IsPublic(id, kb)))
            surpassed.UnionWith(mentions.Where(m => Naming.IsPublic(m, kb) && cues.At("asserted", m)));
        if (!cues.Any("beyond", "not-only")) return surpassed;
        var most = kb.Set.Data.Max(d => d.Level) ?? 0;
        var beyond = mentions.Where(m => m.Kind == NameKind.Data && LevelOf(m) is { } level && !cues.At("no-more-than", m)
            && (level < most && cues.At("beyond", m) || level < most - 1 && cues.At("not-only", m))).ToHashSet();
        var left = mentions.Where(m => m.Kind == NameKind.Data && !beyond.Contains(m) && !surpassed.Contains(m))
            .Select(m => LevelOf(m) ?? int.MinValue).DefaultIfEmpty(int.MaxValue).Min();
        surpassed.UnionWith(beyond.Where(m => LevelOf(m) <= left));
        return surpassed;

        int? LevelOf(Mention m) => kb.Data[m.Id].Level;
    }

    /// <summary>Ids of data that a turn takes back, named in it or before: "and if it's not published?"</summary>
    public static ImmutableArray<string> TakenBack(Naming naming, HashSet<Mention> surpassed, Conversation conversation, KnowledgeBase kb)
    {
        var ids = naming.Undone.Concat(surpassed.Select(m => m.Id));
        if (naming.Cues.Has("not-out")) ids = ids.Concat(conversation.Frame.Data.Where(id => Naming.IsPublic(id, kb)));
        return [.. ids.Distinct()];
    }
}
