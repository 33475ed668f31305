namespace PolicyBot.Core.Questions;

/// <summary>Tells what went into a tool by accident ("I pasted a password into ChatGPT by mistake") from an accident that a text is
/// to be written about ("may I use ChatGPT to apologise for what we sent by mistake?").</summary>
internal static class Accidents
{
    /// <summary>True where an accident is told, and it is not merely what a tool is wanted for: then it is apart from the tool, and
    /// whether the tool may be used is what is asked.</summary>
    public static bool IsTold(Cues cues, NormalizedText text, List<Mention> mentions)
    {
        if (cues.Where("accident") is not { } accident) return false;
        if (cues.Where("permission") is not { } asked) return true;
        var named = false;
        foreach (var (from, to) in Tools(cues, mentions))
        {
            named = true;
            if (from < accident.To && to > accident.From || IsWhereItWent(from)) return true;
        }
        return !named;

        // In English the tool follows what happened, in Korean it comes before; not in a sentence that asks.
        bool IsWhereItWent(int tool) => text.Words[accident.From].Hangul ? tool < accident.From
            : tool >= accident.To && !(asked.From >= accident.To && asked.From <= tool && IsAnotherSentence(asked.From));

        bool IsAnotherSentence(int word)
        {
            for (var i = accident.To; i <= word; i++)
                if (text.Words[i].NewSentence) return true;
            return false;
        }
    }

    private static IEnumerable<(int From, int To)> Tools(Cues cues, List<Mention> mentions)
    {
        foreach (var m in mentions)
            if (m.Kind is NameKind.Tool or NameKind.Edition or NameKind.Ambiguous) yield return (m.From, m.To);
        if (cues.Where("ai-word") is { } word) yield return word;
    }
}
