using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using static PolicyBot.Admin.Grammar.Values;

namespace PolicyBot.Admin.Grammar;

/// <summary>Commands that change tools and facts.</summary>
internal static class KnowledgeVerbs
{
    public static ImmutableArray<VerbSpec> All { get; } =
    [
        new("tool", "add", "adds a tool", [Id("id", "kebab-case")],
            [Need("name", "its name"), Need("vendor", "who makes it"), Need("country", "the vendor's home country, such as US"),
                NeedMany("kind", "what it is, such as chat-assistant"),
             Many("attribute", "such as stores-data-externally"), Many("alias", "another spelling"),
             Flag("ordinary-word", "the name is an everyday word too"), Why, Draft, Gap],
            ["tool add mistral --name Mistral --vendor \"Mistral AI\" --country FR --kind chat-assistant --alias \"Le Chat\""]),
        new("tool", "edit", "changes what is said of a tool or an edition", [Id("id", "the tool or edition")],
            [May("name", "its name"), May("vendor", "who makes it"), May("country", "home country"),
                Many("kind", "all kinds, in place of those it has"),
             Many("add-attribute", "an attribute it has, too"), Many("remove-attribute", "an attribute it has not"), Why, Draft, Gap],
            ["tool edit deepseek --add-attribute stores-data-externally"]),
        new("tool", "retire", "takes a tool out of the registry; rules and facts must not name it any more",
            [Id("id", "the tool")], [Why, Draft, Gap],
            ["tool retire old-assistant --why \"no longer sold\""], Destructive: true),
        new("tool", "list", "lists tools", [], [May("kind", "of this kind only")], ["tool list --kind coding-assistant"]),
        new("alias", "add", "adds a spelling to a tool or an edition",
            [Id("id", "the tool or edition"), Id("alias", "the spelling")], [Why, Draft, Gap],
            ["alias add deepseek \"딥시크 앱\""]),
        new("alias", "remove", "takes a spelling out", [Id("id", "the tool or edition"), Id("alias", "the spelling")], [Why, Draft, Gap],
            ["alias remove deepseek \"deep sea\""]),
        new("fact", "add", "adds a fact with its source", [Id("id", "kebab-case")],
            [Need("actor", "who did it, an actor's id"), OneOf<FactAction>("action", "what was done", true),
                Many("tool", "the tools or editions"),
             OneOf("tool-group", "in place of tools", false, "generative-ai", "external-storage", "chinese-ai"),
             Need("statement", "one or two sentences, complete on their own"),
             May("scope", "who or what it covers"), May("reason", "why it was done"),
             May("effective", "since when: a day, a month or a year"), May("reported", "the date of the source"),
             OneOf<FactStatus>("status", "default: in-force", false), Many("source", "a source's id"),
             May("source-title", "of a new source: its title"),
             May("publisher", "of a new source"), May("published", "of a new source: a day, a month or a year"),
             May("url", "of a new source"), Why, Draft, Gap],
            ["fact add kr-nis-warns --actor kr-nis --action cautioned --tool deepseek --statement \"It warned of the app.\" --source-title \"Notice\" --publisher NIS --published 2025-02-09"]),
        new("fact", "verify", "records that a fact still held on a day", [Id("id", "the fact")],
            [NeedDay("on", "the day, yyyy-MM-dd"), Many("source", "a source's id that shows it"), Why, Draft, Gap],
            ["fact verify kr-motie-blocks-deepseek --on 2026-11-24"]),
        new("fact", "lift", "records that a measure was lifted", [Id("id", "the fact")],
            [Many("source", "a source's id that shows it"), Why, Draft, Gap],
            ["fact lift it-garante-blocks --source garante-2026-01-10"]),
        new("fact", "supersede", "records that a newer fact takes a fact's place",
            [Id("id", "the older fact"), Id("by", "the newer one")], [Why, Draft, Gap],
            ["fact supersede kr-motie-plans kr-motie-blocks-deepseek"]),
        new("fact", "retire", "marks a fact as expired; it stays on record", [Id("id", "the fact")], [Why, Draft, Gap],
            ["fact retire tw-moda-caution"], Destructive: true),
        new("fact", "list", "lists facts", [], [May("tool", "about this tool")], ["fact list --tool deepseek"]),
    ];
}
