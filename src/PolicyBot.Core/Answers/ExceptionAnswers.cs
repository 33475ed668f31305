using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Answers;

/// <summary>I need it anyway, how? Tells who may grant it; never that it is granted, unless a record says so.</summary>
internal static class ExceptionAnswers
{
    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.exception");
        if (draft.Decisions.IsEmpty) WriteInGeneral(draft);
        foreach (var decision in draft.Decisions) WriteFor(draft, decision);
        if (draft.Question.AsksHowLong) draft.Say(SentenceRole.Note, "exception.how-long", []);
        draft.Say(SentenceRole.Action, "exception.how", []);
        var wanted = draft.Decisions.Where(d => d.Verdict > Verdict.PermittedWithConditions && CanBeAsked(draft, d))
            .Select(d => d.Case.Edition ?? d.Case.Tool).ToArray();
        if (wanted.Length == 0) draft.Say(SentenceRole.Note, "exception.not-here", []);
        else draft.Say(SentenceRole.Note, "exception.request", Draft.Tools(wanted.Take(1)), ("command", Request(wanted[0], draft)));
        foreach (var tool in wanted)
            draft.Suggest(draft.Words.Say("suggest.request-exception", ("tool", draft.Words.Tool(tool))), Request(tool, draft));
        Closing.Write(draft);
        draft.Suggest(draft.Words.Say("suggest.instead"), draft.Words.Say("suggest.instead"));
        draft.Suggest(draft.Words.Say("suggest.why"), draft.Words.Say("suggest.why"));
    }

    /// <summary>Without a tool: who decides under the rules that speak of what is asked about.</summary>
    private static void WriteInGeneral(Draft draft)
    {
        var rules = draft.Knowledge.Set.Rules.Where(r => r.InForce(draft.Day)
            && (r.WaivableBy is not null || r.Effect == Effect.RequireApproval) && RuleAnswers.SpeaksOf(r, draft.Question, draft.Knowledge));
        WriteWhom(draft, draft.Question.Frame.Data, [.. rules]);
        draft.Say(SentenceRole.Verdict, "exception.which", []);
    }

    /// <summary>A command of the desk, which asks for what is missing. Of several kinds of data the asker chooses.</summary>
    private static string Request(string tool, Draft draft) =>
        $"exception request {tool}" + (draft.Question.Frame.Data is [var data] ? $" --data {data}" : "");

    private static bool CanBeAsked(Draft draft, Decision decision) => decision.Rules.IsEmpty
        ? draft.Knowledge.Set.Default?.Effect == Effect.RequireApproval
        : decision.Rules.Select(r => draft.Knowledge.Rules[r]).Any(r => r.WaivableBy is not null || r.Effect == Effect.RequireApproval);

    private static void WriteFor(Draft draft, Decision decision)
    {
        var subject = decision.Case.Edition ?? decision.Case.Tool;
        var name = draft.Words.Tool(subject);
        foreach (var granted in decision.Exceptions)
            draft.Say(SentenceRole.Verdict, "exception.covers", [new(EvidenceKind.Exception, granted.Id)],
                ("tool", draft.Words.Tool(granted.Tool)), ("until", draft.Words.Date(granted.Until)),
                ("reason", granted.Reason.TrimEnd('.')));
        if (decision.Verdict is Verdict.Permitted or Verdict.PermittedWithConditions)
        {
            draft.Say(SentenceRole.Verdict, "exception.not-needed",
                [new(EvidenceKind.Tool, subject), Draft.Policy("decision")], ("tool", name),
                ("verdict", draft.Words.Verdict(decision.Verdict)));
            return;
        }
        draft.Say(SentenceRole.Verdict, "exception.verdict", [new(EvidenceKind.Tool, subject), Draft.Policy("decision")], ("tool", name),
            ("case", draft.Words.Case(decision.Case.Data, decision.Case.Devices, decision.Case.Purposes)),
            ("verdict", draft.Words.Verdict(decision.Verdict)));
        WriteWhom(draft, decision.Case.Data, [.. decision.Rules.Select(r => draft.Knowledge.Rules[r]).Where(r => r.Effect != Effect.Permit)]);
    }

    /// <summary>Who decides on exceptions to the rules, or approves what they want approved.</summary>
    /// <param name="asked">The data asked about; empty: any.</param>
    private static void WriteWhom(Draft draft, ImmutableArray<string> asked, Rule[] rules)
    {
        var groups = rules.GroupBy(r => (r.WaivableBy, r.Effect)).ToArray();
        foreach (var group in groups)
        {
            var ids = group.Select(r => r.Id).ToArray();
            var clauses = ClausesOf(group, draft);
            if (group.Key.WaivableBy is { } waiver)
            {
                // The same clause, and others decide: it is told for which data.
                var isShared = groups.Any(g => g.Key.WaivableBy is not null && g.Key.WaivableBy != waiver && ClausesOf(g, draft) == clauses);
                var data = isShared ? DataOf(group, asked, draft.Knowledge) : [];
                draft.Say(SentenceRole.Case, data.IsEmpty ? "exception.waivable" : "exception.waivable-for",
                    [.. Draft.Rules(ids), .. data.Select(Draft.Policy)], ("clauses", clauses), ("group", draft.Words.Group(waiver)),
                    ("data", RuleSentences.Upper(draft.Words.List(data.Select(draft.Words.Data)))));
            }
            else if (group.Key.Effect == Effect.RequireApproval)
                draft.Say(SentenceRole.Case, "exception.approvable", Draft.Rules(ids), ("clauses", clauses));
            else if (group.Key.Effect == Effect.Forbid)
                draft.Say(SentenceRole.Case, "exception.none", Draft.Rules(ids), ("clauses", clauses));
            else draft.Say(SentenceRole.Case, "exception.advice", Draft.Rules(ids), ("clauses", clauses));
        }
    }

    private static string ClausesOf(IEnumerable<Rule> rules, Draft draft) =>
        Clauses.Of(rules.Select(r => r.Id), draft) is { Length: > 0 } some ? some : draft.Words.Say("clause.unnamed");

    /// <summary>The data that the rules speak of; empty where one of them speaks of any.</summary>
    private static ImmutableArray<string> DataOf(IEnumerable<Rule> rules, ImmutableArray<string> asked, KnowledgeBase knowledge) =>
        rules.All(r => r.When?.Data is not null)
            ? [.. (asked.IsEmpty ? knowledge.Set.Data.Select(d => d.Id) : asked).Where(id => rules.Any(r => RuleMatches.Covers(r.When!.Data!, id, knowledge)))]
            : [];
}
