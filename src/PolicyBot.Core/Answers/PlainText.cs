using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PolicyBot.Core.Answers;

/// <summary>An answer's sentences as plain text: cases, duties, openings and facts as bullets, sources behind what rests on them.</summary>
internal static class PlainText
{
    /// <summary>Measured, then written: the text is the largest part of most answers.</summary>
    public static string Render(ImmutableArray<Sentence> sentences)
    {
        var all = ImmutableCollectionsMarshal.AsArray(sentences) ?? [];
        var measured = new Writer([]);
        Write(all, ref measured);
        return string.Create(measured.Length, all, static (text, all) =>
        {
            var writer = new Writer(text);
            Write(all, ref writer);
        });
    }

    private static void Write(Sentence[] sentences, ref Writer text)
    {
        foreach (var sentence in sentences)
        {
            if (text.Length > 0) text.Put("\n");
            if (IsBullet(sentence)) text.Put("- ");
            text.Put(sentence.Text);
            foreach (var link in sentence.Links)
            {
                text.Put(" (");
                text.Put(link.Label);
                if (link.Url is { } url)
                {
                    text.Put(": ");
                    text.Put(url);
                }
                text.Put(")");
            }
        }
    }

    /// <summary>Writes into a span, or into none, and counts.</summary>
    private ref struct Writer(Span<char> text)
    {
        private readonly Span<char> _text = text;

        public int Length { get; private set; }

        public void Put(string part)
        {
            if (!_text.IsEmpty) part.CopyTo(_text[Length..]);
            Length += part.Length;
        }
    }

    /// <summary>What ends in a colon introduces the bullets below it.</summary>
    private static bool IsBullet(Sentence sentence) => !sentence.Text.EndsWith(':')
        && sentence.Role is SentenceRole.Action or SentenceRole.Case or SentenceRole.Opening or SentenceRole.Fact;
}
