using System.Buffers;
using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>The spellings of all regions: those in Latin letters are looked for as they are, others by their first letters.</summary>
internal sealed class RegionWords(string[] spellings)
{
    private readonly SearchValues<string> latin = SearchValues.Create([.. spellings.Where(s => char.IsAscii(s[0]))], StringComparison.Ordinal);
    private readonly SearchValues<char> initials = SearchValues.Create([.. spellings.Select(s => s[0]).Where(c => !char.IsAscii(c))]);

    /// <summary>False: the text has none.</summary>
    public bool MayHave(NormalizedText text) =>
        text.Letters.AsSpan().ContainsAny(initials) || text.Letters.AsSpan().ContainsAny(latin);
}

/// <summary>A part of the world by its name in the language packs (`europe`), with the ISO codes of its countries.</summary>
public sealed record Region(string Name, ImmutableArray<string> Countries)
{
    /// <summary>Of a region's name: "south east asia".</summary>
    private const int MostWords = 3;

    /// <summary>The first that the text names outside of <paramref name="mentions"/> of bodies and countries ("South Africa"), and not as the
    /// place of the asker's own people; null where there is none.</summary>
    internal static Region? In(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        // Few texts name one, and that is known without looking at each word.
        if (!lexicon.RegionWords.MayHave(text)) return null;
        foreach (var (region, words) in lexicon.Regions)
        {
            if (words.In(text.Letters).Start < 0) continue;
            for (var i = 0; i < text.Words.Length; i++)
            {
                var length = Length(words, text, i);
                if (length > 0 && Named(text, i, length, mentions) is { } named && !IsOwn(named, text, mentions, lexicon)) return region;
            }
        }
        return null;
    }

    /// <summary>Of a name that begins with that word; of one in spaced letters, whole words: "in Europe and" is not European.</summary>
    private static int Length(WordList words, NormalizedText text, int word)
    {
        var start = text.Words[word].Start;
        if (text.Words[word].Hangul) return words.Beginning(text.Letters.AsSpan(start));
        for (var last = Math.Min(word + MostWords, text.Words.Length) - 1; last >= word; last--)
            if (words.Contains(text.Letters.AsSpan(start, text.Words[last].End - start))) return text.Words[last].End - start;
        return 0;
    }

    private static Mention? Named(NormalizedText text, int word, int length, List<Mention> mentions)
    {
        var start = text.Words[word].Start;
        var last = text.Words[word].Hangul ? word : Array.FindIndex(text.Words, w => w.End == start + length);
        return last < 0 || mentions.Exists(m => m.Start <= start && start < m.End
            && (m.Kind == NameKind.Actor || m.Kind == NameKind.Country && m.End - m.Start > length)) ? null
            : new(NameKind.Country, "", word, last + 1, start, start + length);
    }

    /// <summary>"our Asia team": where the asker's own people are.</summary>
    private static bool IsOwn(Mention named, NormalizedText text, List<Mention> mentions, Lexicon lexicon) =>
        new Cues(text, [.. mentions.Where(m => !m.Overlaps(named)), named], lexicon).At("own-place", named);

    /// <summary>"Europe" is the region, not the European Union; "북유럽 의회" is not the parliament of that.</summary>
    internal bool Is(Mention mention, NormalizedText text, Lexicon lexicon)
    {
        if (mention.Kind is not (NameKind.Country or NameKind.Actor)) return false;
        var words = lexicon.Words("region-" + Name);
        var (start, end) = words.In(text.Letters);
        return start < mention.Start && mention.Start < end || mention.Kind == NameKind.Country
            && words.In(text.Letters.AsSpan(mention.Start, mention.End - mention.Start)).Start >= 0;
    }
}
