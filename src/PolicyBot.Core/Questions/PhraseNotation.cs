namespace PolicyBot.Core.Questions;

/// <summary>Compiles phrases in the notation of <see cref="PhrasePattern"/> into steps.</summary>
internal sealed class PhraseNotation
{
    private static readonly (string Name, char Mark)[] Marks =
    [
        ("<tool>", PhrasePattern.Tool), ("<data>", PhrasePattern.Data), ("<actor>", PhrasePattern.Actor),
        ("<country>", PhrasePattern.Country), ("<purpose>", PhrasePattern.Purpose), ("<device>", PhrasePattern.Device),
    ];

    private readonly string _text;
    private readonly bool _joined;
    private readonly List<PhraseStep> _steps;
    private int _at;

    private PhraseNotation(string text, bool joined) => (_text, _joined, _steps) = (text, joined, new(text.Length + 8));

    /// <summary>The steps of the phrase. <paramref name="joined"/>: letters that alternatives begin with alike are one step; it takes
    /// longer to compile, and matches the same.</summary>
    /// <exception cref="FormatException">The phrase is not in the notation.</exception>
    public static PhraseStep[] Compile(string phrase, bool spaced, bool joined) =>
        Compile(phrase, AsCompared(phrase, spaced), spaced, joined);

    /// <summary>Steps that begin as those of the phrase do, for as long as a match can still be in its first word or, not spaced, its first
    /// two letters. <paramref name="compared"/>: the phrase <see cref="AsCompared"/>.</summary>
    /// <exception cref="FormatException">The phrase is not in the notation.</exception>
    public static PhraseStep[] CompileBeginning(string phrase, string compared, bool spaced) =>
        Compile(phrase, compared[..PhraseBeginning.Of(compared, spaced)], spaced, joined: false);

    private static PhraseStep[] Compile(string phrase, string text, bool spaced, bool joined)
    {
        var notation = new PhraseNotation(text, joined);
        var steps = notation._steps;
        if (spaced) steps.Add(new(PhraseOp.Letter, ' '));
        notation.Alternatives();
        if (notation._at < notation._text.Length) throw new FormatException($"a `)` too many in the phrase `{phrase}`");
        if (spaced) steps.Add(new(PhraseOp.Letter, ' '));
        if (phrase.EndsWith('¶')) steps.Add(new(PhraseOp.End));
        steps.Add(new(PhraseOp.Match));
        return [.. steps];
    }

    /// <summary>A `?` or `*` behind nothing, and a `+`, would stand for themselves, which no text has.</summary>
    /// <exception cref="FormatException">There is one.</exception>
    internal static void CheckMarks(ReadOnlySpan<char> compared)
    {
        for (int at = 0, next; (next = compared[at..].IndexOfAny('?', '*', '+')) >= 0; at++)
        {
            at += next;
            if (compared[at] == '+' || at == 0 || compared[at - 1] is '(' or '|' or '?' or '*')
                throw new FormatException($"nothing stands before a `{compared[at]}` in the phrase `{compared}`");
        }
    }

    /// <summary>The phrase without its end mark, in the letters of the texts that it is compared with.</summary>
    internal static string AsCompared(string phrase, bool spaced)
    {
        var text = phrase.TrimEnd('¶');
        if (text.Contains('<'))
            foreach (var (name, mark) in Marks) text = text.Replace(name, mark.ToString(), StringComparison.Ordinal);
        text = text.ToLowerInvariant();
        if (spaced) return text;
        var letters = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
            if (IsAlone(c)) letters.Append(c.ToString().Normalize(System.Text.NormalizationForm.FormKC));
            else if (c != ' ') letters.Append(c);
        return letters.ToString();
    }

    /// <summary>A letter on its own ("ㄱㅅ"), of which <see cref="NormalizedText"/> makes another.</summary>
    private static bool IsAlone(char c) => c is >= '\u3130' and <= '\u318F';

    private void Alternatives()
    {
        var first = _steps.Count;
        List<int>? starts = null;
        for (Sequence(); _at < _text.Length && _text[_at] == '|'; Sequence())
        {
            (starts ??= [first]).Add(_steps.Count);
            _at++;
        }
        if (starts is null) return;
        var alternatives = new List<PhraseStep[]>(starts.Count);
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : _steps.Count;
            alternatives.Add(_steps.GetRange(starts[i], end - starts[i]).ToArray());
        }
        _steps.RemoveRange(first, _steps.Count - first);
        if (_joined) PhraseChoice.Join(alternatives, _steps);
        else PhraseChoice.Write(alternatives, _steps);
    }

    private void Sequence()
    {
        while (_at < _text.Length && _text[_at] is not (')' or '|'))
        {
            var start = _steps.Count;
            Atom();
            if (_at >= _text.Length || _text[_at] is not ('?' or '*')) continue;
            var repeats = _text[_at++] == '*';
            if (repeats && MatchesNothing(start))
                throw new FormatException($"what is repeated by a `*` can match nothing in the phrase `{_text}`");
            _steps.Insert(start, new(PhraseOp.Split, to: _steps.Count - start + (repeats ? 2 : 1)));
            if (repeats) _steps.Add(new(PhraseOp.Jump, to: start - _steps.Count));
        }
    }

    /// <summary>True where a way through the steps from there to the last takes no letter.</summary>
    private bool MatchesNothing(int at)
    {
        for (; at < _steps.Count; at++)
            switch (_steps[at].Op)
            {
                case PhraseOp.Letter or PhraseOp.Digits:
                    return false;
                case PhraseOp.Split when MatchesNothing(at + 1):
                    return true;
                case PhraseOp.Split or PhraseOp.Jump:
                    return MatchesNothing(at + _steps[at].To);
            }
        return true;
    }

    private void Atom()
    {
        switch (_text[_at++])
        {
            case '(':
                Alternatives();
                if (_at >= _text.Length) throw new FormatException($"a `)` is missing in the phrase `{_text}`");
                _at++;
                break;
            case '[':
                var end = _text.IndexOf(']', _at);
                if (end < 0) throw new FormatException($"a `]` is missing in the phrase `{_text}`");
                if (end == _at) throw new FormatException($"nothing between `[` and `]` in the phrase `{_text}`");
                var listed = new List<PhraseStep[]>();
                foreach (var one in Listed(_text[_at..end])) listed.Add([new(PhraseOp.Letter, one)]);
                PhraseChoice.Write(listed, _steps);
                _at = end + 1;
                break;
            case '#':
                _steps.Add(new(PhraseOp.Digits));
                break;
            case '…':
                _steps.Add(new(PhraseOp.LetterGap));
                break;
            case ' ':
                _steps.Add(new(PhraseOp.Letter, ' '));
                _steps.Add(new(PhraseOp.Letter, ' '));
                if (_at >= _text.Length || _text[_at] != '…') break;
                _steps.Add(new(PhraseOp.WordGap));
                _at += _at + 1 < _text.Length && _text[_at + 1] == ' ' ? 2 : 1;
                break;
            case var letter:
                _steps.Add(new(PhraseOp.Letter, letter));
                break;
        }
    }

    private static string Listed(string letters)
    {
        var listed = "";
        for (var i = 0; i < letters.Length; i++)
            if (i + 2 < letters.Length && letters[i + 1] == '-')
            {
                for (var c = letters[i]; c <= letters[i + 2]; c++) listed += c;
                i += 2;
            }
            else listed += letters[i];
        return listed;
    }
}
