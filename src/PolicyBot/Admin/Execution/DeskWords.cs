using System.Collections.Immutable;
using PolicyBot.Admin.Drafts;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Execution;

/// <summary>The desk's fixed phrases (`desk.*` of phrases.*.yaml) in one language.</summary>
internal sealed class DeskWords(LanguagePack pack)
{
    public string Language => pack.Language;

    public string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => pack.Say("desk." + key, slots);

    public string Say(Remark remark) => pack.Say(remark);

    /// <summary>The head by its keys.</summary>
    public DeskOutcome Table(string title, ImmutableArray<string> head, ImmutableArray<ImmutableArray<string>> rows) => rows.IsEmpty
        ? DeskOutcome.Says($"{title}: {Say("none")}")
        : new(new Notice(title, []) { Tables = [new("", [.. head.Select(h => Say(h))], rows)] });

    public string State(Draft draft) => Say("state." + Kebab.Name(draft.State)) + (draft.Reason is { } why ? $" ({Say(why)})" : "");

    public string Verdict(Verdict verdict) => pack.Say("verdict." + Kebab.Name(verdict));

    public string Tool(string id, KnowledgeBase knowledge) =>
        knowledge.Tools.ContainsKey(id) || knowledge.EditionOwners.ContainsKey(id) ? knowledge.ToolName(id, Language) : id;

    public string Data(string? id, KnowledgeBase knowledge) => id is null ? Say("any-data")
        : knowledge.Data.GetValueOrDefault(id)?.Name.In(Language) ?? id;

    public string Group(string id, KnowledgeBase knowledge) => knowledge.Groups.GetValueOrDefault(id)?.Name.In(Language) ?? id;
}
