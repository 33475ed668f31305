using System.Text;
using System.Text.RegularExpressions;

namespace PolicyBot.Core.Questions;

/// <summary>The notation of cue phrases: words, `(a|b)` alternatives, `?` and `*` after a letter or group, `…` a gap within the sentence,
/// `#` a number, `¶` the end of the text, and `&lt;tool&gt;` and its like for what was recognised. Gaps and
/// repetitions are bounded and take whole words, so that matching backtracks by a constant at most. (Automata without backtracking take
/// seconds to build for phrases as many as these, which a cold start cannot afford.)</summary>
public static class PhrasePattern
{
    public const char Tool = '\uE000', Data = '\uE001', Actor = '\uE002', Country = '\uE003', Purpose = '\uE004', Device = '\uE005', Stop = '.';

    private static readonly (string Name, char Mark)[] Marks =
        [("<tool>", Tool), ("<data>", Data), ("<actor>", Actor), ("<country>", Country), ("<purpose>", Purpose), ("<device>", Device)];

    /// <summary>One expression for all phrases of a cue. Spaced languages match at word borders of a <see cref="TextView"/>.</summary>
    public static Regex Compile(IEnumerable<string> phrases, bool spaced)
    {
        var pattern = new StringBuilder();
        foreach (var phrase in phrases)
        {
            if (pattern.Length > 0) pattern.Append('|');
            if (spaced) pattern.Append(' ');
            Append(pattern, phrase.TrimEnd('¶'), spaced);
            if (spaced) pattern.Append(' ');
            if (phrase.EndsWith('¶')) pattern.Append(@"\z");
        }
        return new Regex(pattern.ToString(), RegexOptions.CultureInvariant);
    }

    private static void Append(StringBuilder pattern, string phrase, bool spaced)
    {
        foreach (var (name, mark) in Marks) phrase = phrase.Replace(name, mark.ToString(), StringComparison.Ordinal);
        phrase = phrase.ToLowerInvariant();
        for (var i = 0; i < phrase.Length; i++)
        {
            var c = phrase[i];
            if (c == ' ')
            {
                if (!spaced) continue;
                if (i + 1 < phrase.Length && phrase[i + 1] == '…')
                {
                    pattern.Append(@"  (?:[^. ]+  ){0,9}?");
                    i += i + 2 < phrase.Length && phrase[i + 2] == ' ' ? 2 : 1;
                }
                else pattern.Append("  ");
            }
            else if (c == '…') pattern.Append("[^.]{0,24}?");
            else if (c == '#') pattern.Append("[0-9]+");
            else if (c is '(') pattern.Append("(?:");
            else if (c is ')' or '|' or '?' or '*' or '[' or ']' or '-') pattern.Append(c);
            else pattern.Append(Regex.Escape(c.ToString()));
        }
    }
}
