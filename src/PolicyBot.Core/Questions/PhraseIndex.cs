using System.Numerics;
using System.Runtime.InteropServices;

namespace PolicyBot.Core.Questions;

/// <summary>A phrase of an owner (a cue, a concept) found in a <see cref="TextView"/>, from <paramref name="Start"/> to
/// <paramref name="End"/> (exclusive).</summary>
public readonly record struct PhraseMatch(int Owner, int Start, int End);

/// <summary>The phrases of many owners, by what they begin with, so that one pass over a text finds them all. Thread-safe.</summary>
public sealed class PhraseIndex
{
    private const int Few = 32, FilterBits = 14;

    private readonly record struct Found(int Owner, int Order, int Start, int End)
    {
        public static readonly Comparison<Found> ByOwnerAndPlace = (a, b) =>
            a.Owner != b.Owner ? a.Owner.CompareTo(b.Owner) : a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Order.CompareTo(b.Order);
    }

    private readonly bool _spaced;
    private readonly PhraseGroup _anywhere = new(null);
    private readonly uint _seed;

    /// <summary>The groups by their leads, open-addressed: a group stands in the first free slot from its lead's on.</summary>
    private readonly (uint Hash, PhraseGroup? Group)[] _byLead;

    /// <summary>By the upper bits of a lead's number; false for most of what no phrase begins with, without looking it up.</summary>
    private readonly ulong[] _mayLead = new ulong[(1 << FilterBits) / 64];

    /// <summary>The owners' phrases in the notation of <see cref="PhrasePattern"/>; owners are numbered from 0.</summary>
    public PhraseIndex(IEnumerable<IEnumerable<string>> owners, bool spaced)
    {
        _spaced = spaced;
        var byLead = new Dictionary<string, PhraseGroup>(StringComparer.Ordinal);
        var (owner, order) = (0, 0);
        foreach (var phrases in owners)
        {
            foreach (var phrase in phrases) Add(owner, order++, new(phrase, spaced), byLead);
            owner++;
        }
        _byLead = new (uint, PhraseGroup?)[BitOperations.RoundUpToPowerOf2((uint)byLead.Count * 4 + 4)];
        while (!TryPlace(byLead))
        {
            _seed++;
            Array.Clear(_byLead);
            Array.Clear(_mayLead);
        }
    }

    /// <summary>By owner, then by place. Of one owner's phrases none overlap:
    /// the leftmost counts, and where several start, the first.</summary>
    public List<PhraseMatch> In(string view) => In(view, null);

    /// <summary>Likewise, of the owners that are marked in <paramref name="only"/>.</summary>
    public List<PhraseMatch> In(string view, bool[]? only)
    {
        var text = new Searched(view, _spaced, only);
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
        for (var at = view.IndexOf(' '); at >= 0 && at + 1 < view.Length;)
        {
            text.Try(_anywhere, at, FoldedSet.End);
            var word = view.AsSpan(at + 1);
            if (word.IndexOf(' ') is var length && length < 0) return;
            word = word[..length];
            var after = at + length + 2;
            if (GroupOf(word) is { } group)
                text.Try(group, at, FoldedSet.Bit(NextWord(view, after)));
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
        for (var at = 0; at < view.Length; at++)
        {
            text.Try(_anywhere, at, FoldedSet.End);
            for (var length = 1; length <= Math.Min(2, view.Length - at); length++)
            {
                var lead = view.AsSpan(at, length);
                if (GroupOf(lead) is { } group)
                    text.Try(group, at, at + length < view.Length ? FoldedSet.Bit(view[at + length]) : FoldedSet.End);
            }
        }
    }

    /// <summary>A view with what tells of phrases that they are not in it.</summary>
    private ref struct Searched
    {
        private readonly bool[]? _only;
        private readonly int _marks;
        private readonly LetterPairs _pairs;
        private readonly TextParts _parts;

        public Searched(string view, bool spaced, bool[]? only)
        {
            (View, _only, _marks, _pairs) = (view, only, PhrasePattern.MarksIn(view), LetterPairs.Of(view));
            if (spaced) _parts.AddWords(view);
            else _parts.AddLetters(view);
        }

        public readonly string View { get; }
        public List<Found>? Found { get; private set; }

        public void Try(PhraseGroup group, int at, int next)
        {
            var candidates = group.Candidates(next);
            foreach (ref readonly var phrase in candidates.Phrases.AsSpan())
            {
                if (!phrase.Next.MayHold(next) || (phrase.Needs & ~_marks) != 0) continue;
                if (phrase.NeedsOneOf != 0 && (phrase.NeedsOneOf & _marks) == 0) continue;
                if (_only is not null && !_only[phrase.Owner] || !_pairs.MayHold(phrase.Pairs)) continue;
                if (phrase.Parts != 0 && !_parts.HasOneOf(candidates.Parts.AsSpan(phrase.FirstPart, phrase.Parts))) continue;
                if (phrase.Code.Run(View, at) is >= 0 and var end) (Found ??= []).Add(new(phrase.Owner, phrase.Order, at, end));
            }
        }
    }

    /// <summary>False where two leads have one number.</summary>
    private bool TryPlace(Dictionary<string, PhraseGroup> byLead)
    {
        foreach (var (lead, group) in byLead)
        {
            var hash = Hash(lead);
            _mayLead[hash >> (32 - FilterBits) >> 6] |= 1UL << (int)(hash >> (32 - FilterBits));
            var slot = hash & (_byLead.Length - 1);
            for (; _byLead[slot].Group is not null; slot = (slot + 1) & (_byLead.Length - 1))
                if (_byLead[slot].Hash == hash) return false;
            _byLead[slot] = (hash, group);
        }
        return true;
    }

    private void Add(int owner, int order, PhrasePattern pattern, Dictionary<string, PhraseGroup> byLead)
    {
        if (pattern.Leads is not { } leads) _anywhere.Add(owner, order, pattern);
        else
            foreach (var lead in leads)
            {
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(byLead, lead, out _);
                (group ??= new(lead)).Add(owner, order, pattern);
            }
    }

    /// <summary>The phrases that begin so; rarely, of what none begins with, those of another beginning, which do not match here.</summary>
    private PhraseGroup? GroupOf(ReadOnlySpan<char> lead)
    {
        var hash = Hash(lead);
        if ((_mayLead[hash >> (32 - FilterBits) >> 6] & 1UL << (int)(hash >> (32 - FilterBits))) == 0) return null;
        for (var slot = hash & (_byLead.Length - 1); ; slot = (slot + 1) & (_byLead.Length - 1))
        {
            ref readonly var at = ref _byLead[slot];
            if (at.Group is null || at.Hash == hash) return at.Group;
        }
    }

    private uint Hash(ReadOnlySpan<char> lead)
    {
        var hash = _seed + (uint)lead.Length;
        foreach (var c in lead) hash = (hash + c) * 0x9E3779B1u;
        return hash ^ hash >> 15;
    }
}
