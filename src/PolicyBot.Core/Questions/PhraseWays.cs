namespace PolicyBot.Core.Questions;

/// <summary>What a text can go on with at a choice or a gap: with the next step, and with the step that a choice tries second.</summary>
internal readonly record struct PhraseWay(FoldedSet First, FoldedSet Second);

/// <summary>Which letters a phrase's choices and gaps lead to, so that ways that lead nowhere are not taken.</summary>
internal static class PhraseWays
{
    /// <summary>One for each choice and gap; its place among them is written to the step's letter.</summary>
    public static PhraseWay[] Of(PhraseStep[] steps)
    {
        var firsts = Firsts(steps);
        var count = 0;
        foreach (ref readonly var s in steps.AsSpan())
            if (IsWay(s)) count++;
        var ways = new PhraseWay[count];
        count = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var s = steps[i];
            if (!IsWay(s)) continue;
            steps[i] = new(s.Op, checked((char)count), s.To);
            ways[count++] = new(firsts[i + 1], s.Op == PhraseOp.Split ? firsts[i + s.To] : default);
        }
        return ways;
    }

    private static bool IsWay(in PhraseStep s) => s.Op is PhraseOp.Split or PhraseOp.LetterGap or PhraseOp.WordGap;

    /// <summary>By step the letters that it can go on with. Backwards, as most steps lead onwards; a second time for what leads
    /// back.</summary>
    private static FoldedSet[] Firsts(PhraseStep[] steps)
    {
        var firsts = new FoldedSet[steps.Length];
        if (Fill(again: false)) Fill(again: true);
        return firsts;

        bool Fill(bool again)
        {
            var leadsBack = false;
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                ref readonly var s = ref steps[i];
                leadsBack |= s.To < 0;
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
            return leadsBack;
        }
    }
}
