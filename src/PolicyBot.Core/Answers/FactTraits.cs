using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>What ordering and filtering facts needs to know of them.</summary>
internal static class FactTraits
{
    public static bool IsPublic(ActorKind kind) => kind is not (ActorKind.Company or ActorKind.University);

    public static bool Restricts(FactAction action) => action is FactAction.Banned or FactAction.Blocked or FactAction.Restricted
        or FactAction.AdvisedAgainst or FactAction.OrderedSuspension;

    /// <summary>False where the fact says that something is not known or not said.</summary>
    public static bool TellsAnAct(FactAction action) => action is not (FactAction.NotEstablished or FactAction.DeclinedComment);

    public static int StatusRank(FactStatus status) => status switch { FactStatus.InForce => 0, FactStatus.Unknown => 1, _ => 2 };

    /// <summary>Own country's authorities, then governments and regulators, then companies and the rest.</summary>
    public static int Nearness(Actor actor, string? home) => actor switch
    {
        _ when IsPublic(actor.Kind) && actor.Country == home => 0,
        { Kind: ActorKind.Government or ActorKind.Ministry or ActorKind.Regulator or ActorKind.Agency, Region: null } => 1,
        _ when IsPublic(actor.Kind) => 2,
        { Kind: ActorKind.Company } when actor.Country == home => 3,
        { Kind: ActorKind.Company } => 4,
        _ => 5,
    };

    /// <summary>National before regional, governments before their parts, companies last.</summary>
    public static int Standing(Actor actor) => actor.Kind switch
    {
        ActorKind.Government or ActorKind.InternationalBody => 0,
        ActorKind.Regulator or ActorKind.Ministry => 1,
        ActorKind.Agency or ActorKind.Legislature or ActorKind.Court or ActorKind.Military => 2,
        ActorKind.StateOwnedCompany => 3,
        _ => 4,
    } + (actor.Region is null ? 0 : 10);

    public static PartialDate Date(Fact fact) => fact.Effective ?? fact.Reported ?? default;

    /// <summary>A month or a year may be any of its days; what has no date may not.</summary>
    public static bool MayBeSince(Fact fact, DateOnly day) => Date(fact) is { Year: > 0 } at
        && (at.Year, at.Month ?? 12, at.Day ?? 31).CompareTo((day.Year, day.Month, day.Day)) >= 0;

    /// <summary>Likewise, up to a day; null: any.</summary>
    public static bool MayBeUntil(Fact fact, DateOnly? day) => day is not { } last
        || Date(fact) is { Year: > 0 } at && (at.Year, at.Month ?? 1, at.Day ?? 1).CompareTo((last.Year, last.Month, last.Day)) <= 0;

    /// <summary>Whether a fact about a group of tools counts for this one.</summary>
    public static bool GroupCovers(Fact fact, Tool tool) => fact.ToolGroup switch
    {
        null => false,
        "chinese-ai" => tool.Country == "CN",
        "external-storage" => tool.Attributes.Contains("stores-data-externally"),
        _ => true,
    };

    public static bool InCountry(Actor actor, string country) => actor.Country == country || actor.Region == country;
}
