namespace PolicyBot.Core.Questions;

/// <summary>A normalised text as cue phrases see it: what was recognised is one mark, sentences end in `.`. Spaced: words with one space
/// around each; else letters without spaces.</summary>
public sealed class TextView
{
    private const int LettersOnStack = 256;

    private const char Unmarked = '\0', Within = '\uFFFF';

    /// <summary>By word of the text, where it begins in the view.</summary>
    private readonly int[] _starts;

    /// <summary>Without the words of <paramref name="fillers"/> that are no part of a mention.</summary>
    public TextView(NormalizedText text, IEnumerable<Mention> mentions, bool spaced, WordTable? fillers = null)
    {
        var letters = text.Letters.Length;
        var marks = letters <= LettersOnStack ? stackalloc char[letters] : new char[letters];
        marks.Clear();
        Mark(marks, mentions);
        if (fillers is { IsEmpty: false }) LeaveOut(fillers, text, marks);
        // A space before and behind each word or mark, of one letter at least, and an end of a sentence for each word.
        var most = 3 * letters + text.Words.Length;
        var view = most <= 4 * LettersOnStack ? stackalloc char[most] : new char[most];
        var length = 0;
        _starts = new int[text.Words.Length];
        for (var i = 0; i < text.Words.Length; i++)
        {
            var word = text.Words[i];
            _starts[i] = length;
            if (word.NewSentence && i > 0) view[length++] = PhrasePattern.Stop;
            for (var at = word.Start; at < word.End;)
            {
                var mark = marks[at];
                if (mark == Within)
                {
                    at++;
                    continue;
                }
                if (spaced) view[length++] = ' ';
                if (mark != Unmarked)
                {
                    view[length++] = mark;
                    at++;
                }
                else
                {
                    var run = marks[at..word.End].IndexOfAnyExcept(Unmarked);
                    var end = run < 0 ? word.End : at + run;
                    text.Letters.AsSpan(at, end - at).CopyTo(view[length..]);
                    length += end - at;
                    at = end;
                }
                if (spaced) view[length++] = ' ';
            }
        }
        Text = new(view[..length]);
    }

    public string Text { get; }

    /// <summary>The word that a position of <see cref="Text"/> belongs to.</summary>
    public int WordAt(int position)
    {
        if (Text.Length == 0) return 0;
        position = Math.Clamp(position, 0, Text.Length - 1);
        var (from, to) = (0, _starts.Length);
        while (to - from > 1)
        {
            var middle = (from + to) / 2;
            if (_starts[middle] <= position) from = middle;
            else to = middle;
        }
        return from;
    }

    private static void LeaveOut(WordTable fillers, NormalizedText text, Span<char> marks)
    {
        foreach (var w in text.Words)
            if (marks[w.Start] == Unmarked && fillers.Contains(text.Letters.AsSpan(w.Start, w.Length)))
                marks.Slice(w.Start, w.Length).Fill(Within);
    }

    /// <summary>By letter: the mark of what starts there, or <see cref="Within"/> it. Where mentions overlap the first counts.</summary>
    private static void Mark(Span<char> marks, IEnumerable<Mention> mentions)
    {
        foreach (var m in mentions)
        {
            var span = marks[m.Start..m.End];
            if (span.ContainsAnyExcept(Unmarked)) continue;
            span.Fill(Within);
            span[0] = m.Kind switch
            {
                NameKind.Data => PhrasePattern.Data,
                NameKind.Device => PhrasePattern.Device,
                NameKind.Purpose => PhrasePattern.Purpose,
                NameKind.Actor => PhrasePattern.Actor,
                NameKind.Country => PhrasePattern.Country,
                _ => PhrasePattern.Tool,
            };
        }
    }
}
