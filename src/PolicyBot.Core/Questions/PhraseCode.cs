namespace PolicyBot.Core.Questions;

/// <summary>The steps of a phrase as they are run over texts. <paramref name="ways"/>: by the place that a choice or a gap has in
/// <see cref="PhraseStep.Letter"/>.</summary>
internal readonly struct PhraseCode(PhraseStep[] steps, PhraseWay[] ways)
{
    private const int WordsInGap = 9, LettersInGap = 24;

    /// <summary>Where the match that starts there ends (exclusive); -1 where none starts there.</summary>
    public int Run(string text, int at) => Run(0, text, at);

    private int Run(int step, string text, int at)
    {
        while (true)
        {
            ref readonly var s = ref steps[step];
            switch (s.Op)
            {
                case PhraseOp.Letter:
                    if ((uint)at >= (uint)text.Length || text[at] != s.Letter) return -1;
                    at++;
                    break;
                case PhraseOp.Digits:
                    var digits = at;
                    while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
                    for (; digits > at; digits--)
                        if (Run(step + 1, text, digits) is >= 0 and var afterDigits) return afterDigits;
                    return -1;
                case PhraseOp.LetterGap:
                    var nextLetters = ways[s.Letter].First;
                    for (var length = 0; length <= LettersInGap; length++, at++)
                    {
                        if (nextLetters.MayHold(BitAt(text, at)) && Run(step + 1, text, at) is >= 0 and var afterGap) return afterGap;
                        if (at >= text.Length || text[at] == PhrasePattern.Stop) return -1;
                    }
                    return -1;
                case PhraseOp.WordGap:
                    var firstLetters = ways[s.Letter].First;
                    for (var words = 0; words <= WordsInGap; words++)
                    {
                        if (firstLetters.MayHold(BitAt(text, at)) && Run(step + 1, text, at) is >= 0 and var afterWords) return afterWords;
                        var start = at;
                        while (at < text.Length && text[at] is not (' ' or PhrasePattern.Stop)) at++;
                        if (at == start || at + 1 >= text.Length || text[at] != ' ' || text[at + 1] != ' ') return -1;
                        at += 2;
                    }
                    return -1;
                case PhraseOp.Split:
                    ref readonly var way = ref ways[s.Letter];
                    if (way.Switch is { } choices)
                    {
                        var (chosen, rest) = (PhraseSwitch.Step(choices, text, at), PhraseSwitch.Rest(choices));
                        if (chosen >= 0 && rest >= 0 && Run(chosen, text, at) is >= 0 and var afterChosen) return afterChosen;
                        step = chosen >= 0 && rest < 0 ? chosen : rest;
                        if (step < 0) return -1;
                        continue;
                    }
                    var bit = BitAt(text, at);
                    var second = way.Second.MayHold(bit);
                    if (way.First.MayHold(bit))
                    {
                        // With one way left there is nothing to come back to.
                        if (!second) break;
                        if (Run(step + 1, text, at) is >= 0 and var first) return first;
                    }
                    else if (!second) return -1;
                    step += s.To;
                    continue;
                case PhraseOp.Jump:
                    step += s.To;
                    continue;
                case PhraseOp.End:
                    if (at != text.Length) return -1;
                    break;
                default:
                    return at;
            }
            step++;
        }
    }

    private static int BitAt(string text, int at) => (uint)at < (uint)text.Length ? FoldedSet.Bit(text[at]) : FoldedSet.End;
}
