using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Which device is meant where it is not the usual one, though no other is named: "not on my work laptop", "on a hotel PC".</summary>
internal static class DeviceReader
{
    /// <summary>Words before a device and letters of endings behind it that may stand between it and what sets it aside.</summary>
    private const int WordsBetween = 3, LettersBetween = 2;

    /// <summary>Without the usual device where it is set aside, and that device; null where it is not.</summary>
    public static (List<Mention> Kept, string? Aside) WithoutSetAside(List<Mention> mentions, NormalizedText text, KnowledgeBase kb,
        Lexicon lexicon)
    {
        var aside = mentions.FindAll(m => IsUsual(m, kb) && IsSetAside(m, text, lexicon));
        return aside is [var first, ..] ? (mentions.FindAll(m => !aside.Contains(m)), first.Id) : (mentions, null);
    }

    /// <summary>With the devices that may be meant where one is that was not understood: all but the one set aside.</summary>
    public static Frame WithPossible(Frame frame, Naming naming, KnowledgeBase kb)
    {
        var (aside, another) = (naming.DeviceSetAside, naming.Cues.Has("another-device"));
        if (aside is null && !another && (frame.Devices.Length > 0 || !Machines.IsOneUnknown(naming.Text, naming.Mentions, naming.Lexicon)
            && !Handsets.IsOneMeant(naming.Text, naming.Mentions, naming.Lexicon))) return frame;
        // "my work laptop is broken, may I use a friend's": the other one.
        if (frame.Devices is [var only] && another
            && naming.Mentions.Find(m => IsUsual(m, kb) && m.Id == only && Negation.IsReplaced(m, naming.Text, naming.Lexicon)) is not null)
            (frame, aside) = (frame with { Devices = [] }, only);
        return frame.Devices.Length > 0 ? frame
            : frame with { PossibleDevices = [.. kb.Set.Devices.Select(d => d.Id).Where(d => d != aside)] };
    }

    /// <summary>With the usual device where a turn after a question on another says that it is that: "my work one".</summary>
    public static Frame WithUsual(Frame frame, Cues cues, Conversation conversation, KnowledgeBase kb)
    {
        if (frame.Devices.Length + frame.PossibleDevices.Length > 0 || frame.Tools.Length > 0
            || conversation.Frame.Devices.Length + conversation.Frame.PossibleDevices.Length == 0
            || cues.Where("the-work-one") is not { From: 0 }) return frame;
        return kb.Set.Devices.FirstOrDefault(d => d.Usual) is { } usual ? frame with { Devices = [usual.Id] } : frame;
    }

    /// <summary>With any device where a turn after an answer asks no more than whether it holds elsewhere: "at home?".</summary>
    public static Frame WithElsewhere(Frame frame, Cues cues, Conversation conversation, KnowledgeBase kb)
    {
        var before = conversation.Frame;
        return before.Tools.Length == 0 || before.Devices.Length + before.PossibleDevices.Length > 0
            || frame.Devices.Length + frame.PossibleDevices.Length > 0 || !cues.IsAll("at-home") ? frame
            : frame with { PossibleDevices = [.. kb.Set.Devices.Select(d => d.Id)] };
    }

    private static bool IsUsual(Mention m, KnowledgeBase kb) =>
        m.Kind == NameKind.Device && kb.Devices.TryGetValue(m.Id, out var device) && device.Usual;

    private static bool IsSetAside(Mention m, NormalizedText text, Lexicon lexicon)
    {
        var before = lexicon.Words("not-on-a-device");
        for (var i = m.From - 1; i >= Math.Max(0, m.From - WordsBetween) && !text.Words[i + 1].NewSentence; i--)
        {
            var asked = i > 0 && !text.Words[i].NewSentence && lexicon.Words("before-a-rule").Contains(text.Spelling(i - 1));
            if (before.Contains(text.Spelling(i)) && !asked) return true;
            // Two words, run together as in a list's spelling.
            if (i > 0 && !text.Words[i].NewSentence
                && before.Contains(text.Letters.AsSpan(text.Words[i - 1].Start..text.Words[i].End))) return true;
        }
        for (var past = 0; past <= LettersBetween && m.End + past < text.Letters.Length; past++)
            if (lexicon.Words("not-that-device").Begins(text.Letters.AsSpan(m.End + past))) return true;
        return false;
    }
}
