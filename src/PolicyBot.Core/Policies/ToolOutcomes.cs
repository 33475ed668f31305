using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Policies;

/// <summary>A verdict with the data that it is for; no data where it is for all. Lines with the same <paramref name="DataKey"/> have the
/// same data.</summary>
internal sealed record OutcomeLine(Verdict Verdict, ImmutableArray<string> Data, string DataKey)
{
    public OutcomeLine(Verdict verdict, ImmutableArray<string> data) : this(verdict, data, string.Join('\n', data)) { }
}

/// <summary>What the classes of tools come to; equal outcomes are one and the same array.</summary>
internal sealed class SharedOutcomes(int classes)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<OutcomeLine>> once = new(StringComparer.Ordinal);

    /// <summary>By <see cref="ToolClasses"/>; default where it has not been worked out.</summary>
    public ImmutableArray<OutcomeLine>[] ByClass { get; } = new ImmutableArray<OutcomeLine>[classes];

    /// <summary>Of all tools; null where it has not been worked out.</summary>
    public ToolTally? Tally { get; set; }

    public ImmutableArray<OutcomeLine> Once(ImmutableArray<OutcomeLine> lines) =>
        once.GetOrAdd(string.Join('\0', lines.Select(l => $"{l.Verdict}\n{l.DataKey}")), lines);
}

/// <summary>What one question comes to for many tools: the verdicts and cases of an open case (POLICY.md, 9 and 10) and nothing beside
/// them. Tools of one class share their outcome, from one asker of the same groups to the next. Not thread-safe; short-lived.</summary>
internal sealed class ToolOutcomes
{
    private readonly Frame frame;
    private readonly DateOnly day;
    private readonly CaseEvaluator cases;
    private readonly HashSet<string> excepted;
    private readonly SharedOutcomes shared;

    public ToolOutcomes(Frame frame, Asker asker, DateOnly day, KnowledgeBase knowledge)
    {
        (this.frame, this.day) = (frame, day);
        cases = new(asker, day, knowledge);
        excepted = asker.Exceptions.IsDefaultOrEmpty ? [] : asker.Exceptions.Select(e => e.Tool).ToHashSet(StringComparer.Ordinal);
        var fresh = () => new SharedOutcomes(cases.Policy.ToolClasses.Count);
        shared = excepted.Count > 0 ? fresh() : cases.Policy.Outcomes.GetOrAdd(
            CaseKey.Of(new("", null, frame.Data, frame.Devices, frame.Purposes, day) { PossibleDevices = frame.PossibleDevices }, asker.Groups), fresh);
    }

    /// <summary>Of the tool at that place of the knowledge base's tools, no edition named. One line, or one for each verdict, the mildest
    /// first.</summary>
    public ImmutableArray<OutcomeLine> Of(int tool) => Of(cases.Policy.ToolClasses.Tools[tool], cases.Knowledge.Set.Tools[tool], null);

    /// <summary>Likewise of its edition at that place.</summary>
    public ImmutableArray<OutcomeLine> Of(int tool, int edition) => Of(
        cases.Policy.ToolClasses.Editions[tool][edition], cases.Knowledge.Set.Tools[tool],
        cases.Knowledge.Set.Tools[tool].Editions[edition]);

    /// <param name="isAsked">Null: all tools.</param>
    public ToolTally Tally(Func<Tool, bool>? isAsked)
    {
        if (isAsked is null && excepted.Count == 0 && shared.Tally is { } known) return known;
        var tally = ToolTally.Of(this, day, cases.Knowledge.Set, frame.Purposes, isAsked);
        if (isAsked is null && excepted.Count == 0) shared.Tally = tally;
        return tally;
    }

    private ImmutableArray<OutcomeLine> Of(int shares, Tool tool, Edition? edition)
    {
        if (excepted.Count > 0 && (excepted.Contains(tool.Id) || edition is not null && excepted.Contains(edition.Id)))
            return WorkOut(tool, edition);
        var known = shared.ByClass[shares];
        return known.IsDefault ? shared.ByClass[shares] = shared.Once(WorkOut(tool, edition)) : known;
    }

    private ImmutableArray<OutcomeLine> WorkOut(Tool tool, Edition? edition)
    {
        var (trial, _) = PolicyEngine.Try(new OpenCase(tool.Id, edition?.Id, frame.Data, frame.Devices, frame.Purposes, day)
        {
            PossibleDevices = frame.PossibleDevices,
        }, cases);
        return trial.Verdict is { } verdict
            ? [new(verdict, [])]
            : [.. trial.LinePerVerdict().Select(l => new OutcomeLine(l.Verdict, l.When.Data))];
    }
}
