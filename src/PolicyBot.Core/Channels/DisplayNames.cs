using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Channels;

/// <summary>Names of a knowledge base in one language.</summary>
public sealed class DisplayNames(KnowledgeBase knowledge, LanguagePack pack) : IDisplayNames
{
    private readonly Wording words = new(knowledge, pack);

    public string Tool(string toolOrEdition) =>
        knowledge.Tools.ContainsKey(toolOrEdition) || knowledge.EditionOwners.ContainsKey(toolOrEdition)
            ? words.Tool(toolOrEdition)
            : toolOrEdition;

    public string Verdict(Verdict verdict) => words.Verdict(verdict);
    public string Data(string id) => words.Data(id);
    public string Device(string id) => words.Device(id);
    public string Purpose(string id) => words.Purpose(id);
    public string Obligation(string id) => knowledge.Obligations.TryGetValue(id, out var duty) ? duty.Text.In(pack.Language) : id;
    public string Rule(string id) => knowledge.Rules.TryGetValue(id, out var rule) && rule.Clause is { } clause ? clause : id;
    public string Label(string key) => words.Say("ui." + key);
}
