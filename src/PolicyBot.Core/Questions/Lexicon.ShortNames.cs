using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

// Names that nobody listed: short ones and those that a body's country or kind makes, where they are one thing's alone.
public sealed partial class Lexicon
{
    /// <summary>The kind of tools that record and transcribe.</summary>
    internal const string Recorders = "transcription";

    /// <summary>"Sweden's parliament" where the country has one body of that kind, unless the spelling is taken.</summary>
    private void AddBodies(KnowledgeBase kb, LanguagePacks packs)
    {
        foreach (var pack in packs.ByLanguage.Values)
            foreach (var (kind, words) in pack.Bodies)
                foreach (var bodies in kb.Set.Actors.Where(a => a.Kind == kind && a.Region is null).GroupBy(a => a.Country))
                {
                    if (bodies.ToArray() is not [var body] || !pack.Countries.TryGetValue(body.Country, out var countries)) continue;
                    foreach (var spelling in countries.SelectMany(c =>
                        words.SelectMany(w => (string[])[$"{c} {w}", pack.Spaced ? $"{c}s {w}" : $"{c}의 {w}"])))
                        if (!_names.ContainsKey(NormalizedText.Key(spelling))) Add(NameKind.Actor, body.Id, spelling);
                }
    }

    /// <summary>"US Commerce Department" is "Commerce Department", too, and "Department of Commerce" that, where it is one body's.</summary>
    private void AddShortActors(KnowledgeBase kb, LanguagePacks packs)
    {
        var byForm = new Dictionary<string, (string Actor, string Form, bool One)>(StringComparer.Ordinal);
        foreach (var actor in kb.Set.Actors)
            foreach (var form in actor.Aliases.Prepend(actor.Name)
                .SelectMany(n => Spellings.OfBody(n, CountryNames(actor.Country)).Concat(Begun(n))))
            {
                var key = NormalizedText.Key(form);
                if (!_names.ContainsKey(key) && !packs.ByLanguage.Values.Any(p => p.EverydayWords.Value.Contains(key)))
                    byForm[key] = byForm.TryGetValue(key, out var known) ? known with { One = known.One && known.Actor == actor.Id }
                        : (actor.Id, form, true);
            }
        foreach (var (actor, form, one) in byForm.Values)
            if (one) Add(NameKind.Actor, actor, form);

        // "Mitsubishi Heavy", where the first word is a name.
        IEnumerable<string> Begun(string name) =>
            name.Split(' ') is [{ Length: >= 4 } first, { Length: >= 4 } second, _, ..] && char.IsAsciiLetterUpper(first[0])
                && char.IsAsciiLetterUpper(second[0]) && NormalizedText.Key(first) is var key && !_names.ContainsKey(key)
                && !packs.ByLanguage.Values.Any(p => p.EverydayWords.Value.Contains(key)) ? [$"{first} {second}"] : [];

        IEnumerable<string> CountryNames(string country) =>
            packs.ByLanguage.Values.SelectMany(p => p.Countries.GetValueOrDefault(country) ?? []);
    }

    /// <summary>"Zoom AI" is in "Zoom", and "Teams AI" in "Teams", where that is not taken: named beside a recording, the app is meant for
    /// the tool in it.</summary>
    private void AddHosts(KnowledgeBase kb)
    {
        foreach (var tool in kb.Set.Tools.Where(t => t.Kinds.Contains(Recorders)))
            foreach (var name in tool.Aliases.Prepend(tool.Name)) AddHost(NameKind.Tool, tool.Id, name);
        foreach (var a in kb.Set.AmbiguousNames.Where(a => a.Candidates.Any(IsRecorder)))
            AddHost(NameKind.Ambiguous, a.Name, a.Name);

        bool IsRecorder(string candidate) => kb.Tools.TryGetValue(kb.ToolOf(candidate), out var tool) && tool.Kinds.Contains(Recorders);
    }

    private static string? WithoutAi(string name) => name.EndsWith(" AI", StringComparison.Ordinal) && name.Length > 3 ? name[..^3] : null;

    private void AddHost(NameKind kind, string id, string name)
    {
        if (WithoutAi(name) is { } app && !app.Contains(' ', StringComparison.Ordinal) && !_names.ContainsKey(NormalizedText.Key(app)))
            Add(new(kind, id, app, NeedsContext: true) { IsHost = true });
    }

    /// <summary>"레플리카 AI" is "레플리카", too, and "Zenith AI" "Zenith", where that is not taken, the tool is called so, and the name is no
    /// everyday word. It needs context, as everyday words do that nobody listed.</summary>
    private void AddShortNames(KnowledgeBase kb, LanguagePacks packs)
    {
        foreach (var tool in kb.Set.Tools)
        {
            var called = WithoutAi(tool.Name) ?? tool.Name;
            if (called.Contains(' ', StringComparison.Ordinal)) continue;
            foreach (var name in tool.Aliases.Prepend(tool.Name))
            {
                if (WithoutAi(name) is not { } bare || bare.Contains(' ', StringComparison.Ordinal)) continue;
                var key = NormalizedText.Key(bare);
                if (key.Length < 3 || key.Length < 4 && char.IsAscii(key[0]) || _names.ContainsKey(key) || IsEveryday(called)
                    || IsEveryday(bare)) continue;
                Add(new(NameKind.Tool, tool.Id, bare, NeedsContext: true));
            }
        }

        bool IsEveryday(string name)
        {
            var key = NormalizedText.Key(name);
            return packs.ByLanguage.Values.Any(p => p.EverydayWords.Value.Contains(key));
        }
    }

    /// <summary>"Maru Translate" of the organisation's own tools is "Maru", too, where no other tool begins so and it is no everyday word.
    /// </summary>
    private void AddOwnShortNames(KnowledgeBase kb, LanguagePacks packs)
    {
        if (OwnName.KeyOf(kb) is not { } own) return;
        var firsts = kb.Set.Tools.SelectMany(t => t.Aliases.Prepend(t.Name).Select(n => (t.Id, Key: NormalizedText.Key(n.Split(' ')[0]))))
            .Distinct().ToLookup(f => f.Key, f => f.Id);
        foreach (var tool in kb.Set.Tools.Where(t => VendorKey(t).StartsWith(own, StringComparison.Ordinal)))
            foreach (var name in tool.Aliases.Prepend(tool.Name))
                if (name.Split(' ') is [var first, _] && NormalizedText.Key(first) is { Length: >= 2 } key
                    && key.Length >= (char.IsAscii(key[0]) ? 4 : 2) && firsts[key].Distinct().Take(2).Count() == 1 && !_names.ContainsKey(key)
                    && !key.StartsWith(own, StringComparison.Ordinal) && !IsOfKind(key)
                    && !packs.ByLanguage.Values.Any(p => p.EverydayWords.Value.Contains(key)))
                    Add(new(NameKind.Tool, tool.Id, first, NeedsContext: true));

        // "학교": what bodies are called, by their kind or at the end of a name.
        bool IsOfKind(string key) =>
            packs.ByLanguage.Values.Any(p => p.ActorKinds.Any(k => k.Words.Contains(key)))
            || kb.Set.Actors.Any(a => a.Aliases.Prepend(a.Name).Any(n => NormalizedText.Key(n).EndsWith(key, StringComparison.Ordinal)));
    }
}
