using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>Kinds of thing that have ids. Tools, editions and ambiguous names are one kind.</summary>
internal enum Thing
{
    Tool, Source, Actor, Fact, Data, Device, Purpose, Group, Obligation, Rule,
}

/// <summary>The ids that the documents declare, and the references to them, which are checked when all are known.</summary>
internal sealed class Names(ProblemList problems)
{
    private sealed record Reference(Thing Thing, string Id, SourceLocation At);

    private static readonly string[] Words =
        ["tool or edition", "source", "actor", "fact", "data class", "device", "purpose", "group", "obligation", "rule"];

    private readonly Dictionary<string, SourceLocation>[] declared =
        [.. Words.Select(_ => new Dictionary<string, SourceLocation>(StringComparer.Ordinal))];
    private readonly List<Reference> references = [];

    /// <summary>A second declaration is an error.</summary>
    public void Declare(Thing thing, string id, SourceLocation at)
    {
        if (id.Length == 0 || declared[(int)thing].TryAdd(id, at)) return;
        var first = declared[(int)thing][id];
        problems.Error(at, $"the {(Remark)Words[(int)thing]} {Spelling.Quote(id)} is declared already at {first}");
    }

    public void Refer(Thing thing, string id, SourceLocation at) => references.Add(new(thing, id, at));

    public void CheckReferences()
    {
        foreach (var (thing, id, at) in references)
        {
            var known = declared[(int)thing];
            if (known.ContainsKey(id) || (thing == Thing.Group && id == Group.Everyone)) continue;
            problems.Unknown(at, $"there is no {(Remark)Words[(int)thing]} {Spelling.Quote(id)}", id, known.Keys);
        }
    }
}
