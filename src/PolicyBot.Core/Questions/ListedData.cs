namespace PolicyBot.Core.Questions;

/// <summary>Finds the items of a list with data in it that nothing was recognised in: "internal memos, a list of dismissed staff and
/// drawings"; with commas and an "and" at its end, behind a colon, or with bullets.</summary>
internal sealed class ListedData(NormalizedText text, List<Mention> mentions, NounPhrases phrases, Lexicon lexicon)
{
    private const int MostItems = 12, MostMentions = 24;

    public UnreadWords? Found()
    {
        UnreadWords? perhaps = null;
        foreach (var data in mentions.Where(IsItem).Take(MostMentions))
        {
            if (From(data) is not { } found) continue;
            if (found.IsData) return found;
            perhaps ??= found;
        }
        return perhaps;
    }

    /// <summary>Data that an item ends with.</summary>
    private bool IsItem(Mention m) => m.Kind == NameKind.Data && m.End == text.Words[m.To - 1].End
        && (m.To == text.Words.Length || !text.Words[m.To].Glued) && IsMarked(m.To);

    private bool IsMarked(int word) => word < text.Words.Length && text.Words[word].Mark is ',' or '-';

    /// <summary>The first unread item of the list that goes on behind that data, the surest first; null where it is no list.</summary>
    private UnreadWords? From(Mention data)
    {
        UnreadWords? sure = null, perhaps = null;
        var isList = IsOpened(data);
        var at = data.To;
        for (var items = 0; items < MostItems && Next(at) is (var next, var isLast); items++)
        {
            if (mentions.Find(m => m.Kind == NameKind.Data && m.From <= next && next < m.To) is { } read) at = read.To;
            else if (phrases.Noun(next) is { IsNoun: true } noun && EndsItem(noun.End))
            {
                at = noun.End;
                if (noun.IsData) sure ??= noun.Told();
                else perhaps ??= noun.Told();
            }
            else break;
            isList |= isLast;
        }
        isList |= at < text.Words.Length && lexicon.Words("ends-a-clause").Contains(text.Spelling(at)) || IsNamed(at) || IsObject(at);
        return isList ? sure ?? perhaps : null;
    }

    /// <summary>Where the next item begins, without what determines it, and whether an "and" says that it is the last; null where none
    /// does.</summary>
    private (int Word, bool IsLast)? Next(int at)
    {
        if (at >= text.Words.Length) return null;
        var joined = lexicon.Words("joins").Contains(text.Spelling(at)) && !text.Words[at].NewSentence;
        if (!joined && !IsMarked(at) && !IsJoined(at)) return null;
        if (joined) at++;
        while (at < text.Words.Length && lexicon.Words("determiners").Contains(text.Spelling(at))) at++;
        return at < text.Words.Length ? (at, joined) : null;
    }

    /// <summary>"사고 보고서랑 도면"</summary>
    private bool IsJoined(int word) => text.Words[word].Hangul && !text.Words[word].NewSentence
        && lexicon.Words("joined-after").Ends(text.Spelling(word - 1));

    /// <summary>Behind an item comes another, what is done with the list, or nothing; "김 부장은" is what something is told of.</summary>
    private bool EndsItem(int at)
    {
        if (IsObject(at) || Next(at) is not null) return true;
        if (text.Words[at - 1].Hangul && phrases.Bare(at - 1).Length < text.Words[at - 1].Length) return false;
        return at >= text.Words.Length || text.Words[at].NewSentence || IsNamed(at) || lexicon.Words("ends-a-clause").Contains(text.Spelling(at));
    }

    private bool IsObject(int at) => text.Words[at - 1].Hangul && lexicon.Words("ends-a-list").Ends(text.Spelling(at - 1));

    /// <summary>Behind a colon, or a bullet itself.</summary>
    private bool IsOpened(Mention data)
    {
        var from = data.From;
        while (from > 0 && text.Words[from].Mark == NormalizedText.NoMark && lexicon.Words("determiners").Contains(text.Spelling(from - 1))) from--;
        return text.Words[from].Mark is ':' or '-';
    }

    private bool IsNamed(int word) => word < text.Words.Length && phrases.IsNamed(word);
}
