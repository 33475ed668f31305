namespace PolicyBot.Core.Questions;

/// <summary>Which cue phrases a text holds, in any language.</summary>
public sealed class Cues
{
    private readonly record struct Found(string Cue, int Start, int End);

    private readonly record struct Reading(TextView View, List<Found> Phrases);

    private readonly Reading[] _readings;
    private readonly Lazy<Reading[]> _inWords;

    public Cues(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
    {
        _readings = Read(text, mentions, lexicon);
        _inWords = new(() => mentions.All(IsName) ? _readings : Read(text, mentions.Where(IsName), lexicon));
    }

    public bool Has(string cue) => Has(_readings, cue);

    /// <summary>As <see cref="Has(string)"/>, reading the words of data, devices and purposes as they stand ("email of the AI desk").</summary>
    public bool HasInWords(string cue) => Has(_inWords.Value, cue);

    public bool Any(params ReadOnlySpan<string> cues)
    {
        foreach (var cue in cues)
            if (Has(cue)) return true;
        return false;
    }

    /// <summary>True where a phrase of the cue takes in that mention.</summary>
    public bool At(string cue, Mention mention)
    {
        foreach (var (view, phrases) in _readings)
            foreach (var p in phrases)
                if (p.Cue == cue && view.WordAt(p.Start) < mention.To && view.WordAt(p.End - 1) >= mention.From) return true;
        return false;
    }

    /// <summary>The words of the first phrase of the cue, from and to (exclusive); null where there is none.</summary>
    public (int From, int To)? Where(string cue)
    {
        foreach (var (view, phrases) in _readings)
            foreach (var p in phrases)
                if (p.Cue == cue) return (view.WordAt(p.Start), view.WordAt(p.End - 1) + 1);
        return null;
    }

    /// <summary>True where the words of the whole text are phrases of the cue and nothing else.</summary>
    public bool IsAll(string cue)
    {
        foreach (var (view, phrases) in _readings)
        {
            var rest = view.Text.ToCharArray();
            foreach (var p in phrases)
                if (p.Cue == cue) rest.AsSpan(p.Start, p.End - p.Start).Fill(' ');
            if (rest.Length > 0 && !rest.AsSpan().ContainsAnyExcept(' ', '.')) return true;
        }
        return false;
    }

    private static bool Has(Reading[] readings, string cue)
    {
        foreach (var reading in readings)
            foreach (var p in reading.Phrases)
                if (p.Cue == cue) return true;
        return false;
    }

    private static Reading[] Read(NormalizedText text, IEnumerable<Mention> mentions, Lexicon lexicon)
    {
        var readings = new List<Reading>(2);
        foreach (var language in lexicon.Cues)
        {
            if (!language.Spaced && !text.HasHangul) continue;
            var view = new TextView(text, mentions, language.Spaced, language.Fillers);
            readings.Add(new(view, language.Phrases.In(view.Text).ConvertAll(m => new Found(language.Names[m.Owner], m.Start, m.End))));
        }
        return [.. readings];
    }

    private static bool IsName(Mention m) => m.Kind is not (NameKind.Data or NameKind.Device or NameKind.Purpose);
}
