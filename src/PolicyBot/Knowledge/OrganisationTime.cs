using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>The time zone that the organisation lives by (knowledge/POLICY.md, 2), UTC where it names none.</summary>
public static class OrganisationTime
{
    public static TimeZoneInfo ZoneOf(KnowledgeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return TimeZoneInfo.FindSystemTimeZoneById(set.Organization?.TimeZone ?? "UTC");
    }

    public static DateOnly Today(KnowledgeSet set, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), ZoneOf(set)).DateTime);
    }
}
