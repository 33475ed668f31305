using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Policies;

/// <summary>One case with nothing left open (knowledge/POLICY.md, "A closed case"). <paramref name="Tool"/> is a tool's or an edition's id;
/// null data, device or purpose means none.</summary>
public sealed record ClosedCase(string Tool, string? Data, string? Device, string? Purpose, ImmutableArray<string> Groups, DateOnly Day);

/// <summary>What a closed case comes to. Ids in the order of POLICY.md.</summary>
public sealed record CaseDecision(
    Verdict Verdict, ImmutableArray<string> Rules, ImmutableArray<string> Obligations, ImmutableArray<GrantedException> Exceptions)
{
    /// <summary>The rules that the exceptions took out.</summary>
    public ImmutableArray<string> TakenOut { get; init; } = [];
}

/// <summary>A record of the store that takes rules out for someone (POLICY.md, 8). <paramref name="Who"/> is a person's id or a group's;
/// <paramref name="Until"/> is exclusive; <paramref name="GrantedBy"/> lists the groups of those who granted it.
/// <paramref name="Data"/> null: any. <paramref name="ByApprover"/>: one of them is an approver, so that it answers rules and a default
/// that require approval and name no group.</summary>
public sealed record GrantedException(
    string Id, string Who, string Tool, string? Data, DateOnly Until, string Reason, ImmutableArray<string> Obligations,
    ImmutableArray<string> GrantedBy, bool ByApprover = true);

/// <summary>Who asks: groups come from the asker's record alone.</summary>
public sealed record Asker(string? Person, ImmutableArray<string> Groups, ImmutableArray<GrantedException> Exceptions)
{
    public static Asker Nobody { get; } = new(null, [], []);
}

/// <summary>A question on one tool, with what was said. Empty arrays are open.
/// Several devices or purposes: all hold, the severest decides.</summary>
public sealed record OpenCase(
    string Tool, string? Edition, ImmutableArray<string> Data, ImmutableArray<string> Devices,
    ImmutableArray<string> Purposes, DateOnly Day)
{
    /// <summary>Where a device is meant and none is named, those it may be; empty: the usual one is meant.</summary>
    public ImmutableArray<string> PossibleDevices { get; init; } = [];

    /// <summary>Data is named that nobody understood: it may be any that is declared, that which no tool gets as well.</summary>
    public bool DataUnread { get; init; }
}

/// <summary>The part of a case that a line is about. Empty arrays are not named.</summary>
public sealed record CaseSelector(
    ImmutableArray<string> Data, ImmutableArray<string> Editions, ImmutableArray<string> Devices, ImmutableArray<string> Purposes);

/// <summary>One line of `cases`, `openings` or `limits`.</summary>
public sealed record CaseLine(CaseSelector When, Verdict Verdict, ImmutableArray<string> Rules, ImmutableArray<string> Obligations);

/// <summary>What a question on one tool comes to (POLICY.md, 9 to 11). <paramref name="AskData"/>: the data classes to choose from,
/// empty unless the verdict depends on them.</summary>
public sealed record Decision(
    OpenCase Case, Verdict Verdict, ImmutableArray<string> Rules, ImmutableArray<string> Obligations, ImmutableArray<CaseLine> Cases,
    ImmutableArray<CaseLine> Openings, ImmutableArray<CaseLine> Limits, ImmutableArray<string> AskData,
    ImmutableArray<GrantedException> Exceptions, ImmutableArray<string> Alternatives)
{
    /// <summary>Editions of tools of the same first kind that the asker may use, looked for only where <see cref="Alternatives"/> is empty;
    /// one a tool, at most five, in the same order.</summary>
    public ImmutableArray<string> AlternativeEditions { get; init; } = [];

    /// <summary>Tools or editions of another first kind that write texts as well, that the asker may use and that a rule lists by id; looked
    /// for only where there are no alternatives; one a tool, at most five, in the same order.</summary>
    public ImmutableArray<string> OtherKinds { get; init; } = [];

    /// <summary>Tools of the same first kind, or editions of them, that the asker may use once somebody approves, by a rule; looked for only
    /// where there are no alternatives; one a tool, at most five, those that a rule lists by id first.</summary>
    public ImmutableArray<string> WithApproval { get; init; } = [];

    /// <summary>The devices to choose from, empty unless the verdict depends on them; then the lines of <see cref="Cases"/> name theirs.</summary>
    public ImmutableArray<string> AskDevices { get; init; } = [];
}
