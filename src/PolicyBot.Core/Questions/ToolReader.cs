using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>The tools that a text names. <paramref name="Candidates"/>: what an ambiguous name may mean, where nothing settles it.
/// <paramref name="CandidatesAreActor"/>: the ambiguous name is that of a body, too.</summary>
public sealed record ToolReading(
    ImmutableArray<string> Tools, ImmutableArray<string> Editions, ImmutableArray<string> Candidates, string? Unclear,
    bool CandidatesAreActor,
    ImmutableArray<string> ToolCountries);

/// <summary>Settles tools and editions: ambiguous names by what stands
/// beside them, editions by qualifiers and by where the tool runs.</summary>
public static class ToolReader
{
    public static ToolReading Read(List<Mention> mentions, NormalizedText text, Cues cues, Conversation conversation,
        KnowledgeBase kb, Lexicon lexicon)
    {
        var tools = new List<string>();
        var editions = new List<string>();
        void Add(string id)
        {
            var tool = kb.ToolOf(id);
            if (!tools.Contains(tool)) tools.Add(tool);
            if (tool != id && !editions.Contains(id)) editions.Add(id);
        }
        var ambiguous = mentions.FindAll(m => m.Kind == NameKind.Ambiguous);
        foreach (var m in mentions)
        {
            if (m.Kind == NameKind.Edition) Add(EditionsMeant.Is(m, mentions, text, cues, kb, lexicon) ? m.Id : kb.ToolOf(m.Id));
            else if (m.Kind == NameKind.Tool)
            {
                Add(m.Id);
                if (EditionFinder.Beside(text, m, mentions, [kb.Tools[m.Id]], lexicon) is { } edition
                    && EditionsMeant.Is(m, mentions, text, cues, kb, lexicon)) Add(edition);
            }
        }
        ImmutableArray<string> candidates = [];
        string? unclear = null;
        var actor = false;
        foreach (var m in ambiguous)
        {
            var meant = lexicon.Ambiguous[m.Id].Candidates;
            actor |= mentions.Exists(o => o.Kind == NameKind.Actor && o.Start == m.Start);
            if (meant.Any(tools.Contains)) continue;
            if (EditionFinder.Beside(text, m, mentions, meant.Select(id => kb.Tools[id]), lexicon) is { } edition) Add(edition);
            else if (meant.Where(id => IsSpelled(kb.Tools[id], m, text, lexicon)).ToArray() is [var spelled]) Add(spelled);
            else if (meant.Where(conversation.Frame.Tools.Contains).ToArray() is [var known]) Add(known);
            else
            {
                candidates = candidates.Length == 0 ? meant : candidates;
                unclear ??= m.Spelling;
            }
        }
        if (tools.Count == 0 && conversation.Candidates.Length > 0 && candidates.Length == 0
            && Chosen(text, conversation, kb, lexicon) is { } chosen) Add(chosen);
        var spokenOf = tools.Count > 0 ? tools : [.. conversation.Frame.Tools];
        DropRuntimes(tools, editions, cues, kb);
        DropPlatforms(mentions, tools, editions, cues, conversation, kb);
        if (tools.Count == 0 && candidates.Length == 0 && text.Words.Length <= 14 && spokenOf.Count > 0
            && (EditionFinder.Bare(text, mentions, spokenOf.Select(t => kb.Tools[t]), lexicon)
                ?? ByHosting(spokenOf, text, cues, kb, lexicon)) is { } bare) Add(bare);
        else
            foreach (var tool in tools.ToArray())
                if (!editions.Exists(e => kb.ToolOf(e) == tool) && ByHosting([tool], text, cues, kb, lexicon) is { } hosted) Add(hosted);
        if (EditionsMeant.AreGivenUp(mentions, cues)) editions.RemoveAll(e => EditionsMeant.IsForWork(e, kb));
        return new([.. tools], [.. editions], candidates, unclear, actor && candidates.Length > 0, ToolCountries(mentions, cues));
    }

    /// <summary>"MS Copilot 365": the words of an ambiguous name and those beside it make up a spelling of the tool. A number of its name
    /// alone tells it, too: "코파일럿 365".</summary>
    private static bool IsSpelled(Tool tool, Mention m, NormalizedText text, Lexicon lexicon)
    {
        return lexicon.WordsOfNames(tool).Any(words => words.All(w => Stands(w, m.From, m.To) || Stands(w, m.From - 2, m.To + 2))
            && words.Any(w => !Stands(w, m.From, m.To) && !lexicon.Words("within-names").Contains(w))
            || words.Any(w => w.Length > 1 && w.All(char.IsAsciiDigit) && Stands(w, m.From - 1, m.To + 1)));

        bool Stands(string word, int from, int to)
        {
            for (var i = Math.Max(0, from); i < Math.Min(text.Words.Length, to); i++)
                if (text.Spelling(i).SequenceEqual(word)) return true;
            return false;
        }
    }

    /// <summary>"deepseek locally with ollama": the runtime is where the model runs, not what is asked about.</summary>
    private static void DropRuntimes(List<string> tools, List<string> editions, Cues cues, KnowledgeBase kb)
    {
        if (tools.Count < 2) return;
        var runtimes = tools.Where(t => kb.Tools[t].Kinds is ["local-runtime", ..]).ToArray();
        var hosted = tools.Except(runtimes).Where(t => kb.Tools[t].Editions.Any(e => e.Hosting == Hosting.Self)).ToArray();
        if (runtimes.Length == 0 || hosted.Length == 0) return;
        foreach (var runtime in runtimes)
        {
            tools.Remove(runtime);
            editions.RemoveAll(e => kb.ToolOf(e) == runtime);
        }
        foreach (var tool in hosted)
            if (!editions.Exists(e => kb.ToolOf(e) == tool)) editions.Add(kb.Tools[tool].Editions.First(e => e.Hosting == Hosting.Self).Id);
    }

    /// <summary>"qwen through bedrock": likewise the platform.</summary>
    private static void DropPlatforms(List<Mention> mentions, List<string> tools, List<string> editions, Cues cues,
        Conversation conversation, KnowledgeBase kb)
    {
        if (tools.Count is 1 && conversation.Frame.Tools is [var spokenOf] && tools[0] != spokenOf && cues.Has("hosted-by")
            && kb.Tools[tools[0]].Kinds is ["api", ..]
            && EditionFinder.Of(kb.Tools[spokenOf], e => e.Hosting == Hosting.CustomerCloud) is not null) tools.Insert(0, spokenOf);
        if (tools.Count != 2 || !cues.Has("hosted-by")) return;
        // "downloaded from Hugging Face and run here": where it comes from is not where it runs.
        var hosting = cues.Has("hosting-self") ? Hosting.Self : Hosting.CustomerCloud;
        foreach (var m in mentions.Where(m => m.Kind == NameKind.Tool && kb.Tools[m.Id].Kinds is ["api", ..] && cues.At("hosted-by", m)))
        {
            if (tools.Find(t => t != m.Id) is not { } model
                || EditionFinder.Of(kb.Tools[model], e => e.Hosting == hosting) is not { } edition) continue;
            tools.Remove(m.Id);
            if (!editions.Exists(e => kb.ToolOf(e) == model)) editions.Add(edition);
            return;
        }
    }

    private static string? ByHosting(List<string> tools, NormalizedText text, Cues cues, KnowledgeBase kb, Lexicon lexicon)
    {
        if (!cues.Any("hosting-self", "hosting-cloud", "edition-free", "edition-work")) return null;
        // "not on our servers"
        var hostedHere = cues.Where("hosting-self") is { } here && !Negation.IsSetAside(here.From, text, lexicon);
        foreach (var id in tools)
        {
            var tool = kb.Tools[id];
            if (hostedHere && EditionFinder.Of(tool, e => e.Hosting == Hosting.Self) is { } self) return self;
            if (cues.Has("hosting-cloud") && EditionFinder.Of(tool, e => e.Hosting == Hosting.CustomerCloud) is { } cloud) return cloud;
            if (cues.Where("edition-free") is { } said && !EditionFinder.IsOfAThing(said.To - 1, text, lexicon)
                && Only(tool, e => (e.Attributes ?? tool.Attributes).Contains("free-tier")) is { } free)
                return free;
            if (cues.Has("edition-work") && Only(tool, e => (e.Attributes ?? tool.Attributes).Contains("enterprise-controls")) is { } work)
                return work;
        }
        return null;
    }

    private static string? Only(Tool tool, Func<Edition, bool> fits) => tool.Editions.Where(fits).ToArray() is [var one] ? one.Id : null;

    /// <summary>An answer to "which one?" that names a candidate by a word that no other has, be it of a name that it shares with tools that
    /// are no candidates: "팀즈에 있는 거요".</summary>
    private static string? Chosen(NormalizedText text, Conversation conversation, KnowledgeBase kb, Lexicon lexicon)
    {
        string[] Words(string id) =>
            [.. kb.Tools[id].Aliases.Prepend(kb.Tools[id].Name).Append(kb.Tools[id].Vendor)
                .Concat(kb.Set.AmbiguousNames.Where(a => a.Candidates.Contains(id)).Select(a => a.Name))
                .SelectMany(n => n.ToLowerInvariant().Split(' ', '-', '.'))];
        // A Hangul word may have a particle behind it.
        bool Has(string[] words, int i) => text.Words[i].Hangul
            ? words.Any(w => w.Length > 1 && text.Spelling(i).StartsWith(w, StringComparison.Ordinal))
            : words.Contains(text.Spelling(i).ToString());
        var words = conversation.Candidates.ToDictionary(c => c, Words);
        var fitting = conversation.Candidates.Where(c => Enumerable.Range(0, text.Words.Length).Any(i =>
            text.Words[i].Length > 1 && !Negation.IsSetAside(i, text, lexicon) && Has(words[c], i)
                && words.Count(w => Has(w.Value, i)) == 1)).ToArray();
        return fitting is [var one] ? one : null;
    }

    private static ImmutableArray<string> ToolCountries(List<Mention> mentions, Cues cues) =>
        !mentions.Exists(m => m.Kind == NameKind.Country) ? []
            : [.. mentions.Where(m => m.Kind == NameKind.Country && cues.At("country-tools", m) && !cues.At("country-law", m)).Select(m => m.Id).Distinct()];
}
