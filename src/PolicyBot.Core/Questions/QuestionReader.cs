using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Reads a text as a question, with what the conversation has settled so far (docs/life-of-a-question.md).</summary>
public static class QuestionReader
{
    /// <summary>Never throws for what <paramref name="text"/> holds, and takes time linear in its length.</summary>
    public static Question Read(string text, Conversation conversation, string? language, KnowledgeBase kb, LanguagePacks packs)
    {
        var lexicon = Lexicon.Of(kb, packs);
        var normal = NormalizedText.Of(text);
        var spoken = language ?? LanguageOf(normal, conversation, kb);
        var naming = Naming.Of(normal, kb, lexicon);
        var meant = Meant.Of(naming, conversation, kb, lexicon);
        var tools = ToolReader.Read(meant.Mentions, naming.Text, naming.Cues, conversation, kb, lexicon);
        var mentions = EditionFinder.WithoutQualifiers(meant.Mentions, naming.Text, tools.Editions, kb, lexicon);
        var frame = DeviceReader.WithPossible(FrameReader.Read(tools, mentions, naming.Cues, kb, lexicon), naming, kb);
        frame = DeviceReader.WithUsual(frame, naming.Cues, conversation, kb);
        frame = DeviceReader.WithElsewhere(frame, naming.Cues, conversation, kb);
        var reading = Reading.Of(text, naming, meant, tools, frame, conversation, kb, lexicon);
        var cues = naming.CuesOf(mentions);
        var intent = reading.IsAboutTheRest ? Intent.Restrictions : IntentReader.Read(cues, reading.Found);
        return new Understanding(text, spoken, naming, meant, tools, reading, cues, conversation, kb, lexicon).Question(intent);
    }

    private static string LanguageOf(NormalizedText text, Conversation conversation, KnowledgeBase kb)
    {
        if (text.HasHangul) return "ko";
        var latin = 0;
        foreach (var w in text.Words)
            if (w.Length > 0 && char.IsAsciiLetter(text.Letters[w.Start]) && ++latin == 3) return "en";
        return conversation.Language ?? (text.Letters.Any(char.IsAsciiLetter) ? "en" : kb.DefaultLanguage);
    }
}
