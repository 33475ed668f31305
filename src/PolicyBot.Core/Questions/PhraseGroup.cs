namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an index, with what a text must hold for it to be tried there. Of the group's parts from
/// <paramref name="FirstPart"/> on so many belong to it, of which the text must hold one (<see cref="TextParts"/>); 0: none is needed.</summary>
internal readonly record struct PhraseCandidate(int Owner, int Order, PhraseProgram Program, FoldedSet Next, int Needs, int NeedsOneOf,
    LetterPairs Pairs, int FirstPart = 0, int Parts = 0);

/// <summary>Phrases to be tried, in their order, with the parts of their texts, side by side so that they are gone through fast.</summary>
internal sealed record PhraseCandidates(PhraseCandidate[] Phrases, ushort[] Parts);

/// <summary>The phrases that begin alike, in their order.</summary>
internal sealed class PhraseGroup(string? lead)
{
    /// <summary>Asked for so often that it pays to find out more of the phrases: a process of one question never does.</summary>
    private const int Often = 4;

    private readonly record struct Phrase(int Owner, int Order, PhrasePattern Pattern);

    private Phrase[] _phrases = new Phrase[1];
    private int _count, _asked;
    private PhraseCandidates? _all;
    private PhraseCandidates?[]? _byNext;

    public void Add(int owner, int order, PhrasePattern pattern)
    {
        if (_count == _phrases.Length) Array.Resize(ref _phrases, 2 * _count);
        _phrases[_count++] = new(owner, order, pattern);
    }

    /// <summary>The phrases that a text may hold which goes on so after the lead (a bit of <see cref="FoldedSet"/>). Compiled when a text
    /// first begins so.</summary>
    public PhraseCandidates Candidates(int next)
    {
        if (_asked < Often)
        {
            _asked++;
            return _all ??= Compiled();
        }
        var byNext = _byNext ??= new PhraseCandidates[FoldedSet.Bits];
        return byNext[next] ??= With(next);
    }

    private PhraseCandidates Compiled()
    {
        var all = new PhraseCandidate[_count];
        for (var i = 0; i < _count; i++)
        {
            var (owner, order, pattern) = _phrases[i];
            var program = pattern.Program;
            var next = lead is null ? FoldedSet.All : program.After(lead);
            all[i] = new(owner, order, program, next, program.Needs, program.NeedsOneOf, program.Pairs);
        }
        return new(all, []);
    }

    private PhraseCandidates With(int next)
    {
        var parts = new List<ushort>();
        var phrases = Array.FindAll((_all ??= Compiled()).Phrases, p => p.Next.MayHold(next));
        foreach (ref var phrase in phrases.AsSpan())
        {
            var own = phrase.Program.FewestParts;
            phrase = phrase with { FirstPart = parts.Count, Parts = own.Length };
            parts.AddRange(own);
        }
        return new(phrases, [.. parts]);
    }
}
