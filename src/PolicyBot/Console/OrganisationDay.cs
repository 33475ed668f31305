using PolicyBot.Core.Knowledge;

namespace PolicyBot.Web;

/// <summary>The day it is for the organisation: in its time zone (knowledge/POLICY.md, 2), or the one the site was started for.</summary>
public sealed class OrganisationDay(TimeProvider time, KnowledgeBase knowledge, DateOnly? fixedDay)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(knowledge.Set.Organization?.TimeZone ?? "UTC");

    public DateOnly Today => fixedDay ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
}
