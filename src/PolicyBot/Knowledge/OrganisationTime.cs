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

    public static DateOnly Today(KnowledgeSet set, TimeProvider clock) => DayOf(set, clock.GetUtcNow());

    /// <summary>The day that it was for the organisation.</summary>
    public static DateOnly DayOf(KnowledgeSet set, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, ZoneOf(set)).DateTime);
}
