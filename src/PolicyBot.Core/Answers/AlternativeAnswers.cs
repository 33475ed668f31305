using PolicyBot.Core.Policies;

namespace PolicyBot.Core.Answers;

/// <summary>What else could be used for it.</summary>
internal static class AlternativeAnswers
{
    public static void Write(Draft draft)
    {
        draft.Title = draft.Words.Say("title.alternatives");
        if (draft.Decisions.IsEmpty)
        {
            draft.Say(SentenceRole.Verdict, "alternatives.which", []);
            draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
            Closing.WriteContact(draft);
            return;
        }
        foreach (var decision in draft.Decisions) WriteFor(draft, decision);
        Closing.Write(draft);
        draft.Suggest(draft.Words.Say("suggest.exception"), draft.Words.Say("suggest.exception"));
        var list = draft.Question.Frame.Data is [var data, ..] ? draft.Words.Say("suggest.tools-for", ("data", draft.Words.Data(data)))
            : draft.Words.Say("suggest.allowed-tools");
        draft.Suggest(list, list);
    }

    private static void WriteFor(Draft draft, Decision decision)
    {
        var subject = decision.Case.Edition ?? decision.Case.Tool;
        var @case = draft.Words.Case(decision.Case.Data, decision.Case.Devices, decision.Case.Purposes);
        Evidence[] evidence = [new(EvidenceKind.Tool, subject), Draft.Policy("alternatives"), .. Draft.Rules(decision.Rules)];
        var instead = decision.Alternatives.IsEmpty ? decision.AlternativeEditions : decision.Alternatives;
        if (instead.IsEmpty)
        {
            var open = draft.Question.Frame.Data.IsEmpty && !draft.Knowledge.Set.Data.IsEmpty;
            draft.Say(SentenceRole.Verdict, open ? "alternatives.none-open" : "alternatives.none", evidence,
                ("tool", draft.Words.Tool(subject)), ("case", @case));
            WriteOtherKinds(draft, decision);
            if (!open && !decision.WithApproval.IsEmpty)
                draft.Say(SentenceRole.Opening, "alternatives.by-approval", Draft.Tools(decision.WithApproval),
                    ("tools", draft.Words.Choices(decision.WithApproval.Select(draft.Words.Tool))));
            return;
        }
        draft.Say(SentenceRole.Verdict, "alternatives.intro", evidence, ("tool", draft.Words.Tool(subject)), ("case", @case));
        foreach (var alternative in instead)
            draft.Say(SentenceRole.Opening, "alternatives.item", [new(EvidenceKind.Tool, alternative)],
                ("tool", draft.Words.Tool(alternative)),
                ("vendor", draft.Knowledge.Tools[draft.Knowledge.ToolOf(alternative)].Vendor));
        draft.Suggest(draft.Words.Say("suggest.may-i", ("tool", draft.Words.Tool(instead[0]))),
            draft.Words.Say("suggest.may-i", ("tool", draft.Words.Tool(instead[0]))));
    }

    /// <summary>The organisation's own choice, where it is of another kind.</summary>
    public static void WriteOtherKinds(Draft draft, Decision decision)
    {
        if (!decision.OtherKinds.IsEmpty)
            draft.Say(SentenceRole.Note, "alternatives.other-kinds", Draft.Tools(decision.OtherKinds),
                ("tools", draft.Words.Choices(decision.OtherKinds.Select(draft.Words.Tool))));
    }
}
