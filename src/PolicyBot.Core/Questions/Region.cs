using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>A part of the world by its name in the language packs (`europe`), with the ISO codes of its countries.</summary>
public sealed record Region(string Name, ImmutableArray<string> Countries)
{
    /// <summary>The first that the text names outside of <paramref name="mentions"/> of bodies and countries ("South Africa"), and not as the
    /// place of the asker's own people; null where there is none.</summary>
    internal static Region? In(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        foreach (var name in lexicon.Words("regions").All)
        {
            var words = lexicon.Words("region-" + name);
            for (var i = 0; i < text.Words.Length; i++)
                if (At(i, words) is { } named && !IsOwn(named)) return new(name, lexicon.Words("countries-" + name).All);
        }
        return null;

        Mention? At(int i, WordList words)
        {
            var start = text.Words[i].Start;
            var length = words.Beginning(text.Letters.AsSpan(start));
            if (length == 0) return null;
            var last = text.Words[i].Hangul ? i : Array.FindIndex(text.Words, w => w.End == start + length);
            return last < 0 || mentions.Exists(m => m.Start <= start && start < m.End
                && (m.Kind == NameKind.Actor || m.Kind == NameKind.Country && m.End - m.Start > length)) ? null
                : new(NameKind.Country, "", i, last + 1, start, start + length);
        }

        // "our Asia team": where the asker's own people are.
        bool IsOwn(Mention named) =>
            new Cues(text, [.. mentions.Where(m => !m.Overlaps(named)), named], lexicon).At("own-place", named);
    }

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
