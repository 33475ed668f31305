using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What the words round a class of data say of it: that it is in the text after all, or that more is asked about than it.</summary>
internal static class Scope
{
    /// <summary>With the data of <paramref name="denied"/> that the text does not free itself of: "without removing personal data",
    /// "not sure there is no …", "개인정보를 안 지운".</summary>
    public static (List<Mention> Mentions, List<Mention> Denied) WithStillThere(List<Mention> mentions, List<Mention> denied, Cues cues)
    {
        if (denied.Count == 0 || !cues.Has("still-there")) return (mentions, denied);
        var there = denied.FindAll(m => cues.At("still-there", m));
        return ([.. mentions.Concat(there).OrderBy(m => m.Start)], denied.FindAll(m => !there.Contains(m)));
    }

    /// <summary>Data of which a text says that it asks about others: "embargoed press release" (not public), "more than internal
    /// documents", "내부 문서뿐 아니라". No class is among them that would leave a milder one alone.</summary>
    public static List<Mention> Surpassed(List<Mention> mentions, Cues cues, Conversation conversation,
        KnowledgeBase kb)
    {
        var surpassed = new List<Mention>();
        if (cues.Has("not-public")) surpassed.AddRange(mentions.FindAll(m => Naming.IsPublic(m, kb) && cues.At("not-public", m)));
        // "it's public anyway", after customer data: that is an opinion.
        if (cues.Has("asserted") && conversation.Frame.Data.Any(id => !IsPublic(id, kb)))
            surpassed.AddRange(mentions.FindAll(m => Naming.IsPublic(m, kb) && cues.At("asserted", m)));
        if (!cues.Any("beyond", "not-only")) return surpassed;
        var most = kb.Set.Data.Max(d => d.Level) ?? 0;
        foreach (var m in mentions)
        {
            if (m.Kind != NameKind.Data || kb.Data[m.Id].Level is not { } level || cues.At("no-more-than", m)) continue;
            if (!(level < most && cues.At("beyond", m) || level < most - 1 && cues.At("not-only", m))) continue;
            if (mentions.TrueForAll(o => o.Kind != NameKind.Data || o.Id == m.Id || surpassed.Contains(o) || kb.Data[o.Id].Level >= level))
                surpassed.Add(m);
        }
        return surpassed;
    }

    /// <summary>Ids of data that a turn takes back, named in it or before: "and if it's not published?"</summary>
    public static ImmutableArray<string> TakenBack(Naming naming, List<Mention> surpassed, Conversation conversation, KnowledgeBase kb)
    {
        var ids = naming.Undone.Concat(surpassed.Select(m => m.Id));
        if (naming.Cues.Has("not-out")) ids = ids.Concat(conversation.Frame.Data.Where(id => IsPublic(id, kb)));
        return [.. ids.Distinct()];
    }

    private static bool IsPublic(string id, KnowledgeBase kb) => Naming.IsPublic(new(NameKind.Data, id, 0, 0, 0, 0), kb);
}
