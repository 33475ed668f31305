using System.Collections.Immutable;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Admin.Execution;

/// <summary>`tool list`, `fact list`, `rule list`, `case list`: what the present revision holds, by id, as the commands that change it take
/// it.</summary>
internal sealed class ListCommands(KnowledgeBase knowledge, LanguagePacks languages, DeskWords words, DateOnly today)
{
    /// <summary>More would not be read in a chat.</summary>
    private const int MostRows = 50;

    public DeskOutcome Execute(AdminCommand command) => command.Noun switch
    {
        "tool" => Table("list.tools", ["col.ident", "col.name", "col.vendor", "col.kinds"],
            knowledge.Set.Tools.Where(t => command["kind"] is not { } kind || t.Kinds.Contains(kind)), t =>
                [t.Id, t.Name, $"{t.Vendor} ({t.Country})", string.Join(", ", t.Kinds)]),
        "fact" => Table("list.facts", ["col.ident", "col.state", "col.statement"], Facts(command["tool"]),
            f => [f.Id, Kebab.Name(f.Status), knowledge.TextOf(f, words.Language).Statement]),
        "case" => Table("list.cases", ["col.question", "col.expects", "col.comes-to"],
            PolicyCases.Results(knowledge, languages, today).Where(r => r.Failure is not null || !command.Has("failing")),
            r => [r.Case.Ask, Outcome(r.Case.Verdict, r.Case.Rules ?? []),
                r.Failure is null ? words.Say("list.the-same") : Outcome(r.Verdict, r.Rules)]),
        _ => Table("list.rules", ["col.ident", "col.effect", "col.in-force", "col.review-by"], Rules(command),
            r => [r.Id, Kebab.Name(r.Effect), When(r), r.ReviewBy is { } day ? DeskNotices.Day(day) : "-"]),
    };

    private static string Outcome(Verdict? verdict, ImmutableArray<string> rules) =>
        (verdict is { } v ? Kebab.Name(v) : "-") + (rules.IsEmpty ? "" : $" ({string.Join(", ", rules)})");

    private IReadOnlyList<Fact> Facts(string? tool) =>
        tool is null ? knowledge.Set.Facts : knowledge.FactsByTool.TryGetValue(knowledge.ToolOf(Known(tool)), out var facts) ? facts : [];

    private IEnumerable<Rule> Rules(AdminCommand command)
    {
        IEnumerable<Rule> rules = knowledge.Set.Rules;
        if (command.Has("stale")) rules = rules.Where(r => r.ReviewBy < today);
        if (command["tool"] is not { } tool) return rules;
        var owner = knowledge.Tools[knowledge.ToolOf(Known(tool))];
        string[] ids = [owner.Id, .. owner.Editions.Select(e => e.Id)];
        return rules.Where(r => ids.Any(id => RuleScope.MayConcern(r, id, knowledge)));
    }

    private string Known(string tool) => knowledge.Tools.ContainsKey(knowledge.ToolOf(tool)) ? tool
        : throw new EditException(words.Say("exception.no-tool", ("tool", tool)));

    private string When(Rule rule) => rule.InForce(today) ? words.Say("list.yes")
        : rule.Effective > today ? words.Say("list.from", ("day", DeskNotices.Day(rule.Effective.Value))) : words.Say("list.no");

    private DeskOutcome Table<T>(string title, ImmutableArray<string> head, IEnumerable<T> items, Func<T, ImmutableArray<string>> row)
    {
        var all = items.ToList();
        var shown = all.Count <= MostRows ? words.Say(title)
            : words.Say("list.first", ("title", words.Say(title)), ("shown", $"{MostRows}"), ("all", $"{all.Count}"));
        return words.Table(shown, head, [.. all.Take(MostRows).Select(row)]);
    }
}
