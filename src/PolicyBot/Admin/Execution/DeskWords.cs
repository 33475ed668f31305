using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Execution;

/// <summary>The desk's fixed phrases (`desk.*` of phrases.*.yaml) in one language.</summary>
internal sealed class DeskWords(LanguagePack pack)
{
    public string Language => pack.Language;

    /// <summary>The phrase with its `{slots}` filled. What fills a slot is not read for slots again.</summary>
    public string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots)
    {
        var template = pack.Phrases["desk." + key];
        var said = new System.Text.StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length;)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                said.Append(template[i++]);
                continue;
            }
            said.Append(Value(template[(i + 1)..end], slots));
            i = end + 1;
        }
        return Particles.Resolve(said.ToString());
    }

    public string Tool(string id, KnowledgeBase knowledge) =>
        knowledge.Tools.ContainsKey(id) || knowledge.EditionOwners.ContainsKey(id) ? knowledge.ToolName(id, Language) : id;

    public string Data(string? id, KnowledgeBase knowledge) => id is null ? Say("any-data") : knowledge.Data.GetValueOrDefault(id)?.Name.In(Language) ?? id;

    public string Group(string id, KnowledgeBase knowledge) => knowledge.Groups.GetValueOrDefault(id)?.Name.In(Language) ?? id;

    private static string Value(string slot, ReadOnlySpan<(string Slot, string Value)> slots)
    {
        foreach (var (name, value) in slots)
            if (name == slot) return value;
        throw new ArgumentException($"nothing fills the slot `{slot}`", nameof(slots));
    }
}
