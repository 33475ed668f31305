namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an owner (a cue, a concept) found in a <see cref="TextView"/>, from <paramref name="Start"/> to
/// <paramref name="End"/> (exclusive).</summary>
public readonly record struct PhraseMatch(int Owner, int Start, int End);

/// <summary>The phrases of many owners, by what they begin with, so that one pass over a text finds them all.</summary>
public sealed class PhraseIndex
{
    private readonly record struct Phrase(int Owner, int Order, PhrasePattern Pattern);

    private readonly bool _spaced;
    private readonly Dictionary<string, List<Phrase>> _byLead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Phrase>>.AlternateLookup<ReadOnlySpan<char>> _leads;
    private readonly List<Phrase> _anywhere = [];

    /// <summary>The owners' phrases in the notation of <see cref="PhrasePattern"/>; owners are numbered from 0.</summary>
    public PhraseIndex(IEnumerable<IEnumerable<string>> owners, bool spaced)
    {
        _spaced = spaced;
        var (owner, order) = (0, 0);
        foreach (var phrases in owners)
        {
            foreach (var phrase in phrases) Add(new(owner, order++, new(phrase, spaced)));
            owner++;
        }
        _leads = _byLead.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By owner, then by place. Of one owner's phrases none overlap: the leftmost counts, and where several start, the first.</summary>
    public List<PhraseMatch> In(string view)
    {
        var found = new List<(Phrase Phrase, int Start, int End)>();
        var marks = PhrasePattern.MarksIn(view);
        for (var at = 0; at < view.Length; at++)
        {
            if (_spaced && view[at] != ' ') continue;
            if (_anywhere.Count > 0) Try(_anywhere, at);
            if (_spaced)
            {
                var length = view.AsSpan(at + 1).IndexOf(' ');
                if (length < 0) break;
                if (_leads.TryGetValue(view.AsSpan(at + 1, length), out var phrases)) Try(phrases, at);
                at += length + 1;
                continue;
            }
            for (var length = 1; length <= Math.Min(2, view.Length - at); length++)
                if (_leads.TryGetValue(view.AsSpan(at, length), out var phrases)) Try(phrases, at);
        }
        found.Sort((a, b) => (a.Phrase.Owner, a.Start, a.Phrase.Order).CompareTo((b.Phrase.Owner, b.Start, b.Phrase.Order)));
        var matches = new List<PhraseMatch>(found.Count);
        foreach (var (phrase, start, end) in found)
            if (matches.Count == 0 || matches[^1].Owner != phrase.Owner || matches[^1].End <= start) matches.Add(new(phrase.Owner, start, end));
        return matches;

        void Try(List<Phrase> phrases, int at)
        {
            foreach (var phrase in phrases)
                if ((phrase.Pattern.Needs & ~marks) == 0 && (phrase.Pattern.NeedsOneOf == 0 || (phrase.Pattern.NeedsOneOf & marks) != 0)
                    && phrase.Pattern.Match(view, at) is >= 0 and var end) found.Add((phrase, at, end));
        }
    }

    private void Add(Phrase phrase)
    {
        if (phrase.Pattern.Leads is not { } leads) _anywhere.Add(phrase);
        else
            foreach (var lead in leads)
                (_byLead.TryGetValue(lead, out var phrases) ? phrases : _byLead[lead] = []).Add(phrase);
    }
}
