namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an index, with what a text must hold for it to be tried there.</summary>
internal readonly record struct PhraseCandidate(
    int Owner, int Order, PhraseProgram Program, FoldedSet Next, int Needs, int NeedsOneOf, LetterPairs Pairs);

/// <summary>The phrases that begin alike, in their order.</summary>
internal sealed class PhraseGroup(string? lead)
{
    private readonly record struct Phrase(int Owner, int Order, PhrasePattern Pattern);

    private Phrase[] _phrases = new Phrase[1];
    private int _count;
    private PhraseCandidate[]? _candidates;

    public void Add(int owner, int order, PhrasePattern pattern)
    {
        if (_count == _phrases.Length) Array.Resize(ref _phrases, 2 * _count);
        _phrases[_count++] = new(owner, order, pattern);
    }

    /// <summary>Compiled when a text first begins so.</summary>
    public PhraseCandidate[] Candidates(bool spaced)
    {
        if (_candidates is { } known) return known;
        var candidates = new PhraseCandidate[_count];
        for (var i = 0; i < _count; i++)
        {
            var (owner, order, pattern) = _phrases[i];
            var program = pattern.Program;
            var next = lead is null ? FoldedSet.All : program.After(lead, spaced);
            candidates[i] = new(owner, order, program, next, program.Needs, program.NeedsOneOf, program.Pairs);
        }
        return _candidates = candidates;
    }
}
