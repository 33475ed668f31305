using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using static PolicyBot.Admin.Grammar.Values;

namespace PolicyBot.Admin.Grammar;

/// <summary>Commands that change the policy: rules, dimensions, groups, contacts.</summary>
internal static class PolicyVerbs
{
    private static readonly ImmutableArray<ValueSpec> Scope =
    [
        Flag("all-tools", "for every tool"), Many("tool", "a tool or edition"), Many("vendor", "all tools of a vendor"),
        Many("kind", "all tools of a kind"),
        Many("attribute", "all tools with an attribute"), Many("country", "all tools from a country"),
        Many("data", "only for this data class"),
        May("at-least", "only for data of this level and above"), May("at-most", "only for data up to this level"),
        Many("device", "only on this device"),
        Many("purpose", "only for this purpose"), Many("group", "only for this group"), Many("hosting", "vendor, customer-cloud or self"),
        Many("except-group", "not for this group"), Many("except-tool", "not for this tool or edition"),
        Many("obligation", "a duty that comes with it"),
        May("clause", "where the written policy says it"), May("reason", "why, one sentence, in the first language"),
        May("reason-ko", "the same in Korean"),
        DayOrNone("effective", "from this day on"), DayOrNone("expires", "up to the day before"),
        DayOrNone("review-by", "when it is to be looked at again"),
        May("waivable-by", "the group that may grant exceptions"),
    ];

    private static readonly ImmutableArray<ValueSpec> Asked =
        [Many("as", "asked by somebody of this group"), DayOrNone("on", "asked on this day, whatever day it is")];

    public static ImmutableArray<VerbSpec> All { get; } =
    [
        new("rule", "add", "adds a rule", [Id("id", "kebab-case")],
            [OneOf<Effect>("effect", "what it does", true), .. Scope, Why, Draft, Gap],
            ["rule add no-deepseek --effect forbid --tool deepseek --effective 2026-12-01",
             "rule add copilot-for-devs --effect permit --tool github-copilot-business --group engineering --data source-code --obligation human-review"]),
        new("rule", "set", "changes a rule; what is given takes the place of what it has", [Id("id", "the rule")],
            [OneOf<Effect>("effect", "what it does", false), .. Scope, Why, Draft, Gap],
            ["rule set deepseek-hosted --review-by 2027-06-01",
                "rule set company-chatgpt --at-most confidential --obligation work-account --obligation human-review"]),
        new("rule", "retire", "ends a rule on a day; it stays on record", [Id("id", "the rule")],
            [Day("on", "the first day without it (default: today)"), Why, Draft, Gap],
            ["rule retire contractors-coding-tools --on 2027-01-01"], Destructive: true),
        new("rule", "schedule", "sets when a rule begins and ends", [Id("id", "the rule")],
            [DayOrNone("effective", "from this day on"), DayOrNone("expires", "up to the day before"), Why, Draft, Gap],
            ["rule schedule autonomous-agents --effective 2027-01-01", "rule schedule autonomous-agents --expires none"]),
        new("rule", "list", "lists rules", [], [May("tool", "that concern this tool"), Flag("stale", "past their review only")],
            ["rule list --stale"]),
        new("dimension", "add", "adds a data class, device, purpose or obligation",
            [OneOf("kind", "which", true, "data", "device", "purpose", "obligation"), Id("id", "kebab-case")],
            [Need("name", "its name, or an obligation's text"), May("name-ko", "the same in Korean"),
                Number("level", "data: its place on the scale; without, a tag"),
             Many("alias", "another word for it"), Many("implied-by", "purpose: kinds of tool that imply it"), Why, Draft, Gap],
            ["dimension add data contracts --name Contracts --name-ko 계약 --level 2 --alias \"draft contracts\""]),
        new("dimension", "edit", "changes one",
            [OneOf("kind", "which", true, "data", "device", "purpose", "obligation"), Id("id", "its id")],
            [May("name", "its name, or an obligation's text"), May("name-ko", "the same in Korean"),
                Number("level", "data: its place on the scale"), Many("add-alias", "another word for it"),
             Many("remove-alias", "a word that is not one for it"), Why, Draft, Gap],
             ["dimension edit data personal --add-alias \"guest lists\""]),
        new("group", "add", "adds a group of people", [Id("id", "kebab-case")],
            [Need("name", "its name"), May("name-ko", "the same in Korean"), May("parent", "the group above it"),
                Many("alias", "another word for it"), Why, Draft, Gap],
            ["group add data-science --name \"Data Science\" --parent engineering"]),
        new("group", "edit", "changes a group", [Id("id", "the group")],
            [May("name", "its name"), May("name-ko", "the same in Korean"), May("parent", "the group above it"),
                Many("add-alias", "another word for it"),
             Many("remove-alias", "a word that is not one for it"), Why, Draft, Gap], ["group edit security --add-alias \"blue team\""]),
        new("contact", "set", "sets who is asked when the policy has no answer", [],
            [May("name", "shown to people"), May("email", "address"), May("url", "page"), Why, Draft, Gap],
            ["contact set --name \"AI Governance Desk\" --email ai-desk@hanbit.example"]),
        new("case", "add", "adds a question that the policy must answer so", [Id("ask", "the question")],
            [OneOf<Verdict>("verdict", "what it has to come to", true), Many("rule", "by this rule; by these and no others"), .. Asked,
                Why, Draft, Gap],
            ["case add \"May I use DeepSeek at home?\" --verdict prohibited --rule deepseek-hosted"]),
        new("case", "set", "changes what one expects; what is given takes the place of what it has", [Id("ask", "the question, as it stands")],
            [OneOf<Verdict>("verdict", "what it has to come to", false), Many("rule", "by this rule; by these and no others"), .. Asked,
                Why, Draft, Gap],
            ["case set \"Can I use DeepSeek?\" --verdict approval-required --rule deepseek-pilot"]),
        new("case", "retire", "takes one out", [Id("ask", "the question, as it stands")], [Why, Draft, Gap],
            ["case retire \"Can I use DeepSeek?\" --why \"no longer offered\""], Destructive: true),
        new("case", "list", "lists them, and what they come to now", [], [Flag("failing", "only those that come to something else")],
            ["case list --failing"]),
    ];
}
