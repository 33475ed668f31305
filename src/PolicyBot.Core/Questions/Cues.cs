using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Which cue phrases a text holds, in any language.</summary>
public sealed class Cues
{
    /// <summary>The cues that <see cref="HasInWords"/> can be asked for.</summary>
    private static readonly string[] ReadInWords = ["contact", "contact-plain", "contact-person", "contact-details", "tools"];

    private readonly record struct Reading(TextView View, List<PhraseMatch> Phrases, ImmutableArray<string> Names)
    {
        public bool Is(PhraseMatch match, string cue) => Names[match.Owner] == cue;
    }

    private readonly NormalizedText _text;
    private readonly List<Mention> _mentions;
    private readonly Lexicon _lexicon;
    private readonly Reading[] _readings;
    private Reading[]? _inWords;

    public Cues(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        (_text, _mentions, _lexicon) = (text, mentions, lexicon);
        _readings = Read(text, mentions, lexicon, inWords: false);
    }

    /// <summary>By the place of a cue: true for those that are read in words.</summary>
    internal static bool[] AreReadInWords(ImmutableArray<string> names)
    {
        var are = new bool[names.Length];
        for (var i = 0; i < are.Length; i++) are[i] = ReadInWords.Contains(names[i]);
        return are;
    }

    public bool Has(string cue) => Has(_readings, cue);

    /// <summary>As <see cref="Has(string)"/>, reading the words of data,
    /// devices and purposes as they stand ("email of the AI desk").</summary>
    /// <exception cref="ArgumentException">It is not among the cues that are read so.</exception>
    public bool HasInWords(string cue)
    {
        if (!ReadInWords.Contains(cue)) throw new ArgumentException($"the cue `{cue}` is not read in words", nameof(cue));
        _inWords ??= _mentions.TrueForAll(IsName) ? _readings : Read(_text, _mentions.FindAll(IsName), _lexicon, inWords: true);
        return Has(_inWords, cue);
    }

    public bool Any(params ReadOnlySpan<string> cues)
    {
        foreach (var cue in cues)
            if (Has(cue)) return true;
        return false;
    }

    /// <summary>True where a phrase of the cue takes in that mention.</summary>
    public bool At(string cue, Mention mention)
    {
        foreach (var reading in _readings)
            foreach (var p in reading.Phrases)
                if (reading.Is(p, cue) && reading.View.WordAt(p.Start) < mention.To && reading.View.WordAt(p.End - 1) >= mention.From)
                    return true;
        return false;
    }

    /// <summary>The words of the first phrase of the cue, from and to (exclusive); null where there is none.</summary>
    public (int From, int To)? Where(string cue)
    {
        foreach (var reading in _readings)
            foreach (var p in reading.Phrases)
                if (reading.Is(p, cue)) return (reading.View.WordAt(p.Start), reading.View.WordAt(p.End - 1) + 1);
        return null;
    }

    /// <summary>True where a phrase of the cue begins with that word or a later one.</summary>
    public bool HasFrom(string cue, int word)
    {
        foreach (var reading in _readings)
            foreach (var p in reading.Phrases)
                if (reading.Is(p, cue) && reading.View.WordAt(p.Start) >= word) return true;
        return false;
    }

    /// <summary>True where the words of the whole text are phrases of the cue and nothing else.</summary>
    public bool IsAll(string cue)
    {
        foreach (var reading in _readings)
        {
            var rest = reading.View.Text.ToCharArray();
            foreach (var p in reading.Phrases)
                if (reading.Is(p, cue)) rest.AsSpan(p.Start, p.End - p.Start).Fill(' ');
            if (rest.Length > 0 && !rest.AsSpan().ContainsAnyExcept(' ', '.')) return true;
        }
        return false;
    }

    private static bool Has(Reading[] readings, string cue)
    {
        foreach (var reading in readings)
            foreach (var p in reading.Phrases)
                if (reading.Is(p, cue)) return true;
        return false;
    }

    private static Reading[] Read(NormalizedText text, List<Mention> mentions, Lexicon lexicon, bool inWords)
    {
        var readings = new List<Reading>(2);
        foreach (var language in lexicon.Phrases)
        {
            if (!language.Spaced && !text.HasHangul) continue;
            var view = new TextView(text, mentions, language.Spaced, language.Fillers);
            readings.Add(new(view, language.Cues.Phrases.In(view.Text, inWords ? language.Cues.ReadInWords : null), language.Cues.Names));
        }
        return [.. readings];
    }

    private static bool IsName(Mention m) => m.Kind is not (NameKind.Data or NameKind.Device or NameKind.Purpose);
}
