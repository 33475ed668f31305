namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an index, with what a text must hold for it to be tried there. Of the group's parts from
/// <paramref name="FirstPart"/> on so many belong to it, of which the text must hold one (<see cref="TextParts"/>); 0: none is needed.</summary>
internal readonly record struct PhraseCandidate(int Owner, int Order, PhraseCode Code, FoldedSet Next, int Needs, int NeedsOneOf,
    LetterPairs Pairs, int FirstPart = 0, int Parts = 0);

/// <summary>Phrases to be tried, in their order, with the parts of their texts, side by side so that they are gone through fast.</summary>
internal readonly record struct PhraseCandidates(PhraseCandidate[] Phrases, ushort[] Parts);

/// <summary>The phrases that begin alike, in their order.</summary>
internal sealed class PhraseGroup(string? lead)
{
    /// <summary>Asked for so often that it pays to find out more of the phrases: in a process of one question few beginnings are.</summary>
    private const int Often = 4;

    private readonly record struct Phrase(int Owner, int Order, PhrasePattern Pattern);

    private Phrase[] _phrases = new Phrase[1];
    private int _count, _asked;
    private PhraseCandidate[]? _all;

    /// <summary>The phrases are written after their parts, and read before them: where other threads see phrases they see parts, be they
    /// of a third thread, which are the same.</summary>
    private (PhraseCandidate[]? Phrases, ushort[] Parts)[]? _byNext;

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
            return new(All(), []);
        }
        ref var known = ref (_byNext ??= new (PhraseCandidate[]?, ushort[])[FoldedSet.Bits])[next];
        if (Volatile.Read(ref known.Phrases) is { } phrases) return new(phrases, known.Parts);
        var with = With(next);
        known.Parts = with.Parts;
        Volatile.Write(ref known.Phrases, with.Phrases);
        return with;
    }

    private PhraseCandidate[] All()
    {
        if (_all is { } known) return known;
        var all = new PhraseCandidate[_count];
        for (var i = 0; i < _count; i++)
        {
            var (owner, order, pattern) = _phrases[i];
            var program = pattern.Program;
            var next = lead is null ? FoldedSet.All : program.After(lead);
            all[i] = new(owner, order, program.Code, next, program.Needs, program.NeedsOneOf, program.Pairs);
        }
        return _all = all;
    }

    private PhraseCandidates With(int next)
    {
        var (phrases, parts) = (new List<PhraseCandidate>(), new List<ushort>());
        var all = All();
        for (var i = 0; i < all.Length; i++)
        {
            if (!all[i].Next.MayHold(next)) continue;
            var own = _phrases[i].Pattern.Program.FewestParts;
            phrases.Add(all[i] with { FirstPart = parts.Count, Parts = own.Length });
            parts.AddRange(own);
        }
        return new([.. phrases], [.. parts]);
    }
}
