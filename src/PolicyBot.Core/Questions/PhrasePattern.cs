using System.Buffers;

namespace PolicyBot.Core.Questions;

/// <summary>The notation of cue phrases: words, `(a|b)` alternatives, `?` and `*` after a letter or group, `[1-4]` one of these, `…` a gap
/// within the sentence, `#` a number, `¶` the end of the text, and `&lt;tool&gt;` and its like for what was recognised. The first
/// alternative that leads to a match counts, `?`, `*` and `#` take as much and gaps as little as they can. Gaps are bounded and take whole
/// words, so that matching backtracks by a constant at most.</summary>
public sealed class PhrasePattern
{
    public const char Tool = '\uE000', Data = '\uE001', Actor = '\uE002', Country = '\uE003', Purpose = '\uE004', Device = '\uE005', Stop = '.';

    private const int WordsInGap = 9, LettersInGap = 24, MostLeads = 400, LongestLead = 40;

    private static readonly (string Name, char Mark)[] Marks =
        [("<tool>", Tool), ("<data>", Data), ("<actor>", Actor), ("<country>", Country), ("<purpose>", Purpose), ("<device>", Device)];

    private enum Op : byte
    {
        Letter, OneOf, Digits, LetterGap, WordGap, Split, Jump, End, Match,
    }

    /// <summary><paramref name="to"/> is relative: with <see cref="Op.Split"/> the step to try second, with <see cref="Op.Jump"/> the next.</summary>
    private readonly struct Step(Op op, char letter = '\0', int to = 0, string? letters = null)
    {
        public readonly Op Op = op;
        public readonly char Letter = letter;
        public readonly int To = to;
        public readonly string? Letters = letters;
    }

    private readonly Step[] _steps;

    /// <summary>By gap: the letters that can follow it; null where that is not known. Found when a text first comes to the gap.</summary>
    private (bool Known, SearchValues<char>? Letters)[]? _afterGap;

    /// <summary>Spaced: compared with a <see cref="TextView"/> at word borders.</summary>
    /// <exception cref="FormatException">The phrase is not in the notation.</exception>
    public PhrasePattern(string phrase, bool spaced)
    {
        var text = phrase.TrimEnd('¶');
        foreach (var (name, mark) in Marks) text = text.Replace(name, mark.ToString(), StringComparison.Ordinal);
        text = text.ToLowerInvariant();
        if (!spaced) text = string.Concat(text.Where(c => c != ' ').Select(AsInTexts));
        var steps = new List<Step>(text.Length + 8);
        if (spaced) steps.Add(new(Op.Letter, ' '));
        var at = 0;
        Alternatives(text, ref at, steps, spaced);
        if (at < text.Length) throw new FormatException($"a `)` too many in the phrase `{phrase}`");
        if (spaced) steps.Add(new(Op.Letter, ' '));
        if (phrase.EndsWith('¶')) steps.Add(new(Op.End));
        steps.Add(new(Op.Match));
        _steps = [.. steps];
        Leads = LeadsOf(spaced);
        NeededPairs = LetterPairs.Of(CertainPairs());
        var own = MarksIn(text);
        if (own == 0 || !MatchesWithout(own)) NeedsOneOf = own;
        for (var mark = 1; mark <= own; mark <<= 1)
            if ((own & mark) != 0 && !MatchesWithout(mark)) Needs |= mark;
    }

    /// <summary>Marks that every match holds; and of which every match holds one (0: none is needed). As <see cref="MarksIn"/>.</summary>
    public int Needs { get; }
    public int NeedsOneOf { get; }

    /// <summary>Pairs of neighbouring letters that every match holds: of the letters that no `?`, `*` or alternative passes by.</summary>
    public LetterPairs NeededPairs { get; }

    /// <summary>The marks that a text holds, one bit for each.</summary>
    public static int MarksIn(ReadOnlySpan<char> text)
    {
        var marks = 0;
        for (var at = text.IndexOfAnyInRange(Tool, Device); at >= 0; at = text.IndexOfAnyInRange(Tool, Device))
        {
            marks |= 1 << (text[at] - Tool);
            text = text[(at + 1)..];
        }
        return marks;
    }

    /// <summary>What a match begins with: spaced, its whole first word, else its first letter or two. Null where that is not known.</summary>
    public IReadOnlySet<string>? Leads { get; }

    /// <summary>Where the match that starts there ends (exclusive); -1 where none starts there.</summary>
    public int Match(string text, int start) => Run(0, text, start);

    private int Run(int step, string text, int at)
    {
        while (true)
        {
            ref readonly var s = ref _steps[step];
            switch (s.Op)
            {
                case Op.Letter:
                    if (at >= text.Length || text[at] != s.Letter) return -1;
                    at++;
                    break;
                case Op.OneOf:
                    if (at >= text.Length || !s.Letters!.Contains(text[at], StringComparison.Ordinal)) return -1;
                    at++;
                    break;
                case Op.Digits:
                    var digits = at;
                    while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
                    for (; digits > at; digits--)
                        if (Run(step + 1, text, digits) is >= 0 and var afterDigits) return afterDigits;
                    return -1;
                case Op.LetterGap:
                    var nextLetters = AfterGap(step);
                    for (var length = 0; length <= LettersInGap; length++, at++)
                    {
                        if ((nextLetters is null || at < text.Length && nextLetters.Contains(text[at])) && Run(step + 1, text, at) is >= 0 and var afterGap) return afterGap;
                        if (at >= text.Length || text[at] == Stop) return -1;
                    }
                    return -1;
                case Op.WordGap:
                    var firstLetters = AfterGap(step);
                    for (var words = 0; words <= WordsInGap; words++)
                    {
                        if ((firstLetters is null || at < text.Length && firstLetters.Contains(text[at])) && Run(step + 1, text, at) is >= 0 and var afterWords) return afterWords;
                        var start = at;
                        while (at < text.Length && text[at] is not (' ' or Stop)) at++;
                        if (at == start || at + 1 >= text.Length || text[at] != ' ' || text[at + 1] != ' ') return -1;
                        at += 2;
                    }
                    return -1;
                case Op.Split:
                    ref readonly var next = ref _steps[step + 1];
                    if ((next.Op != Op.Letter || at < text.Length && text[at] == next.Letter) && Run(step + 1, text, at) is >= 0 and var first) return first;
                    step += s.To;
                    continue;
                case Op.Jump:
                    step += s.To;
                    continue;
                case Op.End:
                    if (at != text.Length) return -1;
                    break;
                default:
                    return at;
            }
            step++;
        }
    }

    private IEnumerable<(char, char)> CertainPairs()
    {
        // Up to there a step may be passed by.
        var passed = 0;
        for (var i = 0; i + 1 < _steps.Length; i++)
        {
            var step = _steps[i];
            if (step.Op is Op.Split or Op.Jump) passed = Math.Max(passed, i + step.To);
            else if (i >= passed && step.Op == Op.Letter && _steps[i + 1].Op == Op.Letter) yield return (step.Letter, _steps[i + 1].Letter);
        }
    }

    /// <summary>False where every way through the steps takes one of those marks.</summary>
    private bool MatchesWithout(int marks)
    {
        var seen = new bool[_steps.Length];
        return Reaches(0);

        bool Reaches(int step)
        {
            for (; !seen[step]; step++)
            {
                seen[step] = true;
                ref readonly var s = ref _steps[step];
                switch (s.Op)
                {
                    case Op.Match:
                        return true;
                    case Op.Letter when s.Letter is >= Tool and <= Device && (marks & 1 << (s.Letter - Tool)) != 0:
                        return false;
                    case Op.Split when Reaches(step + 1):
                        return true;
                    case Op.Split or Op.Jump:
                        step += s.To - 1;
                        break;
                }
            }
            return false;
        }
    }

    private SearchValues<char>? AfterGap(int gap)
    {
        if (_afterGap is { } found && found[gap].Known) return found[gap].Letters;
        var letters = new HashSet<char>();
        var after = Collect(gap + 1) ? SearchValues.Create([.. letters]) : null;
        var all = _afterGap is { } before ? [.. before] : new (bool, SearchValues<char>?)[_steps.Length];
        all[gap] = (true, after);
        _afterGap = all;
        return after;

        bool Collect(int step) => _steps[step] switch
        {
            { Op: Op.Letter, Letter: var letter } => letters.Add(letter) || true,
            { Op: Op.OneOf, Letters: { } listed } => listed.All(l => letters.Add(l) || true),
            { Op: Op.Digits } => "0123456789".All(l => letters.Add(l) || true),
            { Op: Op.Split, To: var other } => Collect(step + 1) && Collect(step + other),
            { Op: Op.Jump, To: var next } => Collect(step + next),
            _ => false,
        };
    }

    /// <summary>Letters on their own ("ㄱㅅ") as <see cref="NormalizedText"/> has them.</summary>
    private static string AsInTexts(char c) => c is >= '\u3130' and <= '\u318F' ? c.ToString().Normalize(System.Text.NormalizationForm.FormKC) : c.ToString();

    private static void Alternatives(string text, ref int at, List<Step> steps, bool spaced)
    {
        var jumps = new List<int>();
        while (true)
        {
            var start = steps.Count;
            Sequence(text, ref at, steps, spaced);
            if (at >= text.Length || text[at] == ')') break;
            at++;
            steps.Insert(start, new(Op.Split, to: steps.Count - start + 2));
            jumps.Add(steps.Count);
            steps.Add(default);
        }
        foreach (var jump in jumps) steps[jump] = new(Op.Jump, to: steps.Count - jump);
    }

    private static void Sequence(string text, ref int at, List<Step> steps, bool spaced)
    {
        while (at < text.Length && text[at] is not (')' or '|'))
        {
            var start = steps.Count;
            Atom(text, ref at, steps, spaced);
            if (at >= text.Length || text[at] is not ('?' or '*')) continue;
            var repeats = text[at++] == '*';
            if (repeats && MatchesNothing(steps, start)) throw new FormatException($"what is repeated by a `*` can match nothing in the phrase `{text}`");
            steps.Insert(start, new(Op.Split, to: steps.Count - start + (repeats ? 2 : 1)));
            if (repeats) steps.Add(new(Op.Jump, to: start - steps.Count));
        }
    }

    /// <summary>True where a way through the steps from there to the last takes no letter.</summary>
    private static bool MatchesNothing(List<Step> steps, int at)
    {
        for (; at < steps.Count; at++)
            switch (steps[at].Op)
            {
                case Op.Letter or Op.OneOf or Op.Digits:
                    return false;
                case Op.Split when MatchesNothing(steps, at + 1):
                    return true;
                case Op.Split or Op.Jump:
                    return MatchesNothing(steps, at + steps[at].To);
            }
        return true;
    }

    private static void Atom(string text, ref int at, List<Step> steps, bool spaced)
    {
        switch (text[at++])
        {
            case '(':
                Alternatives(text, ref at, steps, spaced);
                if (at >= text.Length) throw new FormatException($"a `)` is missing in the phrase `{text}`");
                at++;
                break;
            case '[':
                var end = text.IndexOf(']', at);
                if (end < 0) throw new FormatException($"a `]` is missing in the phrase `{text}`");
                steps.Add(new(Op.OneOf, letters: Listed(text[at..end])));
                at = end + 1;
                break;
            case '#':
                steps.Add(new(Op.Digits));
                break;
            case '…':
                steps.Add(new(Op.LetterGap));
                break;
            case ' ':
                steps.Add(new(Op.Letter, ' '));
                steps.Add(new(Op.Letter, ' '));
                if (at >= text.Length || text[at] != '…') break;
                steps.Add(new(Op.WordGap));
                at += at + 1 < text.Length && text[at + 1] == ' ' ? 2 : 1;
                break;
            case var letter:
                steps.Add(new(Op.Letter, letter));
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

    private HashSet<string>? LeadsOf(bool spaced)
    {
        var leads = new HashSet<string>(StringComparer.Ordinal);
        return Collect(0, "") ? leads : null;

        bool Collect(int step, string lead)
        {
            if (leads.Count > MostLeads || lead.Length > LongestLead) return false;
            if (!spaced && lead.Length == 2) return leads.Add(lead) || true;
            switch (_steps[step])
            {
                case { Op: Op.Letter, Letter: ' ' } when spaced && lead.Length > 1:
                    return leads.Add(lead[1..]) || true;
                case { Op: Op.Letter, Letter: var letter }:
                    return (!spaced || lead.Length > 0 || letter == ' ') && Collect(step + 1, lead + letter);
                case { Op: Op.OneOf, Letters: { } letters }:
                    return (!spaced || lead.Length > 0) && letters.All(l => Collect(step + 1, lead + l));
                case { Op: Op.Digits } when !spaced:
                    return "0123456789".All(d => leads.Add(lead + d) || true);
                case { Op: Op.Split, To: var other }:
                    return Collect(step + 1, lead) && Collect(step + other, lead);
                case { Op: Op.Jump, To: var next }:
                    return Collect(step + next, lead);
                default:
                    return !spaced && lead.Length > 0 && (leads.Add(lead) || true);
            }
        }
    }
}
