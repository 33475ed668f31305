using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;

namespace PolicyBot.Core.Questions;

/// <summary>A normalised text as cue phrases see it: what was recognised is one mark, sentences end in `.`. Spaced: words with one space
/// around each; else letters without spaces.</summary>
public sealed class TextView
{
    private readonly int[] _words;

    /// <summary>Without the words of <paramref name="fillers"/> that are no part of a mention.</summary>
    public TextView(NormalizedText text, IEnumerable<Mention> mentions, bool spaced, FrozenSet<string>? fillers = null)
    {
        var marks = Marks(text, mentions);
        if (fillers is { Count: > 0 }) LeaveOut(fillers.GetAlternateLookup<ReadOnlySpan<char>>(), text, marks);
        var view = new StringBuilder(text.Letters.Length + 2 * text.Words.Length);
        var words = new List<int>(view.Capacity);
        void Put(ReadOnlySpan<char> s, int word)
        {
            view.Append(s);
            var at = words.Count;
            CollectionsMarshal.SetCount(words, at + s.Length);
            CollectionsMarshal.AsSpan(words)[at..].Fill(word);
        }
        for (var i = 0; i < text.Words.Length; i++)
        {
            var word = text.Words[i];
            if (word.NewSentence && i > 0) Put(".", i);
            for (var at = word.Start; at < word.End;)
            {
                var mark = marks[at];
                if (mark < 0)
                {
                    at++;
                    continue;
                }
                if (spaced) Put(" ", i);
                if (mark > 0)
                {
                    Put([(char)mark], i);
                    at++;
                }
                else
                {
                    var end = at;
                    while (end < word.End && marks[end] == 0) end++;
                    Put(text.Letters.AsSpan(at, end - at), i);
                    at = end;
                }
                if (spaced) Put(" ", i);
            }
        }
        Text = view.ToString();
        _words = [.. words];
    }

    public string Text { get; }

    /// <summary>The word that a position of <see cref="Text"/> belongs to.</summary>
    public int WordAt(int position) => _words.Length == 0 ? 0 : _words[Math.Clamp(position, 0, _words.Length - 1)];

    private static void LeaveOut(FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> fillers, NormalizedText text, int[] marks)
    {
        foreach (var w in text.Words)
            if (marks[w.Start] == 0 && fillers.Contains(text.Letters.AsSpan(w.Start, w.Length))) marks.AsSpan(w.Start, w.Length).Fill(-1);
    }

    /// <summary>By letter: 0, the mark of what starts there, or -1 within it. Where mentions overlap the first counts.</summary>
    private static int[] Marks(NormalizedText text, IEnumerable<Mention> mentions)
    {
        var marks = new int[text.Letters.Length];
        foreach (var m in mentions)
        {
            var span = marks.AsSpan(m.Start, m.End - m.Start);
            if (span.ContainsAnyExcept(0)) continue;
            span.Fill(-1);
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
        return marks;
    }
}
