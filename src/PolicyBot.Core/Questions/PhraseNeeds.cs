namespace PolicyBot.Core.Questions;

/// <summary>What a text must hold for a phrase to match in it, found from the phrase's steps.</summary>
internal static class PhraseNeeds
{
    private const int MostParts = 64;

    /// <summary>Pairs of neighbouring letters of the steps that no `?`, `*` or alternative passes by.</summary>
    public static LetterPairs Pairs(PhraseStep[] steps)
    {
        return LetterPairs.Of(Certain());

        IEnumerable<(char, char)> Certain()
        {
            // Up to there a step may be passed by.
            var passed = 0;
            for (var i = 0; i + 1 < steps.Length; i++)
            {
                var step = steps[i];
                if (step.Op is PhraseOp.Split or PhraseOp.Jump) passed = Math.Max(passed, i + step.To);
                else if (i >= passed && step.Op == PhraseOp.Letter && steps[i + 1].Op == PhraseOp.Letter)
                    yield return (step.Letter, steps[i + 1].Letter);
            }
        }
    }

    /// <summary>Of the sets of which every match holds one each the smallest: spaced, of whole words; else of two letters, or of one where
    /// none surely follows; as <see cref="TextParts"/>. Looked for in choices that no `?`, `*` or alternative passes by and in what follows
    /// a gap; empty where there is none.</summary>
    public static ushort[] FewestParts(PhraseStep[] steps, bool spaced)
    {
        List<ushort>? fewest = null;
        var begins = spaced ? WordsBegin(steps) : null;
        var passed = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var isPassedByNone = i > 1 && i >= passed;
            if (isPassedByNone && (begins?[i] ?? IsChoice(steps, i)) && PartsAt(steps, i, spaced) is { } parts
                && (fewest is null || parts.Count < fewest.Count)) fewest = parts;
            if (steps[i].Op is PhraseOp.Split or PhraseOp.Jump) passed = Math.Max(passed, i + steps[i].To);
        }
        return fewest is null ? [] : [.. fewest];
    }

    private static bool IsChoice(PhraseStep[] steps, int at) => steps[at].Op == PhraseOp.Split || steps[at - 1].Op == PhraseOp.LetterGap;

    /// <summary>By step, whether a word begins there whichever way led to it: in "black ?list" none does at the l of list.</summary>
    private static bool[] WordsBegin(PhraseStep[] steps)
    {
        var begins = new bool[steps.Length];
        Array.Fill(begins, true);
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < steps.Length; i++)
            {
                ref readonly var s = ref steps[i];
                var after = s.Op switch
                {
                    PhraseOp.Letter => s.Letter == ' ',
                    PhraseOp.Digits => false,
                    PhraseOp.WordGap => true,
                    _ => begins[i],
                };
                if (s.Op is PhraseOp.Split or PhraseOp.Jump) Lead(i + s.To, after);
                if (s.Op is not (PhraseOp.Jump or PhraseOp.Match)) Lead(i + 1, after);
            }

            void Lead(int to, bool isBeginning)
            {
                changed |= begins[to] && !isBeginning;
                begins[to] &= isBeginning;
            }
        }
        return begins;
    }

    /// <summary>What a match can go on with there; null where that is not known.</summary>
    private static List<ushort>? PartsAt(PhraseStep[] steps, int at, bool spaced)
    {
        var parts = new List<ushort>();
        var letters = new char[PhraseLeads.LongestLead];
        return Collect(at, 0) ? parts : null;

        bool Collect(int step, int length)
        {
            if (parts.Count > MostParts || length == letters.Length) return false;
            if (!spaced && length == 2) return Add(2);
            switch (steps[step])
            {
                case { Op: PhraseOp.Letter, Letter: ' ' } when spaced:
                    return length > 0 && Add(length);
                case { Op: PhraseOp.Letter, Letter: var letter }:
                    letters[length] = letter;
                    return Collect(step + 1, length + 1);
                case { Op: PhraseOp.Split, To: var other }:
                    return Collect(step + 1, length) && Collect(step + other, length);
                case { Op: PhraseOp.Jump, To: var next }:
                    return Collect(step + next, length);
                default:
                    return !spaced && length == 1 && Add(1);
            }
        }

        bool Add(int length)
        {
            var part = TextParts.Of(letters.AsSpan(0, length));
            if (!parts.Contains(part)) parts.Add(part);
            return true;
        }
    }

    /// <summary>The marks that every match holds, and those of which every match holds one (0: none is needed), a bit for each as in
    /// <see cref="PhrasePattern.MarksIn"/>.</summary>
    public static (int All, int One) Marks(PhraseStep[] steps)
    {
        var own = 0;
        foreach (ref readonly var s in steps.AsSpan())
            if (IsMark(s)) own |= Bit(s);
        if (own == 0 || MatchesWithout(steps, own)) return (0, 0);
        var all = 0;
        for (var mark = 1; mark <= own; mark <<= 1)
            if ((own & mark) != 0 && !MatchesWithout(steps, mark)) all |= mark;
        return (all, own);
    }

    private static bool IsMark(in PhraseStep s) => s.Op == PhraseOp.Letter && s.Letter is >= PhrasePattern.Tool and <= PhrasePattern.Device;

    private static int Bit(in PhraseStep mark) => 1 << (mark.Letter - PhrasePattern.Tool);

    /// <summary>False where every way through the steps takes one of those marks.</summary>
    private static bool MatchesWithout(PhraseStep[] steps, int marks)
    {
        var seen = new bool[steps.Length];
        return Reaches(0);

        bool Reaches(int step)
        {
            for (; !seen[step]; step++)
            {
                seen[step] = true;
                ref readonly var s = ref steps[step];
                if (s.Op == PhraseOp.Match) return true;
                if (IsMark(s) && (marks & Bit(s)) != 0) return false;
                if (s.Op == PhraseOp.Split && Reaches(step + 1)) return true;
                if (s.Op is PhraseOp.Split or PhraseOp.Jump) step += s.To - 1;
            }
            return false;
        }
    }
}
