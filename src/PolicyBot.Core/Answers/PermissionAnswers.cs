using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>May I use it, and why is it so: the verdict, what to do, why, what would change it, what others did.</summary>
internal static class PermissionAnswers
{
    /// <summary>More that all come to the same are not named one by one.</summary>
    private const int MostDevices = 2;

    public static void Write(Draft draft)
    {
        // A decision that stands alone, and that is itself remembered, is told in the same words each time.
        if (draft.Question is { Unread: null, Addition: null, Ahead: null, People.IsEmpty: true } && draft.Decisions is [var only] && draft.Asker.Exceptions.IsDefaultOrEmpty && only.Case.Day == draft.Day)
        {
            var (parts, form) = (AnswerParts.Of(draft.Knowledge), new DecisionForm(draft.Words.Pack, draft.Question.Intent, SaysYesOrNo(draft)));
            draft.Take(parts.Find(only, form) ?? parts.Keep(only, form, Told(draft.Fresh())));
        }
        else WriteDecisions(draft);
        FactSentences.WriteNearest(draft);
        Closing.Write(draft);
    }

    private static ToldDecision Told(Draft alone)
    {
        WriteDecisions(alone);
        return alone.Told();
    }

    /// <summary>All that rests on the decisions. Of the question it takes in the intent, whether it is
    /// answered by a yes or a no, and what was not understood or added.</summary>
    private static void WriteDecisions(Draft draft)
    {
        var several = draft.Decisions.Length > 1;
        var verdicts = draft.Decisions.GroupBy(Word, StringComparer.Ordinal).ToArray();
        draft.Title = draft.Words.Say("title." + (verdicts is [var same] ? same.Key : "depends-on-tool"));
        foreach (var alike in verdicts) WriteVerdict(draft, [.. alike]);
        var isTold = WriteUnread(draft);
        isTold |= OtherPeople.Write(draft);
        if (!isTold) GeneralAnswers.WriteAddition(draft);
        AheadAnswers.Write(draft);
        if (draft.Question.Intent == Intent.Reason) WriteReasons(draft);
        WriteObligations(draft);
        foreach (var decision in draft.Decisions) WriteCases(draft, decision, several);
        WriteAsk(draft);
        if (draft.Question.Intent == Intent.Permission) WriteReasons(draft);
        foreach (var decision in draft.Decisions) Circumstances.Write(draft, decision, several);
        AheadAnswers.WriteNext(draft);
        if (draft.Question.Intent == Intent.Permission && !several) WriteAlternatives(draft);
        WriteWhom(draft);
        Suggest(draft);
    }

    /// <summary>"is it banned?" and "why?" are not answered by the yes or no of a permission.</summary>
    private static bool SaysYesOrNo(Draft draft) => draft.Question is { Intent: Intent.Permission, AsksIfForbidden: false };

    /// <summary>The verdict and, where it depends, on what.</summary>
    private static string Word(Decision decision) => Kebab.Name(decision.Verdict) + (decision.AskDevices.IsEmpty ? "" : "-on-device");

    /// <summary>One sentence for all tools of one verdict.</summary>
    private static void WriteVerdict(Draft draft, Decision[] alike)
    {
        var subjects = alike.Select(d => d.Case.Edition ?? d.Case.Tool).ToArray();
        IEnumerable<Evidence> evidence =
            [.. Draft.Rules(alike.Where(d => d.Cases.IsEmpty).SelectMany(d => d.Rules)), .. Draft.Tools(subjects)];
        if (alike.Any(d => d.Rules.IsEmpty && d.Cases.IsEmpty)) evidence = evidence.Append(Draft.Policy("default"));
        draft.Say(SentenceRole.Verdict, (SaysYesOrNo(draft) ? "answer." : "answer.plain-") + Word(alike[0]), evidence,
            ("tool", draft.Words.Choices(subjects.Select(draft.Words.Tool))),
            ("case", CaseOf(alike[0], draft)));
        foreach (var granted in alike.SelectMany(d => d.Exceptions))
            draft.Say(SentenceRole.Reason, "exception.covers", [new(EvidenceKind.Exception, granted.Id)],
                ("tool", draft.Words.Tool(granted.Tool)), ("until", draft.Words.Date(granted.Until)),
                ("reason", granted.Reason.TrimEnd('.')));
    }

    /// <summary>What was said of the case; of a device that may be several, where all come to the same, which they are. Where most data gets
    /// no tool, a yes says with which it is one.</summary>
    private static string CaseOf(Decision decision, Draft draft)
    {
        var (open, words) = (decision.Case, draft.Words);
        if (OnlyData(decision, draft.Knowledge) is { IsEmpty: false } only)
            return words.Case(only, open.Devices, open.Purposes, dataKey: "case.only-data");
        return open.Devices.IsEmpty && decision.AskDevices.IsEmpty && !open.PossibleDevices.IsEmpty
            ? words.Case(open.Data, [], open.Purposes, OnAny(open.PossibleDevices, draft)) : words.Case(open.Data, open.Devices, open.Purposes);
    }

    private static string OnAny(ImmutableArray<string> devices, Draft draft) =>
        devices.Length > MostDevices && devices.Length == draft.Knowledge.Set.Devices.Length ? draft.Words.Say("case.any-device")
            : draft.Words.Say("case.device", ("device", draft.Words.Choices(devices.Select(draft.Words.Device))));

    /// <summary>The data that a yes is left for, where no data was named and more of it is told as a limit.</summary>
    private static ImmutableArray<string> OnlyData(Decision decision, KnowledgeBase knowledge)
    {
        if (!decision.Case.Data.IsEmpty || decision.Verdict > Verdict.PermittedWithConditions
            || decision.Case.Devices.IsEmpty && !decision.Case.PossibleDevices.IsEmpty) return [];
        var limited = decision.Limits.Where(l => l.When is { Editions.IsEmpty: true, Devices.IsEmpty: true, Purposes.IsEmpty: true })
            .SelectMany(l => l.When.Data).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> left = [.. knowledge.Set.Data.Select(d => d.Id).Where(id => !limited.Contains(id))];
        return left.Length < limited.Count ? left : [];
    }

    /// <summary>What may be other data than the verdict is about. True where this turn told it.</summary>
    private static bool WriteUnread(Draft draft)
    {
        if (draft.Question.Unread is not { } unread || draft.Decisions.All(d => d.Verdict == Verdict.Prohibited)) return false;
        var isOpen = draft.Question.Frame.Data.IsEmpty;
        if (unread.Words.Length == 0)
        {
            draft.Say(SentenceRole.Verdict, isOpen ? "unread.open-before" : "unread.beside-before", []);
            return false;
        }
        if (GeneralAnswers.Cleaned(unread.Words) is not { Length: > 0 } words) return false;
        draft.Say(SentenceRole.Verdict, unread.IsDeed ? "unread.deed" : isOpen ? "unread.open" : "unread.beside", [], ("words", words));
        return true;
    }

    private static void WriteObligations(Draft draft)
    {
        foreach (var alike in draft.Decisions.Where(d => d.Cases.IsEmpty && !d.Obligations.IsEmpty)
            .GroupBy(d => string.Join(' ', d.Obligations)))
        {
            var tools = alike.Select(d => d.Case.Edition ?? d.Case.Tool).ToArray();
            if (tools.Length == draft.Decisions.Length) draft.Say(SentenceRole.Action, "duties.intro", []);
            else draft.Say(SentenceRole.Action, "duties.intro-for", Draft.Tools(tools),
                ("tools", draft.Words.List(tools.Select(draft.Words.Tool))));
            foreach (var duty in alike.First().Obligations)
                draft.Add(SentenceRole.Action, draft.Knowledge.Obligations[duty].Text.In(draft.Words.Language), Draft.Obligations([duty]));
        }
    }

    private static void WriteCases(Draft draft, Decision decision, bool several)
    {
        // On several devices the data is told where it makes a difference.
        var ofData = decision.AskDevices.IsEmpty || !decision.AskData.IsEmpty;
        foreach (var line in decision.Cases)
        {
            var data = ofData ? draft.Words.List(line.When.Data.Select(draft.Words.Data)) : "";
            var text = draft.Words.Say(several ? "case.line-of-tool" : "case.line",
                ("tool", draft.Words.Tool(decision.Case.Edition ?? decision.Case.Tool)),
                ("data", RuleSentences.Upper(line.When.Devices.IsEmpty ? data : OnDevices(line, data, draft.Words), !several)),
                ("verdict", draft.Words.Verdict(line.Verdict)),
                ("clauses", Clauses.InBrackets(line.Rules, draft)));
            if (!line.Obligations.IsEmpty)
                text = draft.Words.Say("case.with-duties", ("line", text), ("duties",
                    string.Join(' ', line.Obligations.Select(o => draft.Knowledge.Obligations[o].Text.In(draft.Words.Language)))));
            draft.Add(SentenceRole.Case, text, [
                .. Draft.Rules(line.Rules), .. Draft.Obligations(line.Obligations), .. line.When.Data.Select(Draft.Policy),
                .. line.When.Devices.Select(Draft.Policy),
                .. line.Rules.IsEmpty ? [Draft.Policy("default")] : Array.Empty<Evidence>()]);
        }
    }

    private static string OnDevices(CaseLine line, string data, Wording words) =>
        words.Say("with.devices", ("items", words.Choices(line.When.Devices.Select(words.Device))))
            + (data.Length > 0 ? words.Say("with.also-data", ("items", data)) : "");

    private static void WriteAsk(Draft draft)
    {
        if (draft.Decisions.All(d => d.AskData.IsEmpty)) WriteAskDevice(draft);
        var choices = draft.Knowledge.Set.Data.Select(d => d.Id).Where(id => draft.Decisions.Any(d => d.AskData.Contains(id)))
            .ToImmutableArray();
        if (choices.IsEmpty) return;
        draft.Ask = new("data", choices);
        draft.Say(SentenceRole.Note, "ask.data", choices.Select(Draft.Policy),
            ("choices", draft.Words.Choices(choices.Select(draft.Words.Data))));
        foreach (var choice in choices.Take(4)) draft.Suggest(draft.Words.Data(choice), draft.Words.Data(choice));
    }

    private static void WriteAskDevice(Draft draft)
    {
        var choices = draft.Decisions.SelectMany(d => d.AskDevices).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (choices.IsEmpty) return;
        draft.Ask = new("device", choices);
        draft.Say(SentenceRole.Note, "ask.device", choices.Select(Draft.Policy),
            ("choices", draft.Words.Choices(choices.Select(draft.Words.Device))));
        foreach (var choice in choices.Take(4)) draft.Suggest(draft.Words.Device(choice), draft.Words.Device(choice));
    }

    /// <summary>Each determining rule with its clause. Where the verdict depends
    /// the lines name the clauses, and reasons would be a list of laws.</summary>
    private static void WriteReasons(Draft draft)
    {
        var told = draft.Decisions.Where(d => d.Cases.IsEmpty || draft.Question.Intent == Intent.Reason).ToArray();
        foreach (var rule in told.SelectMany(d => d.Rules).Distinct())
            RuleSentences.WriteReason(draft, draft.Knowledge.Rules[rule],
                [.. draft.Decisions.Where(d => d.Rules.Contains(rule)).Select(d => d.Case.Edition ?? d.Case.Tool)]);
        var byDefault = told.Where(d => d.Rules.IsEmpty && d.Exceptions.IsEmpty && d.Verdict != Verdict.NotCovered)
            .Select(d => d.Case.Edition ?? d.Case.Tool).ToImmutableArray();
        if (!byDefault.IsEmpty && draft.Knowledge.Set.Default is { Reason: { } reason })
            RuleSentences.Write(draft, reason.In(draft.Words.Language), [Draft.Policy("default")], byDefault);
    }

    private static void WriteAlternatives(Draft draft)
    {
        var decision = draft.Decisions[0];
        var instead = decision.Alternatives.IsEmpty ? decision.AlternativeEditions : decision.Alternatives;
        if (decision.Verdict is not (Verdict.Prohibited or Verdict.Discouraged or Verdict.ApprovalRequired)) return;
        if (instead.IsEmpty)
        {
            AlternativeAnswers.WriteOtherKinds(draft, decision);
            return;
        }
        var shown = instead.Take(3).ToArray();
        draft.Say(SentenceRole.Note, "alternatives.short", Draft.Tools(shown),
            ("tools", draft.Words.Choices(shown.Select(draft.Words.Tool))));
    }

    private static void WriteWhom(Draft draft)
    {
        var approvers = draft.Decisions.Where(d => d.Verdict == Verdict.ApprovalRequired).SelectMany(d => d.Rules).Distinct()
            .Select(r => draft.Knowledge.Rules[r]).Where(r => r.WaivableBy is not null).ToArray();
        if (approvers.Length == 0) return;
        draft.Say(SentenceRole.Contact, "approval.from", Draft.Rules(approvers.Select(r => r.Id)),
            ("groups", draft.Words.List(approvers.Select(r => draft.Words.Group(r.WaivableBy!)).Distinct())));
    }

    private static void Suggest(Draft draft)
    {
        var words = draft.Words;
        if (draft.Ask is not null) return;
        if (draft.Question.Intent != Intent.Reason) draft.Suggest(words.Say("suggest.why"), words.Say("suggest.why"));
        if (draft.Decisions.Any(d => d.Verdict is Verdict.Prohibited or Verdict.Discouraged or Verdict.ApprovalRequired))
        {
            draft.Suggest(words.Say("suggest.instead"), words.Say("suggest.instead"));
            draft.Suggest(words.Say("suggest.exception"), words.Say("suggest.exception"));
        }
        var tool = words.Tool(draft.Decisions[0].Case.Tool);
        if (draft.Knowledge.FactsByTool.ContainsKey(draft.Decisions[0].Case.Tool))
            draft.Suggest(words.Say("suggest.who-restricts", ("tool", tool)), words.Say("suggest.who-restricts", ("tool", tool)));
    }
}
