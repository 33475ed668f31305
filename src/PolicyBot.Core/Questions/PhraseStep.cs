namespace PolicyBot.Core.Questions;

internal enum PhraseOp : byte
{
    Letter, Digits, LetterGap, WordGap, Split, Jump, End, Match,
}

/// <summary>A step of a compiled phrase. <paramref name="to"/> is relative: with <see cref="PhraseOp.Split"/> the step to try second, with
/// <see cref="PhraseOp.Jump"/> the next.</summary>
internal readonly struct PhraseStep(PhraseOp op, char letter = '\0', int to = 0)
{
    public readonly PhraseOp Op = op;
    public readonly char Letter = letter;
    public readonly int To = to;
}
