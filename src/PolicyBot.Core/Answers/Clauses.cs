namespace PolicyBot.Core.Answers;

/// <summary>Where the written policy says it.</summary>
internal static class Clauses
{
    /// <summary>"section 4.1", "sections 4.1 and 7.1"; empty where no rule has a clause.</summary>
    public static string Of(IEnumerable<string> rules, Draft draft)
    {
        var clauses = rules.Select(r => draft.Knowledge.Rules[r].Clause).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return clauses.Length switch
        {
            0 => "",
            1 => draft.Words.Say("clause.one", ("clause", clauses[0])),
            _ => draft.Words.Say("clause.many", ("clauses", draft.Words.List(clauses))),
        };
    }

    /// <summary>" (section 4.1)", or nothing.</summary>
    public static string InBrackets(IEnumerable<string> rules, Draft draft) =>
        Of(rules, draft) is { Length: > 0 } clauses ? draft.Words.Say("clause.brackets", ("clauses", clauses)) : "";
}
