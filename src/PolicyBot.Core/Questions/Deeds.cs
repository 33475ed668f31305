using System.Collections.Frozen;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>What the policy calls a purpose by a verb and its object, said with other words between them, in another form of the verb or
/// with another verb of that meaning: "setting our new shelf prices" for "set prices", "decide on a promotion" for "promotion
/// decisions".</summary>
internal sealed class Deeds
{
    /// <summary>Words that may stand between the verb and its object.</summary>
    private const int MostBetween = 4;

    private const int LeastObject = 4;

    private static readonly string[] Deciding = ["decide", "decides", "deciding", "decision", "decisions"];

    /// <summary>By what is done it to, without a plural's s, the purpose; <paramref name="OnAThing"/>: "decide on it".</summary>
    private readonly record struct Deed(string Thing, string Purpose, bool OnAThing);

    private readonly FrozenDictionary<string, List<Deed>>.AlternateLookup<ReadOnlySpan<char>> byVerb;
    private readonly bool any;

    public Deeds(KnowledgeBase kb, Lexicon lexicon)
    {
        var deeds = new Dictionary<string, List<Deed>>(StringComparer.Ordinal);
        foreach (var purpose in kb.Set.Purposes)
            foreach (var spelling in purpose.Name.All.Concat(purpose.Aliases))
                foreach (var (verb, deed) in Of(spelling, purpose.Id, lexicon))
                {
                    if (!deeds.TryGetValue(verb, out var known)) deeds[verb] = known = [];
                    if (!known.Exists(d => d.Thing == deed.Thing && d.OnAThing == deed.OnAThing)) known.Add(deed);
                }
        any = deeds.Count > 0;
        byVerb = deeds.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Adds the purposes that the text names so; a mention is of the verb alone, so that the object may be data.</summary>
    public static void AddTo(List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        var deeds = lexicon.Deeds;
        if (!deeds.any) return;
        for (var i = 0; i + 1 < text.Words.Length; i++)
            if (!text.Words[i].Hangul && deeds.byVerb.TryGetValue(text.Spelling(i), out var known)
                && PurposeAt(i, known, text, lexicon) is { } id
                && !mentions.Exists(m => m.From <= i && i < m.To))
                mentions.Add(new(NameKind.Purpose, id, i, i + 1, text.Words[i].Start, text.Words[i].End));
    }

    private static string? PurposeAt(int verb, List<Deed> known, NormalizedText text, Lexicon lexicon)
    {
        var on = lexicon.Words("deed-on").Contains(text.Spelling(verb + 1));
        var first = on ? verb + 2 : verb + 1;
        for (var at = first; at < text.Words.Length && at <= first + MostBetween; at++)
        {
            if (text.Words[at].NewSentence || text.Words[at].Hangul) return null;
            foreach (var deed in known)
                if ((on || !deed.OnAThing) && IsThing(text.Spelling(at), deed.Thing) && EndsThere(at, text, lexicon)) return deed.Purpose;
            if (lexicon.Words("ends-a-noun-phrase").Contains(text.Spelling(at))) return null;
        }
        return null;
    }

    /// <summary>No noun follows that would be the object.</summary>
    private static bool EndsThere(int at, NormalizedText text, Lexicon lexicon) => !text.Words[at].Genitive
        && (at + 1 == text.Words.Length || text.Words[at + 1].NewSentence || text.Words[at + 1].Hangul
            || lexicon.Words("ends-a-noun-phrase").Contains(text.Spelling(at + 1)) || lexicon.Words("determiners").Contains(text.Spelling(at + 1)));

    private static bool IsThing(ReadOnlySpan<char> word, string thing) => word.StartsWith(thing)
        && (word.Length == thing.Length || word.Length == thing.Length + 1 && word[^1] == 's')
        || thing[^1] == 'y' && word.Length == thing.Length + 2 && word.EndsWith("ies") && word.StartsWith(thing.AsSpan(0, thing.Length - 1));

    private static IEnumerable<(string Verb, Deed Deed)> Of(string spelling, string purpose, Lexicon lexicon)
    {
        string[] words = [.. spelling.ToLowerInvariant().Split(' ', '-')
            .Where(w => !lexicon.Words("articles").Contains(w) && !lexicon.Words("deed-on").Contains(w))];
        if (words is not [var first, var second] || !IsPlain(first) || !IsPlain(second)) yield break;
        if (second is "decisions" or "decision")
        {
            if (first.Length < LeastObject) yield break;
            foreach (var verb in Deciding) yield return (verb, new(Singular(first), purpose, OnAThing: true));
            yield break;
        }
        if (second.Length < LeastObject) yield break;
        foreach (var verb in Verbs(first, lexicon)) yield return (verb, new(Singular(second), purpose, OnAThing: false));
    }

    /// <summary>The forms of the verb and of those that mean the same; none where it is no verb that is known, nor one by its end.</summary>
    private static HashSet<string> Verbs(string word, Lexicon lexicon)
    {
        var isForm = word.EndsWith("ing", StringComparison.Ordinal);
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in lexicon.Words("deeds").All)
        {
            var alike = lexicon.Words("deed-" + group).All;
            if (alike.Any(verb => verb == word || Ing(verb) == word)) forms.UnionWith(alike.SelectMany(Forms));
        }
        if (forms.Count == 0 && isForm && word.Length > 6 && !lexicon.Words("no-deeds").Contains(word))
        {
            var stem = word[..^3];
            forms.UnionWith([word, stem, stem + "s", stem + "e", stem + "es"]);
            // "controlling": the last letter is there twice.
            if (stem[^1] == stem[^2]) forms.UnionWith([stem[..^1], stem[..^1] + "s"]);
        }
        return forms;
    }

    private static string[] Forms(string verb) =>
        [verb, verb switch
        {
            [.., 's' or 'x' or 'h'] => verb + "es",
            [.., not ('a' or 'e' or 'o'), 'y'] => verb[..^1] + "ies",
            _ => verb + "s",
        }, Ing(verb)];

    private static string Ing(string verb) => verb switch
    {
        [.., not ('e' or 'o'), 'e'] => verb[..^1] + "ing",
        [_, 'a' or 'e' or 'i' or 'o' or 'u', not ('w' or 'x' or 'y' or 'a' or 'e' or 'i' or 'o' or 'u')] => verb + verb[^1] + "ing",
        _ => verb + "ing",
    };

    private static string Singular(string word) => word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y"
        : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;

    private static bool IsPlain(string word) => word.Length >= 3 && word.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;
}
