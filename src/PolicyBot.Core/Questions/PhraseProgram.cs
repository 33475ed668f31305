namespace PolicyBot.Core.Questions;

/// <summary>A phrase's steps as they are run over texts, and what a text must hold for that to be worth while.</summary>
internal sealed class PhraseProgram
{
    private const int WordsInGap = 9, LettersInGap = 24;

    private readonly PhraseStep[] _steps;
    private readonly bool _spaced;
    private ushort[]? _fewestParts;

    /// <summary>By the place that a choice or a gap has in <see cref="PhraseStep.Letter"/>.</summary>
    private readonly PhraseWay[] _ways;

    public PhraseProgram(PhraseStep[] steps, bool spaced)
    {
        (_steps, _spaced) = (steps, spaced);
        Pairs = PhraseNeeds.Pairs(steps);
        (Needs, NeedsOneOf) = PhraseNeeds.Marks(steps);
        _ways = PhraseWays.Of(steps);
    }

    /// <summary>Pairs of neighbouring letters that every match holds: of the letters that no `?`, `*` or alternative passes by.</summary>
    public LetterPairs Pairs { get; }

    /// <summary>Marks that every match holds; and of which every match holds one (0: none is needed). As
    /// <see cref="PhrasePattern.MarksIn"/>.</summary>
    public int Needs { get; }
    public int NeedsOneOf { get; }

    /// <summary>What a match that begins with one of the phrase's leads may go on with.</summary>
    public FoldedSet After(string lead) => PhraseLeads.After(_steps, lead, _spaced);

    /// <summary>What every match holds one of; empty where that is not known.</summary>
    public ushort[] FewestParts => _fewestParts ??= PhraseNeeds.FewestParts(_steps, _spaced);

    /// <summary>Where the match that starts there ends (exclusive); -1 where none starts there.</summary>
    public int Run(string text, int at) => Run(0, text, at);

    private int Run(int step, string text, int at)
    {
        while (true)
        {
            ref readonly var s = ref _steps[step];
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
                    var nextLetters = _ways[s.Letter].First;
                    for (var length = 0; length <= LettersInGap; length++, at++)
                    {
                        if (nextLetters.MayHold(BitAt(text, at)) && Run(step + 1, text, at) is >= 0 and var afterGap) return afterGap;
                        if (at >= text.Length || text[at] == PhrasePattern.Stop) return -1;
                    }
                    return -1;
                case PhraseOp.WordGap:
                    var firstLetters = _ways[s.Letter].First;
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
                    ref readonly var ways = ref _ways[s.Letter];
                    var bit = BitAt(text, at);
                    var second = ways.Second.MayHold(bit);
                    if (ways.First.MayHold(bit))
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
