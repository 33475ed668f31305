using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.PlainWords;

/// <summary>The words of a sentence that are left when all that was understood is taken out: those of names, those that say nothing of
/// their own, and those that no rule can be made of.</summary>
/// <param name="text">The sentence, with blanks where no name is looked for.</param>
/// <param name="read">Reads a sentence: a word without which it is read otherwise is part of a name.</param>
internal sealed class UnreadWords(SentenceParts said, string text, Func<string, Question> read, KnowledgeBase knowledge)
{
    private readonly List<NamedPart> parts = [];

    /// <summary>The names of <see cref="First"/>, in their order.</summary>
    public ImmutableArray<NamedPart> Names => [.. parts];

    /// <summary>The first word that no rule can be made of; null: there is none.</summary>
    /// <param name="except">The word that leaves something out: in English what follows it, in Korean what comes before it.</param>
    /// <param name="exceptsTools">It leaves out tools, and nothing else; false: groups.</param>
    /// <param name="effect">Where it says what the rule does: in English what comes after it is left out by no word before it.</param>
    /// <param name="hasGroup">A group is named.</param>
    public string? First(Match? except, bool exceptsTools, int effect, bool hasGroup)
    {
        var whole = read(text);
        List<(string Word, int At)> beside = [];
        foreach (var (word, at) in said.Words())
        {
            if (ProposalWords.Languages.Any(w => w.Filler.IsMatch(word) || hasGroup && w.BesideGroup.IsMatch(word))) continue;
            var without = text.Remove(at, word.Length);
            // A word in the place of which any other would do is part of no name.
            var named = Named(word, whole, read(without), new(() => read(without.Insert(at, "qx"))));
            if (named.Count == 0 && ProposalWords.Languages.Any(w => w.BesideTopic.IsMatch(word))) beside.Add((word, at));
            else if (named.Count == 0 || NameIn(word, whole) is not { } name) return word;
            else
            {
                var here = named.ConvertAll(n => new NamedPart(n, at, at + name.Length));
                parts.AddRange(here);
                if (except is null) continue;
                var namesFirst = GroupWords.IsKorean(said.Lower[except.Index]);
                var (ofTools, leftOut) = (here.Exists(p => p.IsTool), namesFirst ? at < except.Index
                    : at > except.Index && !(effect > except.Index && at > effect));
                if (exceptsTools ? leftOut != ofTools : leftOut && !namesFirst) return word;
            }
        }
        return beside.Find(b => !parts.Exists(p => !p.IsTool && IsNextTo(p, b))).Word;
    }

    /// <summary>What says that data is a range, where it is not said of data ("개발팀까지"); null: it is.</summary>
    public string? Apart(Match? range) => range is null || parts.Exists(p => p.Named == PlainWords.Named.Data
        && ProposalWords.IsList(p.To <= range.Index ? said.Lower[p.To..range.Index]
            : said.Lower[Math.Min(range.Index + range.Length, p.From)..p.From], prepositions: false)) ? null : range.Value;

    private bool IsNextTo(NamedPart part, (string Word, int At) word) =>
        part.From >= word.At + word.Word.Length ? string.IsNullOrWhiteSpace(said.Lower[(word.At + word.Word.Length)..part.From])
            : part.To <= word.At && said.Lower[part.To..word.At].Trim() is "" or "을" or "를";

    /// <summary>What the word is part of a name of. A name may be read without one of its words: "restricted plant information".</summary>
    private List<Named> Named(string word, Question whole, Question without, Lazy<Question> instead)
    {
        List<Named> topics = [.. TopicNames(whole).Where(t => In(t.Spellings)).Select(t => t.Named)];
        if (In(NamesOfTools(whole))) return [PlainWords.Named.Tool];
        if (Differ(q => q.Frame.Data)) topics.Add(PlainWords.Named.Data);
        if (Differ(q => q.Frame.Devices)) topics.Add(PlainWords.Named.Device);
        if (Differ(q => q.Frame.Purposes)) topics.Add(PlainWords.Named.Purpose);
        // Without what is said beside it, the name of a tool may be read as another's.
        if (topics.Count == 0 && Differ(q => [.. q.Frame.Tools, .. q.Frame.Editions, .. q.Candidates])) return [PlainWords.Named.Tool];
        if (Differ(q => q.ToolKinds)) topics.Add(PlainWords.Named.Kind);
        if (Differ(q => q.ToolCountries)) topics.Add(PlainWords.Named.Country);
        return [.. topics.Distinct()];

        bool Differ(Func<Question, IEnumerable<string>> ids) =>
            !ids(whole).SequenceEqual(ids(without)) && !ids(whole).SequenceEqual(ids(instead.Value));
        bool In(IEnumerable<string> names) => names.Any(n => Words(n).Contains(word));
    }

    /// <summary>What a Korean word names without what is written to it: "딥시크" of "딥시크와". Null where that turns it round ("딥시크만") or
    /// makes another name of it.</summary>
    private string? NameIn(string word, Question whole)
    {
        if (!GroupWords.IsKorean(word[^1])) return word;
        if (ProposalWords.Languages.Any(w => w.Ending.IsMatch(word))) return null;
        var known = NamesOfTools(whole).Concat(TopicNames(whole).SelectMany(t => t.Spellings))
            .SelectMany(n => Words(n).Append(n.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)))
            .Where(n => word.StartsWith(n, StringComparison.Ordinal)).MaxBy(n => n.Length);
        if (known is null) return word[..^Written.Match(word).Length];
        var written = word[known.Length..];
        return ProposalWords.IsList(written, prepositions: false)
            || ProposalWords.Languages.Any(w => w.Filler.IsMatch(written.TrimStart('용'))) ? known : null;
    }

    private static readonly Regex Written = new("(?<=.)(?:와|과|이?랑|하고|이나|은|는|이|가|을|를|에|에서|에게|의|로|으로|도)$", RegexOptions.CultureInvariant);

    private IEnumerable<string> NamesOfTools(Question question) =>
        question.Frame.Tools.SelectMany(t => knowledge.Tools[t].Aliases.Append(knowledge.Tools[t].Name));

    private IEnumerable<(Named Named, IEnumerable<string> Spellings)> TopicNames(Question question)
    {
        foreach (var data in question.Frame.Data.Select(d => knowledge.Data[d]))
            yield return (PlainWords.Named.Data, data.Name.All.Concat(data.Aliases));
        foreach (var device in question.Frame.Devices.Select(d => knowledge.Devices[d]))
            yield return (PlainWords.Named.Device, device.Name.All.Concat(device.Aliases));
        foreach (var purpose in question.Frame.Purposes.Select(p => knowledge.Purposes[p]))
            yield return (PlainWords.Named.Purpose, purpose.Name.All.Concat(purpose.Aliases));
    }

    private static string[] Words(string name) => name.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);

    public static string TopicsOf(Question question) =>
        string.Join(' ', [.. question.Frame.Data, "/", .. question.Frame.Devices, "/", .. question.Frame.Purposes]);
}
