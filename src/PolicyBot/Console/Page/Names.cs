using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Web.Page;

/// <summary>Names to show for ids; an id that the knowledge does not have any more stands for itself.</summary>
internal static class Names
{
    public static string OfData(KnowledgeBase knowledge, string id, string language) =>
        knowledge.Data.TryGetValue(id, out var data) ? data.Name.In(language) : id;

    public static string OfTool(KnowledgeBase knowledge, string id, string language) =>
        knowledge.Tools.ContainsKey(id) || knowledge.EditionOwners.ContainsKey(id) ? knowledge.ToolName(id, language) : id;

    public static string OfObligation(KnowledgeBase knowledge, string id, string language) =>
        knowledge.Obligations.TryGetValue(id, out var duty) ? duty.Text.In(language) : id;

    /// <summary>The rule's clause in the written policy, else its id.</summary>
    public static string OfRule(KnowledgeBase knowledge, string id) =>
        knowledge.Rules.TryGetValue(id, out var rule) && rule.Clause is { } clause ? clause : id;

    /// <summary>The parts of a case that the line names, one name each.</summary>
    public static ImmutableArray<string> OfCase(KnowledgeBase knowledge, CaseSelector when, string language) =>
    [
        .. when.Data.Select(d => OfData(knowledge, d, language)),
        .. when.Editions.Select(e => OfTool(knowledge, e, language)),
        .. when.Devices.Select(d => knowledge.Devices.TryGetValue(d, out var device) ? device.Name.In(language) : d),
        .. when.Purposes.Select(p => knowledge.Purposes.TryGetValue(p, out var purpose) ? purpose.Name.In(language) : p),
    ];
}
