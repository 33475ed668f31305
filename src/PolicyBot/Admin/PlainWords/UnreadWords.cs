using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.PlainWords;

/// <summary>Words of a sentence that no rule can be made of: whatever is left when all that was understood is taken out, is no part of a name
/// and says something of its own.</summary>
/// <param name="read">Reads a sentence: a word without which it is read otherwise is part of a name.</param>
internal sealed class UnreadWords(SentenceParts said, Func<string, Question> read, KnowledgeBase knowledge)
{
    private static readonly string[] Joining = ["와", "과", "랑", "하고", "및", ","];

    /// <summary>The first; null: there is none.</summary>
    /// <param name="except">The word that leaves something out: in English what follows it, in Korean what comes before it.</param>
    /// <param name="exceptsTools">It leaves out tools, and nothing else; false: groups.</param>
    /// <param name="hasGroup">A group is named.</param>
    public string? First(Match? except, bool exceptsTools, bool hasGroup)
    {
        var whole = read(said.Text);
        var (tools, topics) = (NamesOf(whole, ofTools: true), NamesOf(whole, ofTools: false));
        var namesFirst = except is not null && said.Lower[except.Index] >= 0x1100;
        if (namesFirst && !exceptsTools && Joined(except!) is { } joined) return joined;
        foreach (var (word, at) in said.Words())
        {
            if (ProposalWords.Languages.Any(w => w.Filler.IsMatch(word) || hasGroup && w.BesideGroup.IsMatch(word))) continue;
            var without = read(said.Text.Remove(at, word.Length));
            var ofTools = ToolsOf(without) != ToolsOf(whole) || tools.Contains(word);
            if (!ofTools && TopicsOf(without) == TopicsOf(whole) && !topics.Contains(word)) return word;
            if (except is null) continue;
            var leftOut = namesFirst ? at < except.Index : at > except.Index;
            if (exceptsTools ? leftOut != ofTools : leftOut && !namesFirst) return word;
        }
        return null;
    }

    /// <summary>"소스코드와 보안팀 제외": what is joined to the group that is left out is left out as well.</summary>
    private string? Joined(Match except)
    {
        var words = said.Lower[..except.Index].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.SkipLast(1).LastOrDefault() is { } before && Joining.Any(j => before.EndsWith(j, StringComparison.Ordinal)) ? before : null;
    }

    /// <summary>A name may be read without one of its words: "restricted plant information".</summary>
    private HashSet<string> NamesOf(Question question, bool ofTools)
    {
        var frame = question.Frame;
        IEnumerable<string> names = ofTools
            ? frame.Tools.SelectMany(t => knowledge.Tools[t].Aliases.Append(knowledge.Tools[t].Name))
            : [.. frame.Data.SelectMany(d => knowledge.Data[d].Name.All.Concat(knowledge.Data[d].Aliases)),
                .. frame.Devices.SelectMany(d => knowledge.Devices[d].Name.All.Concat(knowledge.Devices[d].Aliases)),
                .. frame.Purposes.SelectMany(p => knowledge.Purposes[p].Name.All.Concat(knowledge.Purposes[p].Aliases))];
        return [.. names.SelectMany(n => n.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))];
    }

    public static string ToolsOf(Question question) => string.Join(' ', [.. question.Frame.Tools, .. question.Frame.Editions,
        .. question.ToolKinds, .. question.ToolCountries, .. question.Candidates]);

    public static string TopicsOf(Question question) =>
        string.Join(' ', [.. question.Frame.Data, "/", .. question.Frame.Devices, "/", .. question.Frame.Purposes]);
}
