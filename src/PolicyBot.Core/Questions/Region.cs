using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>A part of the world by its name in the language packs (`europe`), with the ISO codes of its countries.</summary>
public sealed record Region(string Name, ImmutableArray<string> Countries)
{
    /// <summary>The first that the text names outside of <paramref name="mentions"/> of bodies and countries ("South Africa"); null where
    /// there is none.</summary>
    internal static Region? In(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        foreach (var name in lexicon.Words("regions").All)
        {
            var words = lexicon.Words("region-" + name);
            foreach (var word in text.Words)
                if (words.Beginning(text.Letters.AsSpan(word.Start)) is > 0 and var length
                    && (word.Hangul || Array.Exists(text.Words, w => w.End == word.Start + length))
                    && !mentions.Exists(m => m.Kind is NameKind.Actor or NameKind.Country && m.Start <= word.Start && word.Start < m.End
                        && (m.Kind == NameKind.Actor || m.End - m.Start > length)))
                    return new(name, lexicon.Words("countries-" + name).All);
        }
        return null;
    }

    /// <summary>"Europe" is the region, not the European Union.</summary>
    internal bool Is(Mention mention, NormalizedText text, Lexicon lexicon) => mention.Kind == NameKind.Country
        && lexicon.Words("region-" + Name).In(text.Letters.AsSpan(mention.Start, mention.End - mention.Start)).Start >= 0;
}
