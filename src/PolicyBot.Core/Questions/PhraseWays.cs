namespace PolicyBot.Core.Questions;

/// <summary>Which letters a phrase's choices and gaps lead to, so that ways that lead nowhere are not taken.</summary>
internal static class PhraseWays
{
    /// <summary>One for each choice and gap; its place among them is written to the step's letter.</summary>
    public static (FoldedSet First, FoldedSet Second)[] Of(PhraseStep[] steps)
    {
        var firsts = Firsts(steps);
        var ways = new List<(FoldedSet, FoldedSet)>();
        for (var i = 0; i < steps.Length; i++)
        {
            var s = steps[i];
            if (s.Op is not (PhraseOp.Split or PhraseOp.LetterGap or PhraseOp.WordGap)) continue;
            steps[i] = new(s.Op, checked((char)ways.Count), s.To);
            ways.Add((firsts[i + 1], s.Op == PhraseOp.Split ? firsts[i + s.To] : default));
        }
        return [.. ways];
    }

    /// <summary>By step the letters that it can go on with. Backwards, as most steps lead onwards; a second time for what leads back.</summary>
    private static FoldedSet[] Firsts(PhraseStep[] steps)
    {
        var firsts = new FoldedSet[steps.Length];
        Fill(again: false);
        if (Array.Exists(steps, s => s.To < 0)) Fill(again: true);
        return firsts;

        void Fill(bool again)
        {
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                ref readonly var s = ref steps[i];
                firsts[i] = s.Op switch
                {
                    PhraseOp.Letter => FoldedSet.Of(FoldedSet.Bit(s.Letter)),
                    PhraseOp.Digits => new(0x3FFUL << ('0' & 63), 0),
                    PhraseOp.End => FoldedSet.Of(FoldedSet.End),
                    PhraseOp.Split => firsts[i + 1] | firsts[i + s.To],
                    PhraseOp.Jump when s.To > 0 || again => firsts[i + s.To],
                    _ => FoldedSet.All,
                };
            }
        }
    }
}
