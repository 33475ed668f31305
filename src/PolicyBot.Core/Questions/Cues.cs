namespace PolicyBot.Core.Questions;

/// <summary>Which cue phrases a text holds, in any language. Looked up once each.</summary>
public sealed class Cues(NormalizedText text, IReadOnlyCollection<Mention> mentions, Lexicon lexicon)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly TextView _spaced = new(text, mentions, spaced: true);
    private readonly TextView? _joined = text.HasHangul ? new(text, mentions, spaced: false) : null;

    private readonly Lazy<TextView> _spacedNames = new(() => new(text, mentions.Where(IsName), spaced: true));
    private readonly Lazy<TextView?> _joinedNames = new(() => text.HasHangul ? new(text, mentions.Where(IsName), spaced: false) : null);

    public bool Has(string cue)
    {
        if (_known.TryGetValue(cue, out var has)) return has;
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
            if (View(pack) is { } view && lexicon.Cue(pack.Language, cue) is { } pattern && pattern.IsMatch(view.Text)) has = true;
        return _known[cue] = has;
    }

    /// <summary>As <see cref="Has"/>, reading the words of data, devices and purposes as they stand ("email of the AI desk").</summary>
    public bool HasInWords(string cue)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
            if ((pack.Spaced ? _spacedNames.Value : _joinedNames.Value) is { } view && lexicon.Cue(pack.Language, cue) is { } pattern && pattern.IsMatch(view.Text)) return true;
        return false;
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
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            if (View(pack) is not { } view || lexicon.Cue(pack.Language, cue) is not { } pattern) continue;
            foreach (var match in pattern.EnumerateMatches(view.Text))
                if (view.WordAt(match.Index) < mention.To && view.WordAt(match.Index + match.Length - 1) >= mention.From) return true;
        }
        return false;
    }

    /// <summary>The words of the first phrase of the cue, from and to (exclusive); null where there is none.</summary>
    public (int From, int To)? Where(string cue)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            if (View(pack) is not { } view || lexicon.Cue(pack.Language, cue) is not { } pattern) continue;
            foreach (var match in pattern.EnumerateMatches(view.Text)) return (view.WordAt(match.Index), view.WordAt(match.Index + match.Length - 1) + 1);
        }
        return null;
    }

    /// <summary>True where the words of the whole text are phrases of the cue and nothing else.</summary>
    public bool IsAll(string cue)
    {
        foreach (var pack in lexicon.Packs.ByLanguage.Values)
        {
            if (View(pack) is not { } view || lexicon.Cue(pack.Language, cue) is not { } pattern) continue;
            var rest = pattern.Replace(view.Text, "").AsSpan().Trim(" .");
            if (rest.Length == 0 && view.Text.Length > 0) return true;
        }
        return false;
    }

    private static bool IsName(Mention m) => m.Kind is not (NameKind.Data or NameKind.Device or NameKind.Purpose);

    private TextView? View(LanguagePack pack) => pack.Spaced ? _spaced : _joined;
}
