using System.Collections.Immutable;

namespace PolicyBot.Admin.PlainWords;

/// <summary>Whether a rule of several tools, groups, data, purposes or devices is what was said. A rule is for all of one with all of the
/// other, which "Block DeepSeek and Gemini for contracts and source code" means, and "for Legal with contracts and for Engineering with
/// source code" does not.</summary>
internal static class NamedLists
{
    private static readonly (Named Named, string Key)[] Conditions =
        [(Named.Data, "data"), (Named.Group, "group"), (Named.Purpose, "purpose"), (Named.Device, "device")];
    private static readonly (Named Named, string Key)[] Tools =
        [(Named.Tool, "tool"), (Named.Tool, "except-tool"), (Named.Kind, "kind"), (Named.Country, "country")];

    /// <summary>The first part of which it is not plain what it belongs to; null: there is none.</summary>
    /// <param name="parts">In their order.</param>
    /// <param name="values">The rule's, by option.</param>
    public static string? Unclear(string text, ImmutableArray<NamedPart> parts, IReadOnlyDictionary<string, ImmutableArray<string>> values)
    {
        foreach (var (one, next) in parts.Zip(parts.Skip(1)))
            if (one.Named != next.Named && (IsOneList(Between(text, one, next), one.IsTool || next.IsTool) || IsOneName(text, one, next)))
                return Word(text, next);
        var conditions = Conditions.Count(c => values.ContainsKey(c.Key));
        foreach (var (named, key) in Tools.Concat(Conditions))
        {
            if (!values.TryGetValue(key, out var ids) || ids.Length < 2) continue;
            var others = Array.Exists(Tools, t => t.Named == named) ? conditions : conditions - 1;
            ImmutableArray<NamedPart> list = [.. parts.Where(p => p.Named == named)];
            var (last, items) = ("", 1);
            foreach (var (one, next) in list.Zip(list.Skip(1)))
            {
                var between = Between(text, one, next);
                if (!ProposalWords.IsList(between, prepositions: others == 0)) return Word(text, next);
                if (string.IsNullOrWhiteSpace(between)) continue;
                last = between;
                if (ProposalWords.IsJoined(between) || between.Contains(',', StringComparison.Ordinal)) items++;
            }
            // "writing unit tests" is one thing.
            if (items < ids.Length && char.IsAscii(text[list[^1].From])) return Word(text, list[^1]);
            // Of "ChatGPT, Gemini for source code", only the last may be for it.
            if (others > 0 && last.TrimStart().StartsWith(',') && !ProposalWords.IsJoined(last) && char.IsAscii(text[list[^1].From]))
                return Word(text, list[^1]);
        }
        return null;
    }

    /// <summary>"Claude and Legal", "customer data and hiring": neither is plainly said of the other. "개발팀도 클로드" is.</summary>
    private static bool IsOneList(string between, bool ofTools) => ProposalWords.IsList(between, prepositions: true)
        && !(ofTools && between.Trim() == "도")
        && (ProposalWords.IsJoined(between)
            || !ofTools && between.Contains(',', StringComparison.Ordinal) && !ProposalWords.HasPreposition(between));

    /// <summary>"legal research" is nobody's.</summary>
    private static bool IsOneName(string text, NamedPart one, NamedPart next) => one.Named == Named.Group && !next.IsTool
        && next.Named != Named.ExceptGroup && !GroupWords.IsKorean(text[one.From]) && Between(text, one, next) is " ";

    private static string Between(string text, NamedPart one, NamedPart next) => text[one.To..Math.Max(one.To, next.From)];

    private static string Word(string text, NamedPart part) => text[part.From..part.To];
}
