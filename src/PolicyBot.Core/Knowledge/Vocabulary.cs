using System.Runtime.CompilerServices;

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
    public static string Name<T>(T value) where T : struct, Enum => Members<T>.All.Name(Unsafe.BitCast<T, int>(value));

    /// <summary>True when <paramref name="text"/> is exactly the kebab-case name of a member.</summary>
    public static bool TryParse<T>(string text, out T value) where T : struct, Enum
    {
        var known = Members<T>.All.TryParse(text, out var number);
        value = Unsafe.BitCast<int, T>(number);
        return known;
    }

    /// <summary>All names, in order of declaration.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Members<T>.All.Names;

    private static class Members<T> where T : struct, Enum
    {
        private static MemberNames? _all;

        public static MemberNames All => _all ??= new(typeof(T));
    }

    /// <summary>An enum's members by their numbers, so that one class serves all enums.</summary>
    private sealed class MemberNames(Type type)
    {
        private readonly int[] _numbers = (int[])Enum.GetValuesAsUnderlyingType(type);

        public string[] Names { get; } = Array.ConvertAll(Enum.GetNames(type), Spell);

        public string Name(int number) => Names[Array.IndexOf(_numbers, number)];

        public bool TryParse(string text, out int number)
        {
            var at = Array.IndexOf(Names, text);
            number = at < 0 ? 0 : _numbers[at];
            return at >= 0;
        }
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
