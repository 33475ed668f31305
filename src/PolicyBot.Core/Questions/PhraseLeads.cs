namespace PolicyBot.Core.Questions;

/// <summary>What the matches of a phrase begin with, found from its steps.</summary>
internal static class PhraseLeads
{
    private const int MostLeads = 400, LongestLead = 40, MostNext = 200;

    /// <summary>Spaced, the whole first word, else the first letter or two. Null where that is not known.</summary>
    public static HashSet<string>? Of(PhraseStep[] steps, bool spaced)
    {
        var leads = new HashSet<string>(StringComparer.Ordinal);
        return Collect(0, "") ? leads : null;

        bool Collect(int step, string lead)
        {
            if (leads.Count > MostLeads || lead.Length > LongestLead) return false;
            if (!spaced && lead.Length == 2) return leads.Add(lead) || true;
            switch (steps[step])
            {
                case { Op: PhraseOp.Letter, Letter: ' ' } when spaced && lead.Length > 1:
                    return leads.Add(lead[1..]) || true;
                case { Op: PhraseOp.Letter, Letter: var letter }:
                    return (!spaced || lead.Length > 0 || letter == ' ') && Collect(step + 1, lead + letter);
                case { Op: PhraseOp.Digits } when !spaced:
                    return "0123456789".All(d => leads.Add(lead + d) || true);
                case { Op: PhraseOp.Split, To: var other }:
                    return Collect(step + 1, lead) && Collect(step + other, lead);
                case { Op: PhraseOp.Jump, To: var next }:
                    return Collect(step + next, lead);
                default:
                    return !spaced && lead.Length > 0 && (leads.Add(lead) || true);
            }
        }
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
