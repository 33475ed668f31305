using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.PlainWords;

/// <summary>The groups that a text names, in their order, and those that it leaves out ("except Security", "보안팀 제외").</summary>
/// <param name="Unclear">A group of which it is not plain which of both it is; null: there is none.</param>
internal sealed partial record GroupWords(ImmutableArray<GroupWords.Part> For, ImmutableArray<GroupWords.Part> Except, string? Unclear)
{
    internal readonly record struct Part(string Id, int From, int To);

    public ImmutableArray<Part> All => [.. For, .. Except];

    public IEnumerable<NamedPart> Parts => For.Select(g => new NamedPart(Named.Group, g.From, g.To))
        .Concat(Except.Select(g => new NamedPart(Named.ExceptGroup, g.From, g.To)));

    /// <param name="except">Where it says that something is left out; null: nowhere.</param>
    /// <param name="effect">Where it says what the rule does: what comes after it is left out by no word before it.</param>
    /// <param name="isOther">Whether what stands there is part of another name ("marketing copy").</param>
    public static GroupWords Read(string text, KnowledgeBase knowledge, Match? except, int effect, Func<int, int, bool> isOther)
    {
        List<Part> found = [];
        foreach (var group in knowledge.Set.Groups.Where(g => g.Id != Core.Knowledge.Group.Everyone))
            foreach (var name in group.Name.All.Concat(group.Aliases))
                if (Find(text, name) is { } at && !isOther(at, name.Length)) found.Add(new(group.Id, at, at + name.Length));
        ImmutableArray<Part> named = [];
        foreach (var next in found.OrderBy(f => f.From).ThenByDescending(f => f.To))
            if (named.IsEmpty || next.From >= named[^1].To) named = named.Add(next);
        if (except is null) return new(named, [], null);
        var read = IsKorean(text[except.Index]) ? BeforeTheWord(text, named, except) : AfterTheWord(text, named, except, effect);
        var both = read.Except.FirstOrDefault(e => read.For.Any(f => f.Id == e.Id));
        return both.Id is null ? read : read with { Unclear = text[both.From..both.To] };
    }

    public static bool IsKorean(char letter) => letter >= 0x1100;

    /// <summary>"보안팀·개발팀은 제외": the list that the word follows. One before that is another's, and says so ("인사팀에").</summary>
    private static GroupWords BeforeTheWord(string text, ImmutableArray<Part> named, Match except)
    {
        var (first, before) = (except.Index, named.Count(g => g.To <= except.Index));
        var left = before;
        // "보안팀(개발팀 제외)" says something else.
        while (left > 0 && Between(text, named[left - 1].To, first) is var between && !between.Contains('(', StringComparison.Ordinal)
            && (left == before ? IsLeftOut().IsMatch(between) : ProposalWords.IsList(between, prepositions: false)))
            first = named[--left].From;
        return new(named.RemoveRange(left, before - left), named[left..before],
            named[..left].Where(g => !IsOurs().IsMatch(text[g.To..])).Select(g => text[g.From..g.To]).FirstOrDefault());
    }

    /// <summary>"except Legal and HR": the list that follows the word.</summary>
    private static GroupWords AfterTheWord(string text, ImmutableArray<Part> named, Match except, int effect)
    {
        var end = except.Index + except.Length;
        var before = named.Count(g => g.From < end);
        var (left, prepositions) = (before, ProposalWords.HasPreposition(except.Value));
        List<string> betweens = [];
        while (left < named.Length && Between(text, end, named[left].From) is var between
            && ProposalWords.IsList(between, prepositions || left == before))
        {
            if (left == before) prepositions |= ProposalWords.HasPreposition(between);
            else betweens.Add(between);
            end = named[left++].To;
        }
        // "Except for contractors, Engineering may": the last is another's.
        var comma = betweens.Exists(b => b.Contains(',', StringComparison.Ordinal))
            && (string.IsNullOrWhiteSpace(text[..except.Index]) || !ProposalWords.IsJoined(betweens[^1]));
        var rest = named[left..];
        Part? unclear = rest.Any(g => effect < except.Index || g.From < effect) ? rest[0] : comma ? named[left - 1] : null;
        return new([.. named[..before], .. rest], named[before..left], unclear is { } part ? text[part.From..part.To] : null);
    }

    /// <summary>A group that decides and is not decided about ("blocked by Legal"), or stands beside everybody; null: there is none.
    /// </summary>
    /// <param name="effect">The words that say what the rule does.</param>
    public string? Decider(string lower, Match effect)
    {
        if (Except.Any(g => g.From < effect.Index + effect.Length && effect.Index < g.To)) return effect.Value;
        foreach (var group in For)
        {
            if (group.From < effect.Index + effect.Length && effect.Index < group.To) return lower[group.From..group.To];
            var marked = lower.Replace('<', ' ').Replace('>', ' ').Replace('#', ' ').Replace('@', ' ');
            foreach (var (at, length, mark) in All.Select(g => (g.From, g.To - g.From, g == group ? "#" : "@"))
                .Append((effect.Index, effect.Length, $"<{effect.Value}>")).OrderByDescending(p => p.Item1))
                marked = marked.Remove(at, length).Insert(at, mark);
            if (ProposalWords.Languages.Any(w => w.Decider.IsMatch(marked))) return lower[group.From..group.To];
        }
        return null;
    }

    private static string Between(string text, int from, int to) => text[from..Math.Max(from, to)];

    /// <summary>Latin names as whole words; names of up to three letters only as they are written. A Korean name begins a word.</summary>
    private static int? Find(string text, string name)
    {
        var comparison = name.Length <= 3 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (var at = text.IndexOf(name, comparison); at >= 0; at = text.IndexOf(name, at + 1, comparison))
        {
            var end = at + name.Length;
            var inWord = at > 0 && (IsKorean(name[0]) ? char.IsLetter(text[at - 1]) : char.IsAsciiLetterOrDigit(text[at - 1]));
            if (!inWord && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]))) return at;
        }
        return null;
    }

    [GeneratedRegex("^(?:\\s|팀|부서|본부|직원|구성원|들|[은는을를,])*$", RegexOptions.CultureInvariant)]
    private static partial Regex IsLeftOut();

    [GeneratedRegex("^(?:\\s*(?:팀|부서|본부|직원|구성원|들))*(?:은|는|에|에는|에서|에서는|에게|에게는|한테|한테는)(?!\\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex IsOurs();
}
