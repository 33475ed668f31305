using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Questions;

/// <summary>Tells by what a machine is said to be which of the policy's it is, in other words than the policy's: "the courier's scanner",
/// "a computer at the airport gate", "호텔 로비 컴퓨터".</summary>
internal sealed class Machines
{
    private sealed record Machine(string Id, Kind Kind, string[] Attributes);

    private enum Kind
    {
        Computer, Tablet, Handset,
    }

    private readonly Machine[] machines;

    public Machines(KnowledgeBase kb, Lexicon lexicon) => machines = [.. kb.Set.Devices
        .SelectMany(d => d.Name.All.Concat(d.Aliases).Select(s => Of(d.Id, s, lexicon))).OfType<Machine>()];

    /// <summary>Adds the devices that the text names so.</summary>
    public static void AddTo(List<Mention> mentions, NormalizedText text, Lexicon lexicon)
    {
        foreach (var said in MachineReader.In(text, mentions, lexicon))
            if (lexicon.Machines.IdOf(said, lexicon) is { } id)
                Insert(mentions, new(NameKind.Device, id, said.Word, said.Word + 1, text.Words[said.Word].Start, text.Words[said.Word].End));
    }

    /// <summary>True where the text names a machine by something that tells it from the usual one, and that is none of the policy's.</summary>
    public static bool IsOneUnknown(NormalizedText text, List<Mention> mentions, Lexicon lexicon)
    {
        foreach (var said in MachineReader.In(text, mentions, lexicon))
            if (said.IsToldInAClause
                || !lexicon.Words("hosts").Contains(said.Kind) && Array.Exists(said.Attributes, a => !IsPlain(a, lexicon))) return true;
        return false;
    }

    /// <summary>In the order of the text.</summary>
    private static void Insert(List<Mention> mentions, Mention mention)
    {
        var behind = mentions.FindIndex(m => m.Start > mention.Start);
        mentions.Insert(behind < 0 ? mentions.Count : behind, mention);
    }

    /// <summary>The device whose words are all there; null where there is none, or where as much speaks for another.</summary>
    private string? IdOf(SaidMachine said, Lexicon lexicon)
    {
        var (best, most, tie) = ((string?)null, 0, false);
        foreach (var machine in machines)
        {
            if (machine.Kind != KindOf(said.Kind, lexicon)
                || !Array.TrueForAll(machine.Attributes, a => Array.Exists(said.Attributes, s => IsAlike(s, a)))) continue;
            if (machine.Attributes.Length > most) (best, most, tie) = (machine.Id, machine.Attributes.Length, false);
            else if (machine.Attributes.Length == most) tie |= machine.Id != best;
        }
        return tie ? null : best;
    }

    private static Machine? Of(string id, string spelling, Lexicon lexicon)
    {
        var text = NormalizedText.Of(spelling);
        var attributes = new List<string>();
        string? kind = null;
        for (var i = 0; i < text.Words.Length; i++)
        {
            var word = text.Spelling(i);
            if (MachineReader.IsMachine(word, lexicon)) kind = word.ToString();
            else if (!lexicon.Words("determiners").Contains(word) && !lexicon.Words("ends-a-noun-phrase").Contains(word))
                attributes.Add(MachineReader.Attribute(text, i));
        }
        return kind is null || attributes.Count == 0 || attributes.TrueForAll(a => IsPlain(a, lexicon) && !lexicon.Words("workplace").Contains(a))
            ? null : new(id, KindOf(kind, lexicon), [.. attributes]);
    }

    private static bool IsPlain(string attribute, Lexicon lexicon) => lexicon.Words("plain-machines").Contains(attribute)
        || lexicon.Words("ordinary-beside").Contains(attribute) || attribute.All(char.IsAsciiDigit);

    private static Kind KindOf(string noun, Lexicon lexicon) => lexicon.Words("handsets").Contains(noun) ? Kind.Handset
        : lexicon.Words("slates").Contains(noun) ? Kind.Tablet : Kind.Computer;

    /// <summary>But for a plural's s, or what Hangul goes on with ("기사님").</summary>
    private static bool IsAlike(string said, string named) => said == named
        || (named[0] >= '\uAC00' ? named.Length >= 2 && said.StartsWith(named, StringComparison.Ordinal) : said == named + "s" || named == said + "s");
}
