using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Policies;

/// <summary>The organisation's rules applied to cases and questions, exactly as knowledge/POLICY.md has it. Pure: the same arguments give
/// the same decision. A rule that cannot be evaluated is never skipped:
/// the verdict is `needs-review` unless another rule forbids.</summary>
public static class PolicyEngine
{
    /// <summary>A closed case (POLICY.md, 1 to 8). Groups are the case's; person and exceptions are the asker's.</summary>
    /// <exception cref="ArgumentException">The knowledge base has no such tool or edition.</exception>
    public static CaseDecision Decide(ClosedCase of, Asker asker, KnowledgeBase knowledge) =>
        new CaseEvaluator(asker with { Groups = of.Groups }, of.Day, knowledge).Decide(of.Tool, of.Data, of.Device, of.Purpose);

    /// <summary>A question on one tool (POLICY.md, 9 to 11), without alternatives. The verdict and its lines are merged from closed cases
    /// and nothing else; <see cref="Decision.AskData"/> are the tried values where the verdict depends on them. Data that a rule for all
    /// tools prohibits are one limit line, the first.</summary>
    /// <exception cref="ArgumentException">The knowledge base has no such tool, or the tool no such edition.</exception>
    public static Decision DecideOpen(OpenCase open, Asker asker, KnowledgeBase knowledge) =>
        DecideOpen(open, new(asker, open.Day, knowledge));

    /// <summary>One decision for each tool and named edition: the tools in the frame's order, each with its named editions or, where none
    /// is named, by itself; with alternatives where the verdict is not permitted, with or without conditions, or where they are asked for.
    /// Ids that the knowledge base no longer has are passed over: a conversation may outlive a revision. <paramref name="dataUnread"/>: other
    /// data is named than the frame's, and nobody understood which.</summary>
    public static ImmutableArray<Decision> DecideAll(Frame frame, Asker asker, DateOnly day, KnowledgeBase knowledge,
        bool dataUnread = false, bool alternativesAsked = false)
    {
        var cases = new CaseEvaluator(asker, day, knowledge);
        return [.. OpenCases(frame, day, knowledge, dataUnread).Select(open =>
        {
            var decision = asker.Exceptions.IsDefaultOrEmpty
                ? cases.Policy.Decisions.GetOrAdd(CaseKey.Of(open, asker.Groups), () => DecideWithAlternatives(open, cases))
                : DecideWithAlternatives(open, cases);
            return alternativesAsked && IsAllowed(decision) ? WithAlternatives(decision, cases) : decision;
        })];
    }

    /// <summary>As <see cref="DecideAll"/>, without alternatives, and without being remembered: for many groups at once.</summary>
    internal static ImmutableArray<Decision> DecideBare(Frame frame, Asker asker, DateOnly day, KnowledgeBase knowledge, bool dataUnread)
    {
        var cases = new CaseEvaluator(asker, day, knowledge);
        return [.. OpenCases(frame, day, knowledge, dataUnread).Select(open => DecideOpen(open, cases))];
    }

    private static IEnumerable<OpenCase> OpenCases(Frame frame, DateOnly day, KnowledgeBase knowledge, bool dataUnread)
    {
        var data = Known(frame.Data, knowledge.Data);
        var devices = Known(frame.Devices, knowledge.Devices);
        var possible = devices.Length > 0 ? [] : Known(frame.PossibleDevices, knowledge.Devices);
        var purposes = Known(frame.Purposes, knowledge.Purposes);
        foreach (var tool in Known(frame.Tools, knowledge.Tools).Distinct(StringComparer.Ordinal))
        {
            var editions = frame.Editions.Where(e => knowledge.EditionOwners.TryGetValue(e, out var owner) && owner.Tool.Id == tool)
                .Distinct(StringComparer.Ordinal).Cast<string?>().DefaultIfEmpty(null);
            foreach (var edition in editions)
                yield return new(tool, edition, data, devices, purposes, day) { PossibleDevices = possible, DataUnread = dataUnread };
        }
    }

    /// <summary>Mostly all of them are.</summary>
    private static ImmutableArray<string> Known<T>(ImmutableArray<string> ids, IReadOnlyDictionary<string, T> known)
    {
        foreach (var id in ids)
            if (!known.ContainsKey(id)) return [.. ids.Where(known.ContainsKey)];
        return ids;
    }

    internal static Decision DecideOpen(OpenCase open, CaseEvaluator cases)
    {
        if (!open.PossibleDevices.IsDefaultOrEmpty && open.Devices.IsDefaultOrEmpty) return DeviceTrials.Decide(open, cases);
        var (trial, dataLimits) = Try(open, cases);
        var lines = trial.Verdict is null ? trial.LinePerVerdict() : [];
        var (openings, limits) = OpeningsAndLimits.Of(open, trial, cases);
        return new(
            open, trial.Verdict ?? Verdict.Depends, trial.Verdict is null ? trial.AllRules(trial.Decisions) : trial.CommonRules,
            trial.AllObligations(trial.Decisions), lines, openings, [.. dataLimits, .. limits],
            trial.Verdict is null ? [.. trial.Data.OfType<string>()] : [], UsedExceptions(trial, cases.Asker), []);
    }

    /// <summary>The data values that decide the question, tried; and, where none is named, a line on those that no tool gets.</summary>
    internal static (Trial Trial, ImmutableArray<CaseLine> DataLimits) Try(OpenCase open, CaseEvaluator cases)
    {
        var question = OpenQuestion.Of(open, cases.Knowledge);
        var trial = new Trial(question, question.Data, cases);
        ImmutableArray<CaseLine> dataLimits = [];
        if (DataLimits.AreLeftOut(open))
        {
            var limited = trial.Data.Where((data, i) => data is not null && DataLimits.Holds(trial.Decisions[i], cases)).ToImmutableArray();
            if (!limited.IsEmpty)
            {
                dataLimits = new Trial(question, limited, cases).LinePerVerdict();
                trial = new(question, [.. trial.Data.Except(limited).DefaultIfEmpty(null)], cases);
            }
        }
        return (trial, dataLimits);
    }

    private static ImmutableArray<GrantedException> UsedExceptions(Trial trial, Asker asker)
    {
        var used = trial.Decisions.SelectMany(d => d.Exceptions).ToHashSet(ReferenceEqualityComparer.Instance);
        return used.Count == 0 ? [] : [.. asker.Exceptions.Where(used.Contains)];
    }

    private static Decision DecideWithAlternatives(OpenCase open, CaseEvaluator cases)
    {
        var decision = DecideOpen(open, cases);
        return IsAllowed(decision) ? decision : WithAlternatives(decision, cases);
    }

    private static bool IsAllowed(Decision decision) => decision.Verdict <= Verdict.PermittedWithConditions;

    private static Decision WithAlternatives(Decision decision, CaseEvaluator cases)
    {
        var tools = AlternativeTools.To(decision.Case, cases);
        var editions = tools.IsEmpty ? AlternativeTools.EditionsTo(decision.Case, cases) : [];
        return decision with
        {
            Alternatives = tools,
            AlternativeEditions = editions,
            OtherKinds = tools.IsEmpty && editions.IsEmpty ? AlternativeTools.OfOtherKinds(decision.Case, cases) : [],
            WithApproval = tools.IsEmpty && editions.IsEmpty ? AlternativeTools.WithApprovalTo(decision.Case, cases) : [],
        };
    }
}
