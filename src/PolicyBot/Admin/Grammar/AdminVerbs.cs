using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PolicyBot.Admin.Grammar;

/// <summary>All commands, as one table that the parser, the help and the forms are made from.</summary>
public static class AdminVerbs
{
    public static ImmutableArray<VerbSpec> All { get; } = [.. KnowledgeVerbs.All, .. PolicyVerbs.All, .. DeskVerbs.All, .. WatchVerbs.All];

    private static readonly FrozenDictionary<(string, string), VerbSpec> ByName = All.ToFrozenDictionary(v => (v.Noun, v.Verb));

    public static ImmutableArray<string> Nouns { get; } = [.. All.Select(v => v.Noun).Distinct()];

    public static VerbSpec? Find(string noun, string verb) => ByName.GetValueOrDefault((noun, verb));

    public static IEnumerable<VerbSpec> Of(string noun) => All.Where(v => v.Noun == noun);
}
