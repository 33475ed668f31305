namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an owner (a cue, a concept) found in a <see cref="TextView"/>, from <paramref name="Start"/> to
/// <paramref name="End"/> (exclusive).</summary>
public readonly record struct PhraseMatch(int Owner, int Start, int End);

/// <summary>The phrases of many owners, by what they begin with, so that one pass over a text finds them all.</summary>
public sealed class PhraseIndex
{
    private const int FilterBits = 1 << 14;

    private readonly record struct Found(int Owner, int Order, int Start, int End)
    {
        public static readonly Comparison<Found> ByOwnerAndPlace = (a, b) =>
            a.Owner != b.Owner ? a.Owner.CompareTo(b.Owner) : a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Order.CompareTo(b.Order);
    }

    private readonly record struct Phrase(int Owner, int Order, PhrasePattern Pattern, LetterPairs Needed);

    private readonly bool _spaced;
    private readonly Dictionary<string, List<Phrase>> _byLead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Phrase>>.AlternateLookup<ReadOnlySpan<char>> _leads;
    private readonly List<Phrase> _anywhere = [];
    private readonly ulong[] _mayLead = new ulong[FilterBits / 64];

    /// <summary>The owners' phrases in the notation of <see cref="PhrasePattern"/>; owners are numbered from 0.</summary>
    public PhraseIndex(IEnumerable<IEnumerable<string>> owners, bool spaced)
    {
        _spaced = spaced;
        var (owner, order) = (0, 0);
        foreach (var phrases in owners)
        {
            foreach (var phrase in phrases)
            {
                var pattern = new PhrasePattern(phrase, spaced);
                Add(new(owner, order++, pattern, pattern.NeededPairs));
            }
            owner++;
        }
        _leads = _byLead.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By owner, then by place. Of one owner's phrases none overlap: the leftmost counts, and where several start, the first.</summary>
    public List<PhraseMatch> In(string view)
    {
        var found = new List<Found>();
        var marks = PhrasePattern.MarksIn(view);
        var pairs = LetterPairs.Of(view);
        for (var at = 0; at < view.Length; at++)
        {
            if (_spaced && view[at] != ' ') continue;
            if (_anywhere.Count > 0) Try(_anywhere, at);
            if (_spaced)
            {
                var length = view.AsSpan(at + 1).IndexOf(' ');
                if (length < 0) break;
                var word = view.AsSpan(at + 1, length);
                if (MayLead(word) && _leads.TryGetValue(word, out var phrases)) Try(phrases, at);
                at += length + 1;
                continue;
            }
            for (var length = 1; length <= Math.Min(2, view.Length - at); length++)
            {
                var lead = view.AsSpan(at, length);
                if (MayLead(lead) && _leads.TryGetValue(lead, out var phrases)) Try(phrases, at);
            }
        }
        found.Sort(Found.ByOwnerAndPlace);
        var matches = new List<PhraseMatch>(found.Count);
        foreach (var (owner, _, start, end) in found)
            if (matches.Count == 0 || matches[^1].Owner != owner || matches[^1].End <= start) matches.Add(new(owner, start, end));
        return matches;

        void Try(List<Phrase> phrases, int at)
        {
            foreach (var phrase in phrases)
                if (pairs.MayHold(phrase.Needed) && (phrase.Pattern.Needs & ~marks) == 0 && (phrase.Pattern.NeedsOneOf == 0 || (phrase.Pattern.NeedsOneOf & marks) != 0)
                    && phrase.Pattern.Match(view, at) is >= 0 and var end) found.Add(new(phrase.Owner, phrase.Order, at, end));
        }
    }

    private void Add(Phrase phrase)
    {
        if (phrase.Pattern.Leads is not { } leads) _anywhere.Add(phrase);
        else
            foreach (var lead in leads)
            {
                (_byLead.TryGetValue(lead, out var phrases) ? phrases : _byLead[lead] = []).Add(phrase);
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
