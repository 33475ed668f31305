using System.Collections.Immutable;

namespace PolicyBot.Admin.Execution;

/// <summary>Section `Admin` of the settings: who holds a role from the start. Persons as in <see cref="AdminPerson.Keys"/>. What stands
/// here no command takes away.</summary>
public sealed record AdminOptions
{
    public IReadOnlyList<string> PolicyAdmins { get; init; } = [];
    public IReadOnlyList<string> Approvers { get; init; } = [];
    public IReadOnlyList<string> ComplianceReviewers { get; init; } = [];

    /// <summary>People who come by several doors that tell no common e-mail address: the names of one person, separated by blanks
    /// (`shell:kim kim@hanbit.example entra:object-id`). They are then one person: with the roles of each name, and never their own second
    /// one.</summary>
    public IReadOnlyList<string> SamePerson { get; init; } = [];

    /// <summary>Members of the policy's groups that no channel's directory tells: a group's id and its people, separated by blanks
    /// (`security lee@hanbit.example shell:lee`). Beside those that Slack and Teams tell.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>No exception lasts longer, in days.</summary>
    public int LongestException { get; init; } = 366;

    /// <summary>How many days before its end a person is told of it.</summary>
    public int ReminderBefore { get; init; } = 7;

    /// <summary>How many days a fact is believed without a source that confirms it.</summary>
    public int FactReviewAfter { get; init; } = 365;

    /// <summary>The person with every name and every group that the settings give them. Names that a caller of the local door says of
    /// itself are not among these.</summary>
    internal AdminPerson Known(AdminPerson who)
    {
        var more = SamePerson.Select(NamesIn).Where(names => names.Any(who.Keys.Contains)).SelectMany(names => names)
            .Except(who.Keys, StringComparer.Ordinal).ToArray();
        if (more.Length > 0) who = who with { Keys = [.. who.Keys, .. more] };
        return who with { Groups = GroupsOf(who.Keys, who.Groups) };
    }

    /// <summary>With those of the settings.</summary>
    internal ImmutableArray<string> GroupsOf(ImmutableArray<string> names, ImmutableArray<string> told)
    {
        ImmutableArray<string> more = [.. Members.Select(m => m.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(m => m.Skip(1).Any(p => names.Contains(AdminPerson.Clean(p)))).Select(m => m[0]).Except(told, StringComparer.Ordinal)];
        return more.IsEmpty ? told : told.AddRange(more);
    }

    /// <summary>What is wrong with the section, for whoever starts the bot.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var line in SamePerson)
            if (NamesIn(line) is var names && (names.Length < 2 || names.Any(n => n.StartsWith("local:", StringComparison.Ordinal))))
                yield return $"`Admin:SamePerson` has `{line}`; write two names of a person or more, separated by blanks, and none of `local:`";
        foreach (var line in Members)
            if (NamesIn(line) is var names && (names.Length < 2 || names.Any(n => n.StartsWith("local:", StringComparison.Ordinal))))
                yield return $"`Admin:Members` has `{line}`; write a group's id and one person or more, separated by blanks, and none of `local:`";
    }

    private static string[] NamesIn(string line) =>
        [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(AdminPerson.Clean)];

    internal IReadOnlyList<string> Holders(string role) => role switch
    {
        AdminRoles.PolicyAdmin => PolicyAdmins,
        AdminRoles.Approver => Approvers,
        _ => ComplianceReviewers,
    };
}
