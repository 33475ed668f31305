using System.Collections.Immutable;

namespace PolicyBot.Core.Questions;

/// <summary>Finds the clauses that a text names: "section 4.3", "§ 2.1", "B-3", "제4.1항".</summary>
internal static class ClauseReader
{
    private static readonly string[] Separators = [".", "-", " ", "_", "/"];

    /// <summary>Words up to which a text may name a whole chapter: a longer one may speak of another document's.</summary>
    private const int FewWords = 6;

    /// <summary>Clauses of the policy that the text names by number, as the policy spells them.</summary>
    public static ImmutableArray<string> Of(string text, Lexicon lexicon)
    {
        if (text.Length > 2_000 || !text.AsSpan().ContainsAnyInRange('0', '9')) return [];
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var clause in lexicon.Clauses)
        {
            for (var at = Next(0); at >= 0; at = Next(at + 1))
            {
                var end = at + clause.Length;
                var before = at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])
                    && !(text[at - 1] == '.' && at > 1 && char.IsAsciiDigit(text[at - 2]));
                var after = end == text.Length || !char.IsAsciiDigit(text[end])
                    && !(text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]));
                var marked = clause.Contains('.', StringComparison.Ordinal) || clause.Any(char.IsLetter) || IsMarked(text, at, end);
                if (!before || !after || !marked || char.IsAsciiDigit(clause[0]) && IsVersion(text, at)) continue;
                found.Add(clause);
                break;
            }

            int Next(int from) => text.IndexOf(clause, from, StringComparison.OrdinalIgnoreCase);
        }
        if (found.Count == 0) AddRunTogether(text, lexicon, found);
        if (found.Count == 0 && text.AsSpan().Trim().Count(' ') < FewWords) AddChapter(text, lexicon, found);
        return found.ToImmutable();
    }

    /// <summary>"section 4", "제4장": all clauses whose number begins with it.</summary>
    private static void AddChapter(string text, Lexicon lexicon, ImmutableArray<string>.Builder found)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]) || at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '.')) continue;
            var end = at + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (!IsMarked(text, at, end) || IsOfALaw(text, at, end) || end < text.Length && text[end] is '.' or '-' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
                continue;
            var chapter = text[at..end] + ".";
            found.AddRange(lexicon.Clauses.Where(c => c.StartsWith(chapter, StringComparison.Ordinal)));
            return;
        }
    }

    /// <summary>"article 5 of the GDPR", "개인정보보호법 제5조": the chapter of another document than the policy.</summary>
    private static bool IsOfALaw(string text, int at, int end)
    {
        var after = text.AsSpan(end).TrimStart();
        var before = text.AsSpan(0, at).TrimEnd(" 제");
        return after.StartsWith("of ", StringComparison.OrdinalIgnoreCase) && !after.Contains("policy", StringComparison.OrdinalIgnoreCase)
            && !after.Contains("rules", StringComparison.OrdinalIgnoreCase) || before is [.., '법' or '령'];
    }

    /// <summary>"clause B3" and "rule b 3" for "B-3": the letters and digits alone, where the text says that it is a clause.</summary>
    private static void AddRunTogether(string text, Lexicon lexicon, ImmutableArray<string>.Builder found)
    {
        foreach (var clause in lexicon.Clauses)
        {
            if (clause.Length > 8 || !clause.Any(char.IsAsciiLetter)
                || string.Concat(clause.Where(char.IsAsciiLetterOrDigit)) is not { } bare || bare.Length == clause.Length) continue;
            foreach (var spelling in (string[])[bare, .. Separators.Select(s => bare[..1] + s + bare[1..])])
            {
                var at = text.IndexOf(spelling, StringComparison.OrdinalIgnoreCase);
                if (at < 0 || !IsMarked(text, at, at + spelling.Length) || at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) continue;
                if (at + spelling.Length < text.Length && char.IsAsciiLetterOrDigit(text[at + spelling.Length])) continue;
                found.Add(clause);
                break;
            }
        }
    }

    /// <summary>"B.2", "A-3", "§ 2.1" and "clause 2.1" can only be clauses; "2.1" alone could be a version.</summary>
    public static bool IsCertain(string text, string clause)
    {
        var at = text.IndexOf(clause, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return true;
        return clause.Any(char.IsLetter) && clause.AsSpan().ContainsAny('.', '-') || IsMarked(text, at, at + clause.Length);
    }

    private static bool IsMarked(string text, int at, int end)
    {
        var before = text[..at].TrimEnd().ToLowerInvariant();
        return before.EndsWith("section", StringComparison.Ordinal) || before.EndsWith("clause", StringComparison.Ordinal)
            || before.EndsWith('§') || before.EndsWith('제')
            || before.EndsWith("article", StringComparison.Ordinal) || before.EndsWith("rule", StringComparison.Ordinal)
            || before.EndsWith("chapter", StringComparison.Ordinal)
            || end < text.Length && text[end] is '조' or '항' or '절' or '장';
    }

    /// <summary>"GPT-4.1" and "Gemini 2.5" name versions, not clauses.</summary>
    private static bool IsVersion(string text, int at)
    {
        var word = text[..at].TrimEnd(' ', '-').Split(' ', '-', '\n')[^1].ToLowerInvariant();
        return word.Length > 0 && word is not ("section" or "clause" or "article" or "rule" or "paragraph" or "point" or "and" or "or"
            or "in" or "of" or "is" or "does" or "say" or "about" or "chapter" or "para" or "to" or "for" or "on")
            && word.All(char.IsAsciiLetter);
    }
}
