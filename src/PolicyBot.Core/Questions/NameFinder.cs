using System.Numerics;

namespace PolicyBot.Core.Questions;

/// <summary>Exact longest match of names and aliases over a normalised text: at word borders for Latin letters, inside words for Hangul,
/// so that particles do no harm.</summary>
public static class NameFinder
{
    public static List<Mention> Find(NormalizedText text, Lexicon lexicon)
    {
        var found = new List<Mention>();
        var at = 0;
        for (var word = 0; word < text.Words.Length; word++)
        {
            var w = text.Words[word];
            for (var start = Math.Max(at, w.Start); start < w.End; start++)
            {
                if (start > w.Start && char.IsAscii(text.Letters[start])) break;
                var end = LongestAt(text, lexicon, word, start, found);
                if (end < 0) continue;
                at = end;
                start = end - 1;
            }
        }
        return found;
    }

    /// <summary>Adds what the longest spelling that starts there names; returns its end, or -1.</summary>
    private static int LongestAt(NormalizedText text, Lexicon lexicon, int word, int start, List<Mention> found, bool looksAhead = true)
    {
        var lengths = lexicon.Lengths(text.Letters.AsSpan(start));
        if (lengths == 0) return -1;
        var limit = start + 64 - BitOperations.LeadingZeroCount(lengths);
        var last = word;
        while (last + 1 < text.Words.Length && text.Words[last + 1].Start < limit) last++;
        for (var at = last; at >= word; at--)
        {
            var w = text.Words[at];
            for (var end = Math.Min(w.End, limit); end > Math.Max(w.Start, start); end--)
            {
                var possessive = end == w.End - 1 && text.Letters[end] == 's' && end - start >= 4;
                if (end < w.End && char.IsAscii(text.Letters[end - 1]) && !possessive) break;
                if ((lengths >> (end - start - 1) & 1) == 0) continue;
                if (!lexicon.Names.TryGetValue(text.Letters.AsSpan(start, end - start), out var entries)) continue;
                var any = false;
                foreach (var entry in entries)
                {
                    if (possessive && !TakesGenitive(entry, w)) continue;
                    if (!Fits(text, lexicon, entry, word, at, start, end)) continue;
                    if (entry.Kind == NameKind.Actor && entries.Exists(e => e.Kind == NameKind.Country)) continue;
                    if (entry.Turned && looksAhead && at > word && NamesMore(text, lexicon, at, end)) continue;
                    var first = entry.InPlace ? FirstOfPlace(text, lexicon, word, at) : word;
                    var (lastOf, until) = entry.Letters == 0 ? (at, end) : LastOfName(text, word, start + entry.Letters);
                    found.Add(new(entry.Kind, entry.Id, first, lastOf + 1, first == word ? start : text.Words[first].Start, until)
                    {
                        NeedsContext = entry.NeedsContext,
                        IsIdAlone = entry.IsIdAlone,
                        IsHost = entry.IsHost,
                        Spelling = entry.Spelling
                    });
                    if (entry is { Kind: NameKind.Purpose, Formed: true }) AddData(text, lexicon, word, at, found, looksAhead);
                    any = true;
                }
                if (any) return end;
            }
        }
        return -1;
    }

    /// <summary>The word that the name ends in, and where.</summary>
    private static (int Word, int End) LastOfName(NormalizedText text, int word, int end)
    {
        while (text.Words[word].End < end) word++;
        return (word, end);
    }

    /// <summary>The word after "in the".</summary>
    private static int FirstOfPlace(NormalizedText text, Lexicon lexicon, int from, int to)
    {
        var first = from;
        while (first < to && (lexicon.Words("in-a-place").Contains(text.Spelling(first))
            || lexicon.Words("articles").Contains(text.Spelling(first)))) first++;
        return first;
    }

    /// <summary>Adds the data that single words from <paramref name="from"/> to <paramref name="to"/> name, or longer names that begin
    /// there.</summary>
    private static void AddData(NormalizedText text, Lexicon lexicon, int from, int to, List<Mention> found, bool looksAhead)
    {
        for (var i = from; i <= to; i++)
            if (lexicon.Names.TryGetValue(text.Spelling(i), out var entries) && entries.Find(e => e.Kind == NameKind.Data) is { } data)
                found.Add(new(NameKind.Data, data.Id, i, i + 1, text.Words[i].Start, text.Words[i].End) { Spelling = data.Spelling });
        if (!looksAhead) return;
        // "grade exam scripts": the data begins within the name and ends behind it.
        var ahead = new List<Mention>();
        for (var i = from + 1; i <= to; i++) LongestAt(text, lexicon, i, text.Words[i].Start, ahead, looksAhead: false);
        found.AddRange(ahead.Where(m => m.Kind == NameKind.Data && m.To > to + 1));
    }

    /// <summary>"챗GPT 개인 폰으로": the second word begins a longer name, of the device.</summary>
    private static bool NamesMore(NormalizedText text, Lexicon lexicon, int word, int end) =>
        LongestAt(text, lexicon, word, text.Words[word].Start, [], looksAhead: false) > end;

    /// <summary>"the Commission's stance": the letter s after the name of
    /// a body, a country or a tool, its apostrophe already gone; "two cursors" are no tool's.</summary>
    private static bool TakesGenitive(NameEntry entry, Word word) =>
        (!entry.NeedsContext || word.Genitive) && entry.Kind is (NameKind.Actor or NameKind.Ambiguous or NameKind.Country or NameKind.Tool or NameKind.Edition);

    /// <summary>"딥시크 사", the company, is not in "딥시크 사용".</summary>
    private static bool EndsInOneLetter(string spelling) => spelling is [.., ' ', >= '\uAC00' and <= '\uD7A3'];

    /// <summary>"미 국방부" is not in "이미 국방부".</summary>
    private static bool StartsInOneLetter(string spelling) => spelling is [>= '\uAC00' and <= '\uD7A3', ' ', ..];

    private static bool IsParticle(NormalizedText text, Word word, Lexicon lexicon) =>
        lexicon.Particles.Contains(text.Letters.AsSpan(word.Start..word.End));

    /// <summary>"with Zoom", "a Teams meeting", 줌으로, 팀즈 녹취; "our teams" are people.</summary>
    private static bool IsInPlaceOfHost(NormalizedText text, Lexicon lexicon, int from, int to, int end) =>
        end < text.Words[to].End || from > 0 && lexicon.Words("before-a-host").Contains(text.Spelling(from - 1))
        || to + 1 < text.Words.Length && lexicon.Words("behind-a-host").Begins(text.Spelling(to + 1));

    private static bool Fits(NormalizedText text, Lexicon lexicon, NameEntry entry, int from, int to, int start, int end)
    {
        var letters = end - start;
        var first = text.Words[from];
        var last = text.Words[to];
        if (start > first.Start && (letters < 3 || !first.Hangul || StartsInOneLetter(entry.Spelling))) return false;
        if (entry.IsIdAlone && from > 0 && !first.NewSentence && lexicon.Words("before-a-thing").Contains(text.Spelling(from - 1))) return false;
        // "챗GPT로 고객" does not hold 로고.
        if (from < to && first is { Glued: true, Hangul: true, Length: 1 } && last.Hangul && IsParticle(text, first, lexicon)
            && end < last.End) return false;
        if (from < to)
        {
            var oneWord = entry.Spelling.All(char.IsLetterOrDigit);
            bool separated = false, spelledOut = true;
            for (var i = from; i <= to; i++)
            {
                if (i > from && !text.Words[i].Glued) separated = true;
                if (i > from && text.Words[i].NewSentence && text.Words[i].Length > 1) return false;
                if (text.Words[i].Length > 1) spelledOut = false;
            }
            if (separated && oneWord && letters < 6 && !(spelledOut && letters >= 4) && !last.Hangul && !first.Hangul) return false;
        }
        if (end < last.End && letters <= 2 && entry.Kind is not (NameKind.Data or NameKind.Device or NameKind.Purpose)
            && !lexicon.Particles.Contains(text.Letters.AsSpan(end..last.End))) return false;
        if (end < last.End && last.Hangul && EndsInOneLetter(entry.Spelling)
            && !lexicon.Words("after-one-letter").Contains(text.Letters.AsSpan(end, last.End - end))) return false;
        if (entry.IsHost && !IsInPlaceOfHost(text, lexicon, from, to, end)) return false;
        // 감마선 is no 감마.
        if (entry.NeedsContext && end < last.End && last.Hangul
            && lexicon.Words("ends-a-noun").Contains(text.Letters.AsSpan(end, last.End - end))) return false;
        if (entry.NeedsCapitals)
        {
            for (var i = from; i <= to; i++)
                if (!text.Words[i].Upper) return from > 0 && text.Spelling(from - 1).SequenceEqual("the");
        }
        return true;
    }
}
