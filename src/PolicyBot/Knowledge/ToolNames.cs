using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>Every spelling belongs to one tool, or is declared to be shared by several (FORMAT.md, "Names and aliases").</summary>
internal sealed class ToolNames(ProblemList problems)
{
    private readonly Dictionary<string, (string Tool, string Spelling, SourceLocation At)> owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, SourceLocation At)> shared = new(StringComparer.Ordinal);
    private readonly List<(string Id, SourceLocation At)> candidates = [];
    private readonly Dictionary<string, string> toolOfId = new(StringComparer.Ordinal);

    public void OwnId(string id, string tool, SourceLocation at)
    {
        toolOfId.TryAdd(id, tool);
        Own(id, tool, at);
    }

    public void Own(string spelling, string tool, SourceLocation at)
    {
        if (spelling.Length == 0 || tool.Length == 0) return;
        var key = NameKey.Of(spelling);
        if (key.Length == 0)
            problems.Error(at, $"the name {Spelling.Quote(spelling)} has no letter or digit");
        else if (!owners.TryAdd(key, (tool, spelling, at)) && owners[key] is var (owner, as_, where) && owner != tool)
            problems.Error(
                at, $"the name {Spelling.Quote(spelling)} belongs to `{owner}` already, as {Spelling.Quote(as_)} at {where}; names that several tools share go into `ambiguous-names`");
    }

    public void Share(string name, SourceLocation at)
    {
        if (name.Length == 0) return;
        var key = NameKey.Of(name);
        if (key.Length == 0) problems.Error(at, $"the name {Spelling.Quote(name)} has no letter or digit");
        else if (!shared.TryAdd(key, (name, at)) && shared[key] is var (first, where) && first != name)
            problems.Error(at, $"the ambiguous name {Spelling.Quote(name)} is declared already, as {Spelling.Quote(first)} at {where}");
    }

    public void Candidate(string id, SourceLocation at) => candidates.Add((id, at));

    /// <summary>The tool of a tool's or an edition's id; null where there is none.</summary>
    public string? ToolOf(string id) => toolOfId.GetValueOrDefault(id);

    public IEnumerable<string> ToolIds => toolOfId.Where(p => p.Key == p.Value).Select(p => p.Key);

    public void Check()
    {
        foreach (var (key, (name, at)) in shared)
            if (owners.TryGetValue(key, out var owner))
                problems.Error(at, $"the ambiguous name {Spelling.Quote(name)} is also a name of `{owner.Tool}`, at {owner.At}");
        foreach (var (id, at) in candidates) MustBeTool(id, at, "a candidate is a tool");
    }

    /// <summary>Reports an id that is no tool's, and one that is an edition's.</summary>
    public bool MustBeTool(string id, SourceLocation at, Remark demand)
    {
        var tool = ToolOf(id);
        if (tool == id) return true;
        if (tool is null) problems.Unknown(at, $"there is no tool {Spelling.Quote(id)}", id, ToolIds);
        else problems.Error(at, $"{demand}, and {Spelling.Quote(id)} is an edition of `{tool}`");
        return false;
    }
}
