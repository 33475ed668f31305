using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Tools that are called by the name of another one and are not it: "a ChatGPT clone", "가짜 챗GPT", "ChatGPT via a browser extension",
/// and plans for people at home of a tool that is for work only ("Microsoft 365 Copilot Family").</summary>
internal sealed class LookAlikes(NormalizedText text, KnowledgeBase kb, Lexicon lexicon)
{
    private const string WorkControls = "enterprise-controls";

    /// <summary>Words between a tool and what it is reached through.</summary>
    private const int MostBetween = 4;

    /// <summary>Without the tools whose names are borrowed so, and the first such name as the text has it; null where there is none.</summary>
    public static (List<Mention> Mentions, string? Name) Apart(List<Mention> mentions, NormalizedText text, KnowledgeBase kb, Lexicon lexicon)
    {
        var reader = new LookAlikes(text, kb, lexicon);
        List<Mention>? alike = null;
        string? name = null;
        foreach (var m in mentions)
        {
            if (m.Kind is not (NameKind.Tool or NameKind.Edition or NameKind.Ambiguous)) continue;
            var isFake = reader.IsFake(m.From);
            var end = isFake ? m.To : reader.EndOf(m);
            if (end == 0) continue;
            (alike ??= []).Add(m);
            name ??= reader.Spelled(isFake ? m.From - 1 : m.From, end);
        }
        return alike is null ? (mentions, null) : (mentions.FindAll(m => !alike.Exists(m.Overlaps)), name);
    }

    private bool IsFake(int at) => at > 0 && Goes(at) && lexicon.Words("not-the-real").Contains(text.Spelling(at - 1));

    /// <summary>The word behind the name that is borrowed; 0 where it is the tool's own.</summary>
    private int EndOf(Mention m)
    {
        if (!Goes(m.To)) return 0;
        var next = text.Spelling(m.To);
        if (text.Words[m.To].Hangul ? lexicon.Words("copies").Begins(next) : lexicon.Words("copies").Contains(next)) return m.To + 1;
        if (lexicon.Words("alike").Contains(next)) return Goes(m.To + 1) && Is("tools-in-general", m.To + 1) ? m.To + 2 : 0;
        if (lexicon.Words("gone-through").Contains(next))
            for (var i = m.To + 1; i <= m.To + MostBetween && Goes(i) && (Is("determiners", i) || !Is("ends-a-noun-phrase", i)); i++)
                if (Is("goes-between", i)) return i + 1;
        return IsHomePlan(m) ? m.To + 1 : 0;
    }

    private bool IsHomePlan(Mention m) => Is("home-plans", m.To) && m.Kind == NameKind.Tool
        && kb.Tools[m.Id] is { Attributes.IsDefaultOrEmpty: false } tool && tool.Attributes.Contains(WorkControls)
        && !lexicon.EditionWords(tool).Contains(text.Spelling(m.To).ToString()) && (!Goes(m.To + 1) || Is("after-a-qualifier", m.To + 1));

    private bool Is(string list, int word) => lexicon.Words(list).Contains(text.Spelling(word));

    /// <summary>The word is there, in the same sentence as the one before.</summary>
    private bool Goes(int word) => word < text.Words.Length && !text.Words[word].NewSentence;

    private string Spelled(int from, int to)
    {
        var name = new System.Text.StringBuilder();
        for (var i = from; i < to; i++)
        {
            var word = text.Spelling(i);
            // Without the particle.
            if (text.Words[i].Hangul && lexicon.Words("copies").Beginning(word) is var end and > 0) word = word[..end];
            name.Append(i == from || text.Words[i].Glued ? "" : " ").Append(word);
        }
        return name.ToString();
    }
}
