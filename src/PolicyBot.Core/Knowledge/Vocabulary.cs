namespace PolicyBot.Core.Knowledge;

/// <summary>What kind of body an actor is (knowledge/FORMAT.md, "Sources, actors, facts").</summary>
public enum ActorKind
{
    Government, Ministry, Agency, Regulator, Legislature, Military, StateOwnedCompany, Company, University, Court, InternationalBody,
}

/// <summary>What an actor did about a tool.</summary>
public enum FactAction
{
    Banned, Blocked, Restricted, AdvisedAgainst, Cautioned, OrderedSuspension, Limited, Investigating, Evaluating, Permitted, Lifted, Fined,
    DeclinedComment, NotEstablished, Announced,
}

/// <summary>Whether a fact still holds, as of its newest source.</summary>
public enum FactStatus
{
    InForce, Lifted, Superseded, Expired, Unknown,
}

/// <summary>Where an edition of a tool runs.</summary>
public enum Hosting
{
    Vendor, CustomerCloud, Self,
}

/// <summary>What a rule does to the cases it applies to, mildest first.</summary>
public enum Effect
{
    Permit, Discourage, RequireApproval, Forbid,
}

/// <summary>Verdicts of knowledge/POLICY.md, mildest first. <see cref="Depends"/> is that of a question, never of a closed case.</summary>
public enum Verdict
{
    Permitted, PermittedWithConditions, Discouraged, ApprovalRequired, NeedsReview, NotCovered, Prohibited, Depends,
}

/// <summary>Names of enum members as the files and the command line spell them: kebab-case.</summary>
public static class Kebab
{
    /// <summary>`RequireApproval` becomes `require-approval`.</summary>
    public static string Name<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>True when <paramref name="text"/> is exactly the kebab-case name of a member.</summary>
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum => Names<T>.ByName.TryGetValue(text, out value);

    /// <summary>All names, in order of declaration.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Names<T>.InOrder;

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => Spell(v.ToString()));
        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
        public static readonly string[] InOrder = [.. Enum.GetValues<T>().Select(v => ByValue[v])];
    }

    private static string Spell(string name)
    {
        var spelled = new System.Text.StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && spelled.Length > 0) spelled.Append('-');
            spelled.Append(char.ToLowerInvariant(c));
        }
        return spelled.ToString();
    }
}
