using System.Collections.Immutable;

namespace PolicyBot.Web.Review;

/// <summary>Days that numbers are about, UTC, both included. Weeks begin on Monday.</summary>
public sealed record NumbersPeriod(DateOnly From, DateOnly To)
{
    private const int MostDays = 106 * 7;
    private const int DefaultWeeks = 12;

    /// <summary>False: it ends before it begins, or is longer than a plot can show.</summary>
    public bool IsMeant => From <= To && To.DayNumber - From.DayNumber < MostDays;

    public IEnumerable<DateOnly> Weeks
    {
        get
        {
            for (var week = MondayOf(From); week <= To; week = week.AddDays(7)) yield return week;
        }
    }

    /// <summary>The first days of the calendar months that lie in it from beginning to end.</summary>
    public IEnumerable<DateOnly> WholeMonths
    {
        get
        {
            var first = From.Day == 1 ? From : new DateOnly(From.Year, From.Month, 1).AddMonths(1);
            for (var month = first; month.AddMonths(1) <= To.AddDays(1); month = month.AddMonths(1)) yield return month;
        }
    }

    /// <summary>The last twelve weeks, the one of today among them.</summary>
    public static NumbersPeriod Until(DateOnly today) => new(MondayOf(today).AddDays(-7 * (DefaultWeeks - 1)), today);

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}

/// <summary>Questions of a week. <paramref name="Open"/>: of these, those without an answer out of the policy.</summary>
public sealed record WeekNumbers(DateOnly Monday, long Questions, long Open);

/// <summary>Questions by something that is named by its id; null: by none.</summary>
public sealed record NamedNumber(string? Id, long Questions);

/// <summary>Questions of a group's people. Null: of all groups that were folded together. People: the most in a month.</summary>
public sealed record GroupNumber(string? Id, long Questions, int People);

/// <summary>Answers that took less than <paramref name="Below"/> milliseconds,
/// and not less than the one before; null: all others.</summary>
public sealed record TimeNumber(long? Below, long Answers);

/// <summary>The numbers of a period; nothing in them is about anybody.</summary>
public sealed record NumbersView(
    NumbersPeriod Period, ImmutableArray<WeekNumbers> Weeks, ImmutableArray<NamedNumber> Verdicts, ImmutableArray<NamedNumber> Tools,
    ImmutableArray<GroupNumber> Groups, ImmutableArray<TimeNumber> Times, string? Problem = null)
{
    public long Questions => Weeks.Sum(w => w.Questions);
    public long Open => Weeks.Sum(w => w.Open);
    public long Answers => Times.Sum(t => t.Answers);

    /// <summary>The bound, in milliseconds, below which at least that share
    /// of the answers came; null: above all bounds, or no answer.</summary>
    public long? Within(double share)
    {
        var (all, seen) = (Answers, 0L);
        if (all == 0) return null;
        foreach (var time in Times)
        {
            seen += time.Answers;
            if (seen >= share * all) return time.Below;
        }
        return null;
    }
}
