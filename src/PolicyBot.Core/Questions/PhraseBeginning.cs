namespace PolicyBot.Core.Questions;

/// <summary>How much of a phrase tells what its matches begin with. Thousands of phrases are asked for that when a process starts, and only
/// a few are ever compiled as a whole.</summary>
internal static class PhraseBeginning
{
    /// <summary>The length of the phrase's beginning that every match has gone through when its first word, or, not spaced, its second
    /// letter has ended. The whole length where the phrase has something that is not looked through here, mistakes above all.</summary>
    public static int Of(ReadOnlySpan<char> text, bool spaced)
    {
        var letters = 0;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is '|' or '[' or ']' or ')' or '#' or '…') break;
            if (c == '(')
            {
                if (AfterGroup(text, at) is not (> 0 and var after)) break;
                at = after;
                if (at < text.Length && text[at] is '?' or '*') at++;
                continue;
            }
            at++;
            if (MayBeLeftOut(text, at))
            {
                if (text[at] == '…') break;
                at++;
            }
            else if (spaced ? c == ' ' : ++letters == 2) return IsPlain(text[at..]) ? at : text.Length;
        }
        return text.Length;
    }

    /// <summary>The leads of a phrase that begins with a word, or with a group of such, and nothing else: of most. Null for others.</summary>
    public static List<string>? Leads(ReadOnlySpan<char> text, bool spaced)
    {
        var leads = new List<string>();
        var group = text.Length > 0 && text[0] == '(';
        var at = group ? 1 : 0;
        while (true)
        {
            var end = at;
            while (end < text.Length && !Signifies(text[end])) end++;
            var word = text[at..end];
            if (First(word, spaced, ends: group ? spaced : end == text.Length) is not { Length: > 0 and < PhraseLeads.LongestLead } lead) return null;
            at = end;
            if (!group)
            {
                // What may be left out or repeated begins after the lead, or it is none.
                if (at < text.Length && text[at] is '?' or '*' && word.Length - 1 < lead.Length + (spaced ? 1 : 0)) return null;
                if (spaced && word.Length == lead.Length + 1 && MayBeLeftOut(text, at)) return null;
                return IsPlain(text[at..]) && PhraseLeads.Add(leads, lead) ? leads : null;
            }
            if (at == text.Length || text[at] is not ('|' or ')') || leads.Count > PhraseLeads.MostLeads) return null;
            PhraseLeads.Add(leads, lead);
            if (text[at++] == ')') break;
        }
        var bordered = at == text.Length || (spaced ? text[at] == ' ' && !MayBeLeftOut(text, at + 1) : text[at] is not ('?' or '*'));
        return bordered && IsPlain(text[at..]) ? leads : null;
    }

    private static bool Signifies(char c) => c is '(' or ')' or '[' or ']' or '|' or '?' or '*' or '#' or '…';

    /// <summary>The first word, or the first two letters, where the text <paramref name="ends"/> or goes on behind them; else
    /// nothing.</summary>
    private static ReadOnlySpan<char> First(ReadOnlySpan<char> text, bool spaced, bool ends)
    {
        var length = spaced ? text.IndexOf(' ') : text.Length >= 2 ? 2 : -1;
        return length >= 0 ? text[..length] : ends ? text : [];
    }

    /// <summary>A `?` or `*` belongs to the letter before, or to a space with the gap behind it.</summary>
    private static bool MayBeLeftOut(ReadOnlySpan<char> text, int after)
    {
        if (after < text.Length && text[after] == '…' && text[after - 1] == ' ')
            after += after + 1 < text.Length && text[after + 1] == ' ' ? 2 : 1;
        return after < text.Length && text[after] is '?' or '*';
    }

    private static int AfterGroup(ReadOnlySpan<char> text, int at)
    {
        var depth = 0;
        for (; at < text.Length; at++)
            if (text[at] == '(') depth++;
            else if (text[at] == ')' && --depth == 0) return at + 1;
            else if (text[at] is '[' or ']') return -1;
        return -1;
    }

    /// <summary>What follows is in the notation, and no alternative to what stands before.</summary>
    private static bool IsPlain(ReadOnlySpan<char> rest)
    {
        var depth = 0;
        foreach (var c in rest)
            switch (c)
            {
                case '(':
                    depth++;
                    break;
                case ')' when --depth < 0:
                case '|' when depth == 0:
                case '*' or '[' or ']':
                    return false;
            }
        return depth == 0;
    }
}
