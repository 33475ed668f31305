using System.Collections.Immutable;
using System.Text;

namespace PolicyBot.Core.Answers;

/// <summary>An answer's sentences as plain text: cases, duties, openings and facts as bullets, sources behind what rests on them.</summary>
internal static class PlainText
{
    public static string Render(ImmutableArray<Sentence> sentences)
    {
        var text = new StringBuilder(1024);
        foreach (var sentence in sentences)
        {
            if (text.Length > 0) text.Append('\n');
            if (IsBullet(sentence)) text.Append("- ");
            text.Append(sentence.Text);
            foreach (var link in sentence.Links)
            {
                text.Append(" (").Append(link.Label);
                if (link.Url is { } url) text.Append(": ").Append(url);
                text.Append(')');
            }
        }
        return text.ToString();
    }

    /// <summary>What ends in a colon introduces the bullets below it.</summary>
    private static bool IsBullet(Sentence sentence) => !sentence.Text.EndsWith(':')
        && sentence.Role is SentenceRole.Action or SentenceRole.Case or SentenceRole.Opening or SentenceRole.Fact;
}
