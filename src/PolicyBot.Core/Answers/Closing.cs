using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Answers;

/// <summary>The last sentence: as of when, and whom to ask.</summary>
internal static class Closing
{
    public static void Write(Draft draft)
    {
        var (parts, day, pack) = (AnswerParts.Of(draft.Knowledge), draft.Day, draft.Words.Pack);
        draft.Add(parts.FindClosing(day, pack) ?? parts.KeepClosing(day, pack, Told(draft.Fresh())));
    }

    private static Sentence Told(Draft alone)
    {
        if (alone.Knowledge.Set.Organization?.Contact is { } contact)
            alone.Say(SentenceRole.Contact, "closing.contact", [Draft.Policy("contact")],
                ("day", alone.Words.Date(alone.Day)), ("contact", Name(contact)));
        else alone.Say(SentenceRole.Contact, "closing.day", [], ("day", alone.Words.Date(alone.Day)));
        return alone.Sentences[0];
    }

    /// <summary>"AI Desk (ai-desk@example.com)".</summary>
    public static string Name(Contact contact) => (contact.Email ?? contact.Url) is { } where ? $"{contact.Name} ({where})" : contact.Name;

    /// <summary>Whom to ask, as a sentence of its own; a fixed phrase where the policy names nobody.</summary>
    public static void WriteContact(Draft draft)
    {
        if (draft.Knowledge.Set.Organization?.Contact is { } contact)
            draft.Say(SentenceRole.Contact, "contact.ask", [Draft.Policy("contact")], ("contact", Name(contact)));
        else draft.Say(SentenceRole.Contact, "contact.unknown", []);
    }
}
