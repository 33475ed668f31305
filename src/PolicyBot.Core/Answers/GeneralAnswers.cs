using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>`permission` and `reason` where no tool is known: an unknown
/// name, or a device, purpose, kind of data or country in general.</summary>
internal static class GeneralAnswers
{
    private const int MostOnPurpose = 4;

    public static void Write(Draft draft)
    {
        if (draft.Question.UnknownTool is { } name)
        {
            WriteUnknown(draft, Cleaned(name));
            return;
        }
        var rules = Covering(draft).ToArray();
        if (rules.Length == 0)
        {
            draft.Title = draft.Words.Say("title.which-tool");
            WriteAddition(draft);
            WriteOnPurpose(draft);
            draft.Say(SentenceRole.Verdict, draft.Question.Frame.Data.IsEmpty ? "general.which-tool" : "general.which-tool-alone", []);
            Closing.WriteContact(draft);
            draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
            draft.Suggest(draft.Words.Say("suggest.help"), draft.Words.Say("suggest.help"));
            return;
        }
        draft.Title = draft.Words.Say("title.policy");
        draft.Say(SentenceRole.Verdict, draft.Question.ToolCountries.IsEmpty ? "general.rules" : "rule.intro", []);
        foreach (var rule in rules) RuleSentences.WriteItem(draft, rule);
        WriteAddition(draft);
        Closing.Write(draft);
        draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
    }

    /// <summary>What the turn adds to the case, and what that does not change. What may be done with the names in it may be done without.</summary>
    public static void WriteAddition(Draft draft)
    {
        if (draft.Question.Addition is { } addition && !(addition == Addition.NamesLeftOut && !draft.Decisions.IsEmpty
            && draft.Decisions.All(d => d.Verdict <= Verdict.PermittedWithConditions)))
            draft.Say(SentenceRole.Verdict, "addition." + Kebab.Name(addition), []);
    }

    /// <summary>The rules for tools that are made for what is to be done.</summary>
    private static void WriteOnPurpose(Draft draft)
    {
        var asked = draft.Question with { Frame = Frame.Empty with { Purposes = draft.Question.Frame.Purposes } };
        var rules = draft.Knowledge.Set.Rules.Where(r => r.InForce(draft.Day) && RuleAnswers.SpeaksOf(r, asked, draft.Knowledge)
            && (r.When is not { } when || RuleMatches.Allows(when, draft.Question.Frame, draft.Asker, draft.Knowledge))).ToArray();
        if (rules.Length is 0 or > MostOnPurpose) return;
        draft.Say(SentenceRole.Verdict, "rule.intro", []);
        foreach (var rule in rules) RuleSentences.WriteItem(draft, rule);
    }

    private static void WriteUnknown(Draft draft, string name)
    {
        draft.Title = draft.Words.Say("title.unknown-tool");
        if (name.Length == 0) draft.Say(SentenceRole.Verdict, "unknown.nameless", []);
        else draft.Say(SentenceRole.Verdict, "unknown.tool", [], ("name", name));
        if (draft.Knowledge.Set.Default is { } fallback)
        {
            draft.Say(SentenceRole.Action, "unknown.default-" + Kebab.Name(fallback.Effect), [Draft.Policy("default")]);
        }
        Closing.WriteContact(draft);
        draft.Suggest(draft.Words.Say("suggest.allowed-tools"), draft.Words.Say("suggest.allowed-tools"));
    }

    /// <summary>Letters, digits, spaces, dots and hyphens, at most 40: nothing that could be a link or markup.</summary>
    internal static string Cleaned(string name)
    {
        if (name.Contains("://", StringComparison.Ordinal) || name.Contains("www.", StringComparison.OrdinalIgnoreCase)) return "";
        var kept = string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '-')).Trim(' ', '.', '-');
        return kept.Length <= 40 ? kept : kept[..40].TrimEnd();
    }

    private static IEnumerable<Rule> Covering(Draft draft)
    {
        var frame = draft.Question.Frame;
        var rules = draft.Knowledge.Set.Rules.Where(r => r.InForce(draft.Day)).ToArray();
        var general = rules.Where(r => r.Tools.All && r.When is { } when && Touches(when, frame, draft.Knowledge)
            && RuleMatches.Allows(when, frame, draft.Asker, draft.Knowledge) && OnUsualDevice(when, draft));
        if (draft.Question.ToolCountries.IsEmpty) return general;
        return general.Concat(rules.Where(r => !r.Tools.All && r.Effect != Effect.Permit
            && RuleReach.Of(r, draft.Knowledge).IsOnlyFrom(draft.Question.ToolCountries))).Distinct();
    }

    /// <summary>Where no device is named the usual one is meant (POLICY.md, 9).</summary>
    private static bool OnUsualDevice(Condition when, Draft draft) => when.Devices.IsDefault || !draft.Question.Frame.Devices.IsEmpty
        || draft.Question.Frame.PossibleDevices.Any(when.Devices.Contains)
        || draft.Question.Frame.PossibleDevices.IsEmpty && draft.Knowledge.Set.Devices.Any(d => d.Usual && when.Devices.Contains(d.Id));

    private static bool Touches(Condition when, Frame frame, KnowledgeBase knowledge) =>
        frame.Devices.Any(d => RuleMatches.Names(when.Devices, d)) || frame.Purposes.Any(p => RuleMatches.Names(when.Purposes, p))
        || frame.Data.Any(d => when.Data is { } data && RuleMatches.Covers(data, d, knowledge));
}
