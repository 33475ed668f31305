using PolicyBot.Knowledge;
using PolicyBot.Storage;

namespace PolicyBot.Web;

/// <summary>The day it is for the organisation: in its time zone (knowledge/POLICY.md, 2), or the one the site was started for.</summary>
public sealed class OrganisationDay(TimeProvider time, Revisions revisions, DateOnly? fixedDay)
{
    public DateOnly Today => fixedDay ?? OrganisationTime.Today(revisions.Current.Bot.Knowledge.Set, time);
}
