using System.Runtime.InteropServices;

namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an owner (a cue, a concept) found in a <see cref="TextView"/>, from <paramref name="Start"/> to
/// <paramref name="End"/> (exclusive).</summary>
public readonly record struct PhraseMatch(int Owner, int Start, int End);

/// <summary>The phrases of many owners, by what they begin with, so that one pass over a text finds them all. Thread-safe.</summary>
public sealed class PhraseIndex
{
    private const int FilterBits = 1 << 14, Few = 32;

    private readonly record struct Found(int Owner, int Order, int Start, int End)
    {
        public static readonly Comparison<Found> ByOwnerAndPlace = (a, b) =>
            a.Owner != b.Owner ? a.Owner.CompareTo(b.Owner) : a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Order.CompareTo(b.Order);
    }

    private readonly bool _spaced;
    private readonly Dictionary<string, PhraseGroup> _byLead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PhraseGroup>.AlternateLookup<ReadOnlySpan<char>> _leads;
    private readonly PhraseGroup _anywhere = new(null);
    private readonly ulong[] _mayLead = new ulong[FilterBits / 64];

    /// <summary>The owners' phrases in the notation of <see cref="PhrasePattern"/>; owners are numbered from 0.</summary>
    public PhraseIndex(IEnumerable<IEnumerable<string>> owners, bool spaced)
    {
        _spaced = spaced;
        var (owner, order) = (0, 0);
        foreach (var phrases in owners)
        {
            foreach (var phrase in phrases) Add(owner, order++, new(phrase, spaced));
            owner++;
        }
        _leads = _byLead.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By owner, then by place. Of one owner's phrases none overlap:
    /// the leftmost counts, and where several start, the first.</summary>
    public List<PhraseMatch> In(string view) => In(view, null);

    /// <summary>Likewise, of the owners that are marked in <paramref name="only"/>.</summary>
    public List<PhraseMatch> In(string view, bool[]? only)
    {
        var text = new Searched(view, only);
        if (_spaced) FindWords(ref text);
        else FindLetters(ref text);
        if (text.Found is not { } found) return [];
        Sort(found);
        var matches = new List<PhraseMatch>(found.Count);
        foreach (var (owner, _, start, end) in CollectionsMarshal.AsSpan(found))
            if (matches.Count == 0 || matches[^1].Owner != owner || matches[^1].End <= start) matches.Add(new(owner, start, end));
        return matches;
    }

    private static void Sort(List<Found> found)
    {
        if (found.Count > Few)
        {
            found.Sort(Found.ByOwnerAndPlace);
            return;
        }
        for (var i = 1; i < found.Count; i++)
        {
            var moved = found[i];
            var at = i;
            for (; at > 0 && Found.ByOwnerAndPlace(found[at - 1], moved) > 0; at--) found[at] = found[at - 1];
            found[at] = moved;
        }
    }

    private void FindWords(ref Searched text)
    {
        var view = text.View;
        var anywhere = _anywhere.Candidates(_spaced);
        for (var at = view.IndexOf(' '); at >= 0 && at + 1 < view.Length;)
        {
            text.Try(anywhere, at, FoldedSet.End);
            var word = view.AsSpan(at + 1);
            if (word.IndexOf(' ') is var length && length < 0) return;
            word = word[..length];
            var after = at + length + 2;
            if (MayLead(word) && _leads.TryGetValue(word, out var group))
                text.Try(group.Candidates(_spaced), at, FoldedSet.Bit(NextWord(view, after)));
            var gap = view.AsSpan(after).IndexOf(' ');
            at = gap < 0 ? -1 : after + gap;
        }
    }

    private static ReadOnlySpan<char> NextWord(string view, int at)
    {
        if (at >= view.Length || view[at] != ' ') return [];
        var rest = view.AsSpan(at + 1);
        return rest.IndexOf(' ') is >= 0 and var length ? rest[..length] : rest;
    }

    private void FindLetters(ref Searched text)
    {
        var view = text.View;
        var anywhere = _anywhere.Candidates(_spaced);
        for (var at = 0; at < view.Length; at++)
        {
            text.Try(anywhere, at, FoldedSet.End);
            for (var length = 1; length <= Math.Min(2, view.Length - at); length++)
            {
                var lead = view.AsSpan(at, length);
                if (MayLead(lead) && _leads.TryGetValue(lead, out var group))
                    text.Try(group.Candidates(_spaced), at, at + length < view.Length ? FoldedSet.Bit(view[at + length]) : FoldedSet.End);
            }
        }
    }

    /// <summary>A view with what tells of phrases that they are not in it.</summary>
    private ref struct Searched(string view, bool[]? only)
    {
        private readonly int _marks = PhrasePattern.MarksIn(view);
        private readonly LetterPairs _pairs = LetterPairs.Of(view);

        public readonly string View => view;
        public List<Found>? Found { get; private set; }

        public void Try(PhraseCandidate[] phrases, int at, int next)
        {
            for (var i = 0; i < phrases.Length; i++)
            {
                ref readonly var phrase = ref phrases[i];
                if (!phrase.Next.MayHold(next) || (phrase.Needs & ~_marks) != 0) continue;
                if (phrase.NeedsOneOf != 0 && (phrase.NeedsOneOf & _marks) == 0) continue;
                if (only is not null && !only[phrase.Owner] || !_pairs.MayHold(phrase.Pairs)) continue;
                if (phrase.Program.Run(view, at) is >= 0 and var end) (Found ??= []).Add(new(phrase.Owner, phrase.Order, at, end));
            }
        }
    }

    private void Add(int owner, int order, PhrasePattern pattern)
    {
        if (pattern.Leads is not { } leads) _anywhere.Add(owner, order, pattern);
        else
            foreach (var lead in leads)
            {
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_byLead, lead, out _);
                (group ??= new(lead)).Add(owner, order, pattern);
                var bit = Bit(lead);
                _mayLead[bit >> 6] |= 1UL << bit;
            }
    }

    /// <summary>False for most of what no phrase begins with, without looking it up.</summary>
    private bool MayLead(ReadOnlySpan<char> lead)
    {
        var bit = Bit(lead);
        return (_mayLead[bit >> 6] & 1UL << bit) != 0;
    }

    private static int Bit(ReadOnlySpan<char> lead) =>
        lead.IsEmpty ? 0 : (lead[0] * 31 + lead[^1] * 7 + lead[lead.Length / 2] * 131 + lead.Length * 17) & (FilterBits - 1);
}
