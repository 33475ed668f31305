namespace PolicyBot.Core.Questions;

/// <summary>What a text can go on with at a choice or a gap: with the next step, and with the step that a choice tries second.</summary>
internal readonly record struct PhraseWay(FoldedSet First, FoldedSet Second)
{
    /// <summary>Of a choice between many, as <see cref="PhraseSwitch"/> makes it; else null.</summary>
    public int[]? Switch { get; init; }
}

/// <summary>A choice between alternatives that begin with different letters, gone through at once: numbers that stand side by side, so that a
/// phrase is run through few places in memory. The first is the step of what is left where none of the letters leads to a match, or -1;
/// then each letter with the step that it leads to, which begins with the letter.</summary>
internal static class PhraseSwitch
{
    private const int Fewest = 4, LetterAt = 16, MostSteps = 1 << LetterAt;

    public static int Rest(int[] choices) => choices[0];

    /// <summary>The step that the letter there leads to; -1 where there is none.</summary>
    public static int Step(int[] choices, string text, int at)
    {
        if ((uint)at >= (uint)text.Length) return -1;
        var letter = text[at];
        for (var i = 1; i < choices.Length; i++)
            if ((uint)choices[i] >> LetterAt == letter) return choices[i] & (MostSteps - 1);
        return -1;
    }

    /// <summary>The choices of the chain that begins with that step; null where there are too few.</summary>
    /// <param name="linked">Where the others of the chain are marked.</param>
    public static int[]? Of(PhraseStep[] steps, int head, bool[] linked)
    {
        if (steps.Length > MostSteps || !IsLink(steps, head) || !IsLink(steps, head + steps[head].To)) return null;
        var choices = new List<int> { -1 };
        var at = head;
        for (; IsLink(steps, at) && Add(at + 1); at += steps[at].To) linked[at] = true;
        if (steps[at].Op != PhraseOp.Letter || !Add(at)) choices[0] = at;
        return choices.Count <= Fewest ? null : [.. choices];

        bool Add(int step)
        {
            var letter = steps[step].Letter;
            if (choices.FindIndex(1, c => (uint)c >> LetterAt == letter) >= 0) return false;
            choices.Add(letter << LetterAt | step);
            return true;
        }
    }

    private static bool IsLink(PhraseStep[] steps, int at) =>
        steps[at] is { Op: PhraseOp.Split, To: > 0 } && steps[at + 1].Op == PhraseOp.Letter;
}

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
        var linked = new bool[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            var s = steps[i];
            if (!IsWay(s)) continue;
            var choice = linked[i] ? null : PhraseSwitch.Of(steps, i, linked);
            steps[i] = new(s.Op, checked((char)count), s.To);
            ways[count++] = new(firsts[i + 1], s.Op == PhraseOp.Split ? firsts[i + s.To] : default) { Switch = choice };
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
