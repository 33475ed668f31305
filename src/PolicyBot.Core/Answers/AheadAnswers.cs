using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Answers;

/// <summary>A question on days that are still to come is decided for today; what is known to be otherwise by then is told, with the first
/// day of it: rules carry the days on which they begin and end. So is what comes soon, where no other day was asked about.</summary>
internal static class AheadAnswers
{
    /// <summary>Months within which a change is told to somebody who did not ask for it.</summary>
    private const int Soon = 12;

    public static void Write(Draft draft)
    {
        if (draft.Question.Ahead is not { } ahead || ahead.Next(draft.Day) <= draft.Day) return;
        var several = draft.Decisions.Length > 1;
        foreach (var decision in draft.Decisions)
        {
            var last = decision;
            foreach (var turn in Turns(draft, ahead.Last(draft.Day)))
            {
                var then = On(turn, decision, draft);
                if (IsAlike(then, last)) continue;
                var tool = decision.Case.Edition ?? decision.Case.Tool;
                draft.Say(SentenceRole.Verdict, several ? "ahead.of-tool" : "ahead.change", [Draft.Policy("decision"), .. Draft.Tools([tool])],
                    ("tool", draft.Words.Tool(tool)), ("today", draft.Words.Date(draft.Day)), ("day", draft.Words.Date(turn)),
                    ("verdict", draft.Words.Verdict(then.Verdict)));
                last = then;
            }
        }
    }

    /// <summary>Where today's answer is asked for: what comes next, for whoever is told no today may be told yes tomorrow.</summary>
    public static void WriteNext(Draft draft)
    {
        if (draft.Question.Ahead is not null) return;
        foreach (var decision in draft.Decisions)
            foreach (var turn in Turns(draft, draft.Day.AddMonths(Soon)))
                if (WriteChange(draft, decision, On(turn, decision, draft))) break;
    }

    private static Decision On(DateOnly day, Decision decision, Draft draft) =>
        PolicyEngine.DecideOpen(decision.Case with { Day = day }, draft.Asker, draft.Knowledge);

    /// <summary>False where all comes to the same verdicts.</summary>

    private static bool WriteChange(Draft draft, Decision today, Decision then)
    {
        var tool = today.Case.Edition ?? today.Case.Tool;
        Evidence[] evidence = [Draft.Policy("decision"), .. Draft.Tools([tool])];
        var day = draft.Words.Date(then.Case.Day);
        if (today.Verdict != then.Verdict)
        {
            draft.Say(SentenceRole.Note, "coming.change", evidence, ("tool", draft.Words.Tool(tool)), ("day", day),
                ("verdict", draft.Words.Verdict(then.Verdict)));
            return true;
        }
        var told = false;
        foreach (var line in OfData(then))
        {
            var changed = line.When.Data.Where(d => OfData(today).Any(c => c.When.Data.Contains(d) && c.Verdict != line.Verdict)).ToArray();
            if (changed.Length == 0) continue;
            told = true;
            draft.Say(SentenceRole.Note, "coming.data", evidence, ("tool", draft.Words.Tool(tool)), ("day", day),
                ("data", draft.Words.List(changed.Select(draft.Words.Data))), ("verdict", draft.Words.Verdict(line.Verdict)));
        }
        return told;
    }

    /// <summary>What each data comes to, that which no tool gets as well.</summary>
    private static IEnumerable<CaseLine> OfData(Decision decision) => decision.Cases.Concat(decision.Limits).Where(l =>
        l.When is { Data.IsEmpty: false, Editions.IsEmpty: true, Devices.IsEmpty: true, Purposes.IsEmpty: true });

    /// <summary>The days after today, up to that day, on which a rule begins or ends, or an exception of the asker ends.</summary>
    private static IEnumerable<DateOnly> Turns(Draft draft, DateOnly day)
    {
        var turns = draft.Knowledge.Set.Rules.SelectMany(r => new[] { r.Effective, r.Expires }).OfType<DateOnly>();
        if (!draft.Asker.Exceptions.IsDefaultOrEmpty) turns = turns.Concat(draft.Asker.Exceptions.Select(e => e.Until));
        return turns.Where(d => d > draft.Day && d <= day).Distinct().Order();
    }

    private static bool IsAlike(Decision a, Decision b) => a.Verdict == b.Verdict && a.Obligations.SequenceEqual(b.Obligations)
        && a.Cases.Length == b.Cases.Length && a.Cases.Zip(b.Cases).All(l => l.First.Verdict == l.Second.Verdict
            && l.First.Obligations.SequenceEqual(l.Second.Obligations)
            && l.First.When.Data.SequenceEqual(l.Second.When.Data) && l.First.When.Devices.SequenceEqual(l.Second.When.Devices));
}
