namespace PolicyBot.Core.Policies;

/// <summary>Whether a condition holds. <see cref="Unknown"/>: it cannot be evaluated, since the knowledge is inconsistent where the
/// condition looks. Three-valued as Kleene has it: what is certain without the unknown part stays certain.</summary>
internal enum Match
{
    No, Unknown, Yes,
}

internal static class Matches
{
    public static Match And(this Match a, Match b) => a < b ? a : b;

    public static Match Or(this Match a, Match b) => a > b ? a : b;

    public static Match Not(this Match a) => Match.Yes - (int)a;

    public static Match Of(bool holds) => holds ? Match.Yes : Match.No;
}
