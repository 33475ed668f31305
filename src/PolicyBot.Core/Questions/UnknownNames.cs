using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>What the words that nothing was recognised in may stand for.</summary>
public sealed record Likeness(Mention? Sure, ImmutableArray<NameEntry> Perhaps, string? Word);

/// <summary>A word, by its place, that nothing was recognised in; of Hangul without its particle.</summary>
internal readonly record struct UnreadWord(int Index, string Word);

/// <summary>Reads words that no name matched: misspelt names, and names that nobody has told the bot of.</summary>
public static class UnknownNames
{
    private const int MostWords = 400;

    /// <summary>The mentions that words are sure misspellings of, and the first word that may be one of several names.</summary>
    internal static (List<Mention> Sure, Likeness? Unsure) Misspelt(NormalizedText text, List<UnreadWord> unread, Lexicon lexicon)
    {
        var sure = new List<Mention>();
        Likeness? unsure = null;
        foreach (var (i, word) in unread)
        {
            if (Paired(i, text, lexicon) is { } paired)
            {
                sure.Add(paired);
                continue;
            }
            var found = lexicon.Misspelt.Nearest(word, text.Words[i].Hangul, out var isSure);
            if (found.Length == 0)
            {
                if ((text.Words[i].Hangul ? lexicon.ActorSounds.Of(word) : lexicon.MisspeltPlaces.Of(word)) is { } actor)
                    sure.Add(new(actor.Kind, actor.Id, i, i + 1, text.Words[i].Start, text.Words[i].End) { Spelling = actor.Spelling });
                continue;
            }
            if (isSure && found.Length == 1)
            {
                var e = found[0];
                sure.Add(new(e.Kind, e.Id, i, i + 1, text.Words[i].Start, text.Words[i].End) { Misspelt = true, Spelling = e.Spelling });
            }
            else unsure ??= new(null, found, word);
        }
        return (sure, unsure);
    }

    /// <summary>"haneul caht": with the word before or behind it, surely one name and no other.</summary>
    private static Mention? Paired(int word, NormalizedText text, Lexicon lexicon)
    {
        if (text.Words[word].Hangul) return null;
        var from = word > 0 && !text.Words[word].NewSentence && lexicon.NamePairs.Firsts.Contains(text.Spelling(word - 1)) ? word - 1
            : word + 1 < text.Words.Length && !text.Words[word + 1].NewSentence && lexicon.NamePairs.Lasts.Contains(text.Spelling(word + 1))
            ? word : -1;
        if (from < 0) return null;
        var (start, end) = (text.Words[from].Start, text.Words[from + 1].End);
        return lexicon.Misspelt.Nearest(text.Letters[start..end], hangul: false, out var sure) is [var only] && sure
            ? new(only.Kind, only.Id, from, from + 2, start, end) { Misspelt = true, Spelling = only.Spelling } : null;
    }

    /// <summary>The first word that is neither an everyday word nor anything known: perhaps a tool's name. At most 40 letters.</summary>
    public static Mention? Stranger(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
    {
        foreach (var (i, word) in Unread(text, mentions, lexicon))
            if (text.Words[i].Hangul && word.Length is >= 3 and <= 20 && lexicon.Words("tool-endings").Ends(word))
                return new(NameKind.Tool, word, i, i + 1, text.Words[i].Start, text.Words[i].Start + word.Length);
            else if (!text.Words[i].Hangul && word.Length is >= 4 and <= 40 && word.All(char.IsAsciiLetterOrDigit)
                && word.Any(char.IsAsciiLetter) && !lexicon.Words("languages").Contains(word))
                return new(NameKind.Tool, word, i, i + 1, text.Words[i].Start, text.Words[i].End);
        return null;
    }

    /// <summary>The name in "University of Reading", be it an everyday word or not; null where there is none.</summary>
    public static Mention? Place(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
    {
        for (var i = 2; i < text.Words.Length; i++)
            if (lexicon.Words("bodies-of-places").Contains(text.Letters.AsSpan(text.Words[i - 2].Start..text.Words[i - 1].End))
                && !lexicon.Words("articles").Contains(text.Spelling(i)) && !mentions.Any(m => m.From <= i && i < m.To))
                return new(NameKind.Actor, text.Spelling(i).ToString(), i, i + 1, text.Words[i].Start, text.Words[i].End);
        return null;
    }

    /// <summary>The first word of two to six capitals in a text that is not all capitals, and that every organisation does not have: "MIT",
    /// but not "HR". Null where there is none.</summary>
    public static Mention? Acronym(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
    {
        if (Array.TrueForAll(text.Words, w => w.Upper)) return null;
        for (var i = 0; i < text.Words.Length; i++)
            if (text.Words[i] is { Upper: true, Length: >= 2 and <= 6 } && !lexicon.Words("everybodys-capitals").Contains(text.Spelling(i))
                && !text.Spelling(i).ContainsAnyExceptInRange('a', 'z') && !mentions.Any(m => m.From <= i && i < m.To))
                return new(NameKind.Actor, text.Spelling(i).ToString(), i, i + 1, text.Words[i].Start, text.Words[i].End);
        return null;
    }

    /// <summary>The first Hangul word that ends as names of bodies do, or is the name of one, and is not the asker's own:
    /// "대한항공이". Null where there is none.</summary>
    public static Mention? Body(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
    {
        if (!text.HasHangul) return null;
        for (var i = 0; i < Math.Min(text.Words.Length, MostWords); i++)
            if (text.Words[i].Hangul && text.Spelling(i)[..BareLength(text.Spelling(i), lexicon)] is var body
                && lexicon.Words("bodies").Contains(body) && IsOthers(i) && !mentions.Any(m => m.From <= i && i < m.To))
                return Named(i, body.ToString());
        foreach (var (i, word) in Unread(text, mentions, lexicon))
            if (text.Words[i].Hangul && word.Length >= 4 && lexicon.Words("body-endings").Ends(word) && IsOthers(i)) return Named(i, word);
        return null;

        bool IsOthers(int word) => !lexicon.Words("own-before").Ends(text.Letters.AsSpan(0, text.Words[word].Start));

        Mention Named(int word, string body) =>
            new(NameKind.Actor, body, word, word + 1, text.Words[word].Start, text.Words[word].Start + body.Length);
    }

    /// <summary>Words that nothing was recognised in and that are no everyday words, Hangul ones without their particle.</summary>
    internal static List<UnreadWord> Unread(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
    {
        var unread = new List<UnreadWord>();
        foreach (var word in text.Unusual(lexicon))
            if (!IsNamed(word.Index)) unread.Add(word);
        return unread;

        bool IsNamed(int word)
        {
            foreach (var m in mentions)
                if (m.From <= word && word < m.To) return true;
            return false;
        }
    }

    /// <summary>Words that are no everyday words, whatever they name, Hangul ones without their particle.</summary>
    internal static UnreadWord[] Unusual(NormalizedText text, Lexicon lexicon)
    {
        var unusual = new List<UnreadWord>();
        var looked = 0;
        for (var i = 0; i < text.Words.Length && looked < MostWords; i++)
        {
            var w = text.Words[i];
            if (w.Length < (w.Hangul ? 2 : 4) || w.Length > 30) continue;
            looked++;
            if (IsEveryday(text.Spelling(i), lexicon) || lexicon.OwnKey is { } own && OwnName.Is(text.Spelling(i), own)) continue;
            var word = text.Spelling(i).ToString();
            if (w.Hangul)
            {
                var bare = Bare(word, lexicon);
                if (!IsEveryday(bare, lexicon)) unusual.Add(new(i, bare));
            }
            else unusual.Add(new(i, word));
        }
        return [.. unusual];
    }

    internal static bool IsEveryday(ReadOnlySpan<char> word, Lexicon lexicon)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            var words = pack.EverydayWords.Value;
            if (words.Contains(word) || word is [.., 's'] && words.Contains(word[..^1])) return true;
        }
        return false;
    }

    /// <summary>The word without the longest particle that ends it.</summary>
    internal static string Bare(string word, Lexicon lexicon) => word[..BareLength(word, lexicon)];

    private static int BareLength(ReadOnlySpan<char> word, Lexicon lexicon)
    {
        for (var length = Math.Min(4, word.Length - 2); length > 0; length--)
            if (lexicon.Particles.Contains(word[^length..])) return word.Length - length;
        return word.Length;
    }
}
