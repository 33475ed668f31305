using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>The spellings of what the knowledge base names.</summary>
public sealed partial class Lexicon
{
    private void AddTool(Tool tool)
    {
        foreach (var name in tool.Aliases.Prepend(tool.Name).Append(tool.Id))
            Add(new(NameKind.Tool, tool.Id, name,
                NeedsContext: tool.OrdinaryWord && !name.Contains(' ', StringComparison.Ordinal)
                    && !name.Contains('.', StringComparison.Ordinal)));
        foreach (var e in tool.Editions)
            foreach (var name in e.Aliases.Prepend(e.Name).Append(e.Id)) Add(NameKind.Edition, e.Id, name);
    }

    /// <summary>"로컬 라마" is "라마 로컬", too, unless that is taken.</summary>
    private void AddTurnedEditions(Tool tool)
    {
        foreach (var e in tool.Editions)
            foreach (var name in e.Aliases)
                if (name.Split(' ') is [var first, var second] && !_names.ContainsKey(NormalizedText.Key(second + first)))
                    Add(new(NameKind.Edition, e.Id, $"{second} {first}") { Turned = true });
    }

    /// <summary>"students" are people first where a group has the name of a data class.</summary>
    private static bool NamesGroup(KnowledgeBase kb, string data) =>
        kb.Set.Groups.Any(g => g.Name.All.Concat(g.Aliases).Append(g.Id).Any(n => NormalizedText.Key(n) == NormalizedText.Key(data)));

    /// <param name="withoutId">The id is no spelling.</param>
    private void AddDeclared(NameKind kind, string id, LocalizedText name, ImmutableArray<string> aliases, bool withoutId = false)
    {
        foreach (var written in name.All.Concat(aliases).Concat(withoutId ? [] : [id]))
        {
            // "source" alone is where something was read.
            if (kind == NameKind.Data && written.EndsWith("source code", StringComparison.OrdinalIgnoreCase))
                foreach (var whose in (string[])["our", "my"]) Add(new(kind, id, whose + " source") { Formed = true });
            var formed = false;
            var idAlone = written == id && !id.Contains('-', StringComparison.Ordinal);
            foreach (var spelling in Spellings.OfDeclared(kind, written))
            {
                AddInflected(kind, id, spelling, formed, idAlone);
                formed = true;
            }
        }
    }

    private void AddInflected(NameKind kind, string id, string spelling, bool formed, bool idAlone)
    {
        Add(new(kind, id, spelling) { Formed = formed, IsIdAlone = idAlone });
        var trimmed = spelling.StartsWith("a ", StringComparison.OrdinalIgnoreCase) ? spelling[2..]
            : spelling.StartsWith("our ", StringComparison.OrdinalIgnoreCase) ? spelling[4..] : spelling;
        if (trimmed.Length < spelling.Length) AddForm(trimmed);
        if (!char.IsAsciiLetter(trimmed[^1]) || trimmed.Length < 3) return;
        // "a bill of lading" of "bills of lading", and the other way round
        if (trimmed.IndexOf(" of ", StringComparison.Ordinal) is > 2 and var of && char.IsAsciiLetter(trimmed[of - 1]))
            AddForm((trimmed[of - 1] == 's' && trimmed[of - 2] != 's' ? trimmed[..(of - 1)] : trimmed[..of] + "s") + trimmed[of..]);
        var isPlural = trimmed.EndsWith('s') && !trimmed.EndsWith("ss", StringComparison.Ordinal) && trimmed.Length > 4;
        if (!isPlural) AddForm(trimmed + "s");
        else if (!Words("no-singular").Contains(trimmed.AsSpan()[..^1])) AddForm(trimmed[..^1]);
        if (trimmed.EndsWith('y')) AddForm(trimmed[..^1] + "ies");
        if (trimmed.EndsWith("ies", StringComparison.Ordinal)) AddForm(trimmed[..^3] + "y");

        void AddForm(string form) => Add(new(kind, id, form) { Formed = formed, IsIdAlone = idAlone });
    }

    private void Add(NameKind kind, string id, string spelling) => Add(new(kind, id, spelling));

    private void Add(NameEntry entry)
    {
        var key = NormalizedText.Key(entry.Spelling);
        if (key.Length is 0 or > MaxKey) return;
        if (!_names.TryGetValue(key, out var entries)) _names[key] = entries = [];
        _lengths.Add(key);
        if (!entries.Exists(e => e.Kind == entry.Kind && e.Id == entry.Id)) entries.Add(entry);
    }
}
