namespace PolicyBot.Core.Questions;

/// <summary>What a text must hold for a phrase to match in it, found from the phrase's steps.</summary>
internal static class PhraseNeeds
{
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
