using System.Collections.Immutable;

namespace PolicyBot.Core.Knowledge;

/// <summary>Who the policy is of. The first of <paramref name="Languages"/>
/// is the default; <paramref name="TimeZone"/> is an IANA name.</summary>
public sealed record Organization(
    string Name, string? Country, ImmutableArray<string> Languages, string TimeZone, Contact? Contact, SourceLocation At);

/// <summary>Whom a person is sent to when the policy has no answer.</summary>
public sealed record Contact(string Name, string? Email, string? Url);

/// <summary>A class of data. Without a <paramref name="Level"/> it is a tag, which no range matches.</summary>
public sealed record DataClass(string Id, int? Level, LocalizedText Name, ImmutableArray<string> Aliases, SourceLocation At);

public sealed record Device(string Id, bool Usual, LocalizedText Name, ImmutableArray<string> Aliases, SourceLocation At);

/// <summary>What a tool is used for. <paramref name="ImpliedBy"/> lists the kinds of tool that imply it.</summary>
public sealed record Purpose(string Id, ImmutableArray<string> ImpliedBy, LocalizedText Name, ImmutableArray<string> Aliases,
    SourceLocation At);

/// <summary>A unit of the organisation. Members belong to its parents and to `everyone` as well.</summary>
public sealed record Group(string Id, string? Parent, LocalizedText Name, ImmutableArray<string> Aliases, SourceLocation At)
{
    public const string Everyone = "everyone";
}

/// <summary>A duty that rules refer to.</summary>
public sealed record Obligation(string Id, LocalizedText Text, SourceLocation At);

/// <summary>Selects tools: any value of any key matches; <paramref name="All"/> stands alone.</summary>
public sealed record ToolSelector(
    bool All, ImmutableArray<string> Ids, ImmutableArray<string> Vendors, ImmutableArray<string> Kinds, ImmutableArray<string> Attributes,
    ImmutableArray<string> Countries);

/// <summary>Either a range of levels, inclusive, by data ids (<paramref name="AtLeast"/>, <paramref name="AtMost"/>), or a set.</summary>
public sealed record DataCondition(string? AtLeast, string? AtMost, ImmutableArray<string> AnyOf);

/// <summary>A rule's `when` or `unless`: every key that is present must match, by any of its values. Absent keys are default arrays
/// (<see cref="ImmutableArray{T}.IsDefault"/>) or null. <paramref name="Tools"/> occurs in `unless` only.</summary>
public sealed record Condition(
    ToolSelector? Tools, DataCondition? Data, ImmutableArray<string> Devices, ImmutableArray<string> Purposes,
    ImmutableArray<string> Groups,
    ImmutableArray<Hosting> Hosting, ImmutableArray<string> Kinds, ImmutableArray<string> Attributes, ImmutableArray<string> Countries);

/// <summary>A rule of the organisation's policy (knowledge/POLICY.md). In force from <paramref name="Effective"/> (inclusive) to
/// <paramref name="Expires"/> (exclusive).</summary>
public sealed record Rule(
    string Id, string? Clause, Effect Effect, ToolSelector Tools, Condition? When, Condition? Unless, ImmutableArray<string> Obligations,
    LocalizedText? Reason, DateOnly? Effective, DateOnly? Expires, DateOnly? ReviewBy, string? WaivableBy, SourceLocation At)
{
    public bool InForce(DateOnly day) => (Effective is not { } from || day >= from) && (Expires is not { } until || day < until);
}

/// <summary>What holds where no rule applies.</summary>
public sealed record DefaultRule(Effect Effect, ImmutableArray<string> Obligations, LocalizedText? Reason, SourceLocation At);

/// <summary>A question with the answer that the policy's owner expects (cases/*.yaml).</summary>
public sealed record PolicyCase(
    string Ask, ImmutableArray<string> As, DateOnly? On, Verdict? Verdict, ImmutableArray<string>? Rules, SourceLocation At);
