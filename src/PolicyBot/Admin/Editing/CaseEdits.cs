using System.Collections.Immutable;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Knowledge;

namespace PolicyBot.Admin.Editing;

/// <summary>The policy's own cases, named by what they ask.</summary>
internal static class CaseEdits
{
    public static ImmutableArray<ItemEdit> Add(AdminCommand c)
    {
        var item = new ItemKey("cases", c.Need("ask"));
        return
        [
            new AddItem(item,
            [
                ("ask", YamlValue.OfText(item.Id)), .. CommandEdits.List(c, "as", "as"), .. CommandEdits.Text(c, "on"),
                ("expect", YamlValue.OfMap([.. CommandEdits.Text(c, "verdict"), .. CommandEdits.List(c, "rule", "rules")])),
            ]),
        ];
    }

    /// <summary>What is given takes the place of what the case has.</summary>
    public static ImmutableArray<ItemEdit> Set(AdminCommand c, KnowledgeBase knowledge)
    {
        var item = Only(c.Need("ask"), knowledge);
        return
        [
            .. CommandEdits.Text(c, "verdict").Concat(CommandEdits.List(c, "rule", "rules"))
                .Select(f => new SetField(item, ["expect", f.Item1], f.Item2)),
            .. CommandEdits.List(c, "as", "as").Select(f => new SetField(item, ["as"], f.Item2)),
            .. !c.Has("on") ? Array.Empty<ItemEdit>()
                : [c["on"] == "none" ? new ClearField(item, "on") : new SetField(item, ["on"], YamlValue.OfText(c.Need("on")))],
        ];
    }

    public static ImmutableArray<ItemEdit> Retire(AdminCommand c, KnowledgeBase knowledge) =>
        [new RemoveItem(Only(c.Need("ask"), knowledge))];

    /// <summary>The case expects from now on what it came to. Nothing where it came to no verdict.</summary>
    public static ImmutableArray<ItemEdit> Expect(CaseResult result, KnowledgeBase knowledge)
    {
        if (result.Verdict is not { } verdict) return [];
        var item = Only(result.Case.Ask, knowledge);
        return
        [
            .. verdict == result.Case.Verdict ? Array.Empty<ItemEdit>()
                : [new SetField(item, ["expect", "verdict"], YamlValue.OfText(Kebab.Name(verdict)))],
            .. result.Case.Rules is { } rules && !rules.ToHashSet(StringComparer.Ordinal).SetEquals(result.Rules)
                ? [new SetField(item, ["expect", "rules"], YamlValue.OfList(result.Rules))] : Array.Empty<ItemEdit>(),
        ];
    }

    /// <summary>A case has no name but its question, so of two that ask the same neither can be meant.</summary>
    private static ItemKey Only(string ask, KnowledgeBase knowledge) => knowledge.Set.Cases.Count(c => c.Ask == ask) < 2
        ? new("cases", ask)
        : throw new EditException($"several cases ask {Spelling.Quote(ask)}; edit the file instead");
}
