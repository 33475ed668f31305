using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>What a rule says and of what, in a few words: "not allowed for meeting recorders, with personal data, except DeepL Pro".</summary>
internal static class RuleTerms
{
    /// <summary>Tools, data or groups that are named before the line grows too long.</summary>
    private const int MostNamed = 3;

    public static string Of(Draft draft, Rule rule)
    {
        var named = Names(draft, rule.Tools);
        string[] described = Described(draft, rule.Tools);
        var isNamed = described.Length == 0 && named.Length > 0;
        var terms = Terms(draft, rule, isNamed || rule.Tools.All);
        // A case that begins with a comma needs none before it.
        if (!isNamed && terms.Case.StartsWith(',')) terms = (terms.Effect, "", terms.Case + terms.Except);
        var key = (isNamed, terms.Case.Length > 0) switch
        {
            (true, false) => "rule.on",
            (true, true) => "rule.on-with",
            (false, false) => "rule.for",
            _ => "rule.for-with",
        };
        return rule.Tools.All ? Whole(draft, terms)
            : draft.Words.Say(key, ("tools", Few(draft, [.. named, .. described])), ("effect", terms.Effect), ("case", terms.Case),
                ("except", terms.Except));
    }

    /// <summary>As above, where the tool is told already.</summary>
    public static string OfTool(Draft draft, Rule rule) => Whole(draft, Terms(draft, rule, true));

    private static string Whole(Draft draft, (string Effect, string Case, string Except) terms) =>
        draft.Words.Say("rule.whole", ("effect", terms.Effect), ("case", terms.Case), ("except", terms.Except)).Trim();

    private static (string Effect, string Case, string Except) Terms(Draft draft, Rule rule, bool isNamed) =>
        (draft.Words.Say("effect." + Kebab.Name(rule.Effect)), rule.When is { } when ? Case(draft, when, isNamed) : "",
            rule.Unless is { } unless ? draft.Words.Say("rule.except", ("case", Exempt(draft, unless))) : "");

    private static string Exempt(Draft draft, Condition unless)
    {
        string[] named = unless.Tools is { } selector ? [.. Names(draft, selector), .. Described(draft, selector)] : [];
        string[] tools = [.. named, .. named.Length > 0 ? [] : Described(draft, unless.Kinds, unless.Attributes, unless.Countries)];
        var rest = named.Length > 0 ? unless : unless with { Kinds = default, Attributes = default, Countries = default };
        return (Few(draft, tools) + Case(draft, rest, tools.Length == 0)).TrimStart(' ', ',');
    }

    private static string Few(Draft draft, string[] items) => draft.Words.Shortened(items, items.Length, MostNamed, "list.more-tools");

    /// <summary>Begins with a blank or a comma, or is empty.</summary>
    private static string Case(Draft draft, Condition of, bool isNamed)
    {
        var text = draft.Words.Case([], OrNone(of.Devices), OrNone(of.Purposes));
        if (of.Data is { } data)
            text = draft.Words.Say("case.part", ("part", draft.Words.Say(isNamed ? "rule.data" : "case.data", ("data", Data(draft, data))))) + text;
        string[] kinds = Described(draft, of.Kinds, of.Attributes, of.Countries);
        if (kinds.Length > 0) text += draft.Words.Say("rule.only", ("tools", draft.Words.Choices(kinds)));
        if (!of.Hosting.IsDefaultOrEmpty)
            text += draft.Words.Say("rule.where",
                ("places", draft.Words.Choices(of.Hosting.Select(h => draft.Words.Term("rule.runs-", Kebab.Name(h))))));
        var groups = OrNone(of.Groups);
        return groups.IsEmpty || groups.Contains(Group.Everyone) ? text
            : text + draft.Words.Say("rule.people", ("groups", draft.Words.List(groups.Select(draft.Words.Group))));
    }

    /// <summary>By name where they are few, else from which class on, or up to which.</summary>
    private static string Data(Draft draft, DataCondition condition)
    {
        var covered = draft.Knowledge.Set.Data.Where(d => RuleMatches.Covers(condition, d.Id, draft.Knowledge))
            .Select(d => d.Name.In(draft.Words.Language)).ToArray();
        if (covered.Length <= MostNamed || condition is { AtLeast: null } and { AtMost: null } or { AtLeast: not null, AtMost: not null })
            return draft.Words.Shortened(covered, covered.Length, MostNamed + 1, "list.more-tools");
        return condition.AtLeast is { } low ? draft.Words.Say("rule.data-from", ("data", draft.Words.Data(low)))
            : draft.Words.Say("rule.data-to", ("data", draft.Words.Data(condition.AtMost!)));
    }

    private static string[] Names(Draft draft, ToolSelector of) =>
        [.. OrNone(of.Ids).Select(draft.Words.Tool), .. OrNone(of.Vendors)];

    private static string[] Described(Draft draft, ToolSelector of) => Described(draft, of.Kinds, of.Attributes, of.Countries);

    private static string[] Described(Draft draft, ImmutableArray<string> kinds, ImmutableArray<string> attributes,
        ImmutableArray<string> countries) =>
    [
        .. OrNone(kinds).Select(k => draft.Words.Term("tools-of.", k)), .. OrNone(attributes).Select(a => draft.Words.Term("tools-that.", a)),
        .. OrNone(countries).Select(c => draft.Words.Say("rule.from-country", ("country", draft.Words.Country(c)))),
    ];

    private static ImmutableArray<T> OrNone<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;
}
