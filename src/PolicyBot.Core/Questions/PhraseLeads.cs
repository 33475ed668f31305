namespace PolicyBot.Core.Questions;

/// <summary>What the matches of a phrase begin with, found from its steps.</summary>
internal static class PhraseLeads
{
    internal const int MostLeads = 400, LongestLead = 40;
    private const int MostNext = 200;

    /// <summary>Spaced, the whole first word, else the first letter or two; each once. Null where that is not known.</summary>
    /// <exception cref="FormatException">The phrase is not in the notation.</exception>
    public static List<string>? Of(string phrase, bool spaced)
    {
        var compared = PhraseNotation.AsCompared(phrase, spaced);
        PhraseNotation.CheckMarks(compared);
        return PhraseBeginning.Leads(compared, spaced) ?? Of(PhraseNotation.CompileBeginning(phrase, compared, spaced), spaced);
    }

    /// <summary>The same of compiled steps.</summary>
    public static List<string>? Of(PhraseStep[] steps, bool spaced)
    {
        var leads = new List<string>();
        return Collect(steps, 0, stackalloc char[LongestLead + 1], 0, spaced, leads) ? leads : null;
    }

    private static bool Collect(PhraseStep[] steps, int step, Span<char> lead, int length, bool spaced, List<string> leads)
    {
        if (leads.Count > MostLeads || length > LongestLead) return false;
        if (!spaced && length == 2) return Add(leads, lead[..2]);
        ref readonly var s = ref steps[step];
        switch (s.Op)
        {
            case PhraseOp.Letter when s.Letter == ' ' && spaced && length > 1:
                return Add(leads, lead[1..length]);
            case PhraseOp.Letter:
                lead[length] = s.Letter;
                return (!spaced || length > 0 || s.Letter == ' ') && Collect(steps, step + 1, lead, length + 1, spaced, leads);
            case PhraseOp.Digits when !spaced:
                for (var digit = '0'; digit <= '9'; digit++)
                {
                    lead[length] = digit;
                    Add(leads, lead[..(length + 1)]);
                }
                return true;
            case PhraseOp.Split:
                return Collect(steps, step + 1, lead, length, spaced, leads) && Collect(steps, step + s.To, lead, length, spaced, leads);
            case PhraseOp.Jump:
                return Collect(steps, step + s.To, lead, length, spaced, leads);
            default:
                return !spaced && length > 0 && Add(leads, lead[..length]);
        }
    }

    internal static bool Add(List<string> leads, ReadOnlySpan<char> lead)
    {
        foreach (var known in leads)
            if (lead.SequenceEqual(known)) return true;
        leads.Add(lead.ToString());
        return true;
    }

    /// <summary>What follows the lead in a match: spaced, the next word, else the next letter.</summary>
    public static FoldedSet After(PhraseStep[] steps, string lead, bool spaced)
    {
        var (before, found) = (spaced ? $" {lead} " : lead, 0);
        var word = new char[LongestLead];
        return !spaced && lead.Length < 2 ? FoldedSet.All : Through(0, 0);

        // On through the lead's letters, of which so many are behind.
        FoldedSet Through(int step, int letters)
        {
            if (letters == before.Length) return spaced ? Space(step) : Letter(step);
            return steps[step] switch
            {
                { Op: PhraseOp.Letter, Letter: var letter } => letter == before[letters] ? Through(step + 1, letters + 1) : default,
                { Op: PhraseOp.Split, To: var other } => Through(step + 1, letters) | Through(step + other, letters),
                { Op: PhraseOp.Jump, To: var next } => Through(step + next, letters),
                _ => FoldedSet.All,
            };
        }

        FoldedSet Letter(int step) => steps[step] switch
        {
            { Op: PhraseOp.Letter, Letter: var letter } => FoldedSet.Of(FoldedSet.Bit(letter)),
            { Op: PhraseOp.Split, To: var other } => Letter(step + 1) | Letter(step + other),
            { Op: PhraseOp.Jump, To: var next } => Letter(step + next),
            { Op: PhraseOp.End } => FoldedSet.Of(FoldedSet.End),
            _ => FoldedSet.All,
        };

        FoldedSet Space(int step) => steps[step] switch
        {
            { Op: PhraseOp.Letter, Letter: ' ' } => Word(step + 1, 0),
            { Op: PhraseOp.Split, To: var other } => Space(step + 1) | Space(step + other),
            { Op: PhraseOp.Jump, To: var next } => Space(step + next),
            { Op: PhraseOp.End } => FoldedSet.Of(FoldedSet.End),
            _ => FoldedSet.All,
        };

        FoldedSet Word(int step, int length)
        {
            if (length == word.Length || found > MostNext) return FoldedSet.All;
            switch (steps[step])
            {
                case { Op: PhraseOp.Letter, Letter: ' ' } when length > 0:
                    found++;
                    return FoldedSet.Of(FoldedSet.Bit(word.AsSpan(0, length)));
                case { Op: PhraseOp.Letter, Letter: not ' ' and var letter }:
                    word[length] = letter;
                    return Word(step + 1, length + 1);
                case { Op: PhraseOp.Split, To: var other }:
                    return Word(step + 1, length) | Word(step + other, length);
                case { Op: PhraseOp.Jump, To: var next }:
                    return Word(step + next, length);
                default:
                    return FoldedSet.All;
            }
        }
    }
}
