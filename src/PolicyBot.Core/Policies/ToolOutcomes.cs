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

/// <summary>What one question comes to for many tools: the verdicts and cases of an open case (POLICY.md, 9 and 10) and nothing beside
/// them. Tools that no rule tells apart share their outcome. Not thread-safe; short-lived.</summary>
internal sealed class ToolOutcomes
{
    private readonly Frame frame;
    private readonly DateOnly day;
    private readonly CaseEvaluator cases;
    private readonly HashSet<string> excepted;
    private readonly ConcurrentDictionary<(ToolProfile Profile, string Kind), ImmutableArray<OutcomeLine>> shared;

    public ToolOutcomes(Frame frame, Asker asker, DateOnly day, KnowledgeBase knowledge)
    {
        (this.frame, this.day) = (frame, day);
        cases = new(asker, day, knowledge);
        excepted = asker.Exceptions.IsDefaultOrEmpty ? [] : asker.Exceptions.Select(e => e.Tool).ToHashSet(StringComparer.Ordinal);
        shared = excepted.Count > 0 ? [] : cases.Policy.Outcomes.GetOrAdd(
            CaseKey.Of("", null, frame.Data, frame.Devices, frame.Purposes, asker.Groups, day), () => []);
    }

    /// <summary>One line, or one for each verdict, the mildest first.</summary>
    public ImmutableArray<OutcomeLine> Of(Tool tool, Edition? edition)
    {
        if (excepted.Contains(tool.Id) || edition is not null && excepted.Contains(edition.Id)) return WorkOut(tool, edition);
        var key = (cases.Policy.For(edition?.Id ?? tool.Id).Profile, tool.Kinds.IsDefaultOrEmpty ? "" : tool.Kinds[0]);
        return shared.TryGetValue(key, out var known) ? known : shared[key] = WorkOut(tool, edition);
    }

    private ImmutableArray<OutcomeLine> WorkOut(Tool tool, Edition? edition)
    {
        var (trial, _) = PolicyEngine.Try(new OpenCase(tool.Id, edition?.Id, frame.Data, frame.Devices, frame.Purposes, day), cases);
        return trial.Verdict is { } verdict ? [new(verdict, [])] : [.. trial.LinePerVerdict().Select(l => new OutcomeLine(l.Verdict, l.When.Data))];
    }
}
