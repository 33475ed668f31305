namespace PolicyBot.Admin.Execution;

/// <summary>Section `Admin` of the settings: who holds a role from the start. Persons as in <see cref="AdminPerson.Keys"/>. What stands here
/// no command takes away.</summary>
public sealed record AdminOptions
{
    public IReadOnlyList<string> PolicyAdmins { get; init; } = [];
    public IReadOnlyList<string> Approvers { get; init; } = [];
    public IReadOnlyList<string> ComplianceReviewers { get; init; } = [];

    /// <summary>No exception lasts longer, in days.</summary>
    public int LongestException { get; init; } = 366;

    /// <summary>How many days before its end a person is told of it.</summary>
    public int ReminderBefore { get; init; } = 7;

    /// <summary>How many days a fact is believed without a source that confirms it.</summary>
    public int FactReviewAfter { get; init; } = 365;

    internal IReadOnlyList<string> Holders(string role) => role switch
    {
        AdminRoles.PolicyAdmin => PolicyAdmins,
        AdminRoles.Approver => Approvers,
        _ => ComplianceReviewers,
    };
}
