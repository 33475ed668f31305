namespace PolicyBot.Core.Questions;

/// <summary>The steps of a phrase as they are run over texts: a letter for each letter, and for the other steps a letter that no text has,
/// with the places that they lead to behind it. All of it side by side, since the time to run it goes into fetching it.</summary>
internal readonly struct PhraseCode
{
    private const int WordsInGap = 9, LettersInGap = 24;

    /// <summary>Private letters for what is no letter (<see cref="PhraseOp"/>); <see cref="Switch"/> for a choice between many.</summary>
    private const char Digits = '\uF8E0', LetterGap = '\uF8E1', WordGap = '\uF8E2', Split = '\uF8E3', Jump = '\uF8E4', End = '\uF8E5',
        Match = '\uF8E6', Switch = '\uF8E7';

    /// <summary>Where a switch leads when none of its letters does, or does not lead to a match: nowhere.</summary>
    private const char Nowhere = '\uFFFF';

    /// <summary>Behind <see cref="Switch"/> stand how many letters it has, where it leads else, and then each letter with where that
    /// leads.</summary>
    private const int SwitchHead = 3;

    private readonly char[] code;

    private PhraseCode(char[] code) => this.code = code;

    /// <exception cref="FormatException">The phrase is too long, or has a private letter.</exception>
    public static PhraseCode Of(PhraseStep[] steps)
    {
        var switches = Switches(steps);
        var places = new int[steps.Length];
        var length = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            places[i] = length;
            length += switches[i] is { } choices ? SwitchHead + 2 * choices.Letters.Count : steps[i].Op is PhraseOp.Split or PhraseOp.Jump ? 2 : 1;
        }
        if (length >= Nowhere) throw new FormatException("a phrase is too long");
        var code = new char[length];
        for (var i = 0; i < steps.Length; i++)
        {
            var at = places[i];
            if (switches[i] is { } choices)
            {
                (code[at], code[at + 1]) = (Switch, (char)choices.Letters.Count);
                code[at + 2] = choices.Rest is { } rest ? (char)places[rest] : Nowhere;
                for (var k = 0; k < choices.Letters.Count; k++)
                {
                    code[at + SwitchHead + 2 * k] = steps[choices.Letters[k]].Letter;
                    code[at + SwitchHead + 2 * k + 1] = (char)places[choices.Letters[k]];
                }
                continue;
            }
            var step = steps[i];
            if (step.Op == PhraseOp.Letter && !IsLetter(step.Letter)) throw new FormatException("a phrase has a letter that no text has");
            code[at] = step.Op switch
            {
                PhraseOp.Letter => step.Letter,
                PhraseOp.Digits => Digits,
                PhraseOp.LetterGap => LetterGap,
                PhraseOp.WordGap => WordGap,
                PhraseOp.Split => Split,
                PhraseOp.Jump => Jump,
                PhraseOp.End => End,
                _ => Match,
            };
            if (step.Op is PhraseOp.Split or PhraseOp.Jump) code[at + 1] = (char)places[i + step.To];
        }
        return new(code);
    }

    /// <summary>Where the match that starts there ends (exclusive); -1 where none starts there.</summary>
    public int Run(string text, int at) => Run(0, text, at);

    private int Run(int place, string text, int at)
    {
        var steps = code;
        while (true)
        {
            var step = steps[place++];
            switch (step)
            {
                case Digits:
                    var digits = at;
                    while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
                    for (; digits > at; digits--)
                        if (Run(place, text, digits) is >= 0 and var afterDigits) return afterDigits;
                    return -1;
                case LetterGap:
                    for (var length = 0; length <= LettersInGap; length++, at++)
                    {
                        if (MayGoOn(steps, place, text, at) && Run(place, text, at) is >= 0 and var afterGap) return afterGap;
                        if (at >= text.Length || text[at] == PhrasePattern.Stop) return -1;
                    }
                    return -1;
                case WordGap:
                    for (var words = 0; words <= WordsInGap; words++)
                    {
                        if (MayGoOn(steps, place, text, at) && Run(place, text, at) is >= 0 and var afterWords) return afterWords;
                        var start = at;
                        while (at < text.Length && text[at] is not (' ' or PhrasePattern.Stop)) at++;
                        if (at == start || at + 1 >= text.Length || text[at] != ' ' || text[at + 1] != ' ') return -1;
                        at += 2;
                    }
                    return -1;
                case Split:
                    var (first, second) = (place + 1, steps[place]);
                    // With one way left there is nothing to come back to.
                    if (!MayGoOn(steps, first, text, at)) place = second;
                    else if (!MayGoOn(steps, second, text, at)) place = first;
                    else if (Run(first, text, at) is >= 0 and var afterFirst) return afterFirst;
                    else place = second;
                    continue;
                case Switch:
                    var (rest, chosen) = (steps[place + 1], Chosen(steps, place, text, at));
                    if (chosen >= 0 && rest != Nowhere && Run(chosen, text, at) is >= 0 and var afterChosen) return afterChosen;
                    if (chosen >= 0 && rest == Nowhere) place = chosen;
                    else if (rest == Nowhere) return -1;
                    else place = rest;
                    continue;
                case Jump:
                    place = steps[place];
                    continue;
                case End:
                    if (at != text.Length) return -1;
                    continue;
                case Match:
                    return at;
                default:
                    if ((uint)at >= (uint)text.Length || text[at] != step) return -1;
                    at++;
                    continue;
            }
        }
    }

    /// <summary>Where the letter of the text leads by the switch; -1 where it has no such.</summary>
    private static int Chosen(char[] steps, int place, string text, int at)
    {
        if ((uint)at >= (uint)text.Length) return -1;
        var letter = text[at];
        var choices = steps.AsSpan(place + SwitchHead - 1, 2 * steps[place]);
        for (var i = 0; i < choices.Length; i += 2)
            if (choices[i] == letter) return choices[i + 1];
        return -1;
    }

    /// <summary>False: that step surely leads nowhere from there. Looks through so many choices; without it each turn of a long repetition
    /// would have to be come back to.</summary>
    private static bool MayGoOn(char[] steps, int place, string text, int at, int choices = 4)
    {
        if (choices == 0) return true;
        switch (steps[place])
        {
            case LetterGap or WordGap or Match:
                return true;
            case End:
                return at == text.Length;
            case Digits:
                return (uint)at < (uint)text.Length && char.IsAsciiDigit(text[at]);
            case Jump:
                return MayGoOn(steps, steps[place + 1], text, at, choices - 1);
            case Split:
                return MayGoOn(steps, place + 2, text, at, choices - 1) || MayGoOn(steps, steps[place + 1], text, at, choices - 1);
            case Switch:
                return Chosen(steps, place + 1, text, at) >= 0
                    || steps[place + 2] != Nowhere && MayGoOn(steps, steps[place + 2], text, at, choices - 1);
            case var letter:
                return (uint)at < (uint)text.Length && text[at] == letter;
        }
    }

    private static bool IsLetter(char step) => step is < Digits or > Switch;

    /// <summary>A choice between alternatives that begin with different letters, by the steps of those letters, and the step of what is
    /// left.</summary>
    private sealed record Choices(List<int> Letters, int? Rest);

    /// <summary>By step, for chains of choices that are long enough to be gone through at once.</summary>
    private static Choices?[] Switches(PhraseStep[] steps)
    {
        const int fewest = 4;
        var switches = new Choices?[steps.Length];
        var linked = new bool[steps.Length];
        for (var head = 0; head < steps.Length; head++)
        {
            if (linked[head] || !IsLink(head) || !IsLink(head + steps[head].To)) continue;
            var letters = new List<int>();
            var at = head;
            for (; IsLink(at) && Add(letters, at + 1); at += steps[at].To) linked[at] = true;
            int? rest = steps[at].Op == PhraseOp.Letter && Add(letters, at) ? null : at;
            if (letters.Count >= fewest) switches[head] = new(letters, rest);
        }
        return switches;

        bool IsLink(int at) => steps[at] is { Op: PhraseOp.Split, To: > 0 } && steps[at + 1].Op == PhraseOp.Letter;

        bool Add(List<int> letters, int step)
        {
            if (letters.Exists(l => steps[l].Letter == steps[step].Letter)) return false;
            letters.Add(step);
            return true;
        }
    }
}
