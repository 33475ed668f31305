namespace PolicyBot.Core.Questions;

/// <summary>The notation of cue phrases: words, `(a|b)` alternatives, `?` and `*` after a letter or group, `[1-4]` one of these, `…` a gap
/// within the sentence, `#` a number, `¶` the end of the text, and `&lt;tool&gt;` and its like for what was recognised. The first
/// alternative that leads to a match counts, `?`, `*` and `#` take as much and gaps as little as they can. Gaps are bounded and take whole
/// words, so that matching backtracks by a constant at most.</summary>
public sealed class PhrasePattern
{
    public const char Tool = '\uE000', Data = '\uE001', Actor = '\uE002', Country = '\uE003', Purpose = '\uE004',
        Device = '\uE005', Stop = '.';

    private readonly string _phrase;
    private readonly bool _spaced;

    /// <summary>Compiled when a text first comes to the phrase: most processes try few of them.</summary>
    private PhraseProgram? _program;

    /// <summary>Spaced: compared with a <see cref="TextView"/> at word borders.</summary>
    /// <exception cref="FormatException">The phrase is not in the notation.</exception>
    public PhrasePattern(string phrase, bool spaced)
    {
        (_phrase, _spaced) = (phrase, spaced);
        Leads = PhraseLeads.Of(phrase, spaced);
    }

    /// <summary>What a match begins with: spaced, its whole first word, else its first letter or two. Null where that is not
    /// known.</summary>
    public IReadOnlyList<string>? Leads { get; }

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

    /// <summary>Where the match that starts there ends (exclusive); -1 where none starts there.</summary>
    public int Match(string text, int start) => Program.Code.Run(text, start);

    internal PhraseProgram Program => _program ??= new(PhraseNotation.Compile(_phrase, _spaced, joined: true), _spaced);
}
