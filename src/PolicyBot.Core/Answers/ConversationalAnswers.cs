using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Contact, asking back, help, small talk and what is out of scope.</summary>
internal static class ConversationalAnswers
{
    public static void Write(Draft draft)
    {
        switch (draft.Question.Intent)
        {
            case Intent.Contact:
                WriteContact(draft);
                break;
            case Intent.Clarify:
                WriteClarify(draft);
                break;
            case Intent.Help:
                draft.Title = draft.Words.Say("title.help");
                draft.Say(SentenceRole.Verdict, "help.intro", []);
                foreach (var key in (string[])["help.permission", "help.restrictions", "help.policy", "help.people"])
                    draft.Say(SentenceRole.Case, key, []);
                draft.Say(SentenceRole.Note, "help.log", []);
                Closing.WriteContact(draft);
                SuggestStart(draft);
                break;
            case Intent.SmallTalk:
                WriteSmallTalk(draft);
                break;
            default:
                draft.Title = draft.Words.Say("title.out-of-scope");
                draft.Say(SentenceRole.Verdict, "scope.out", []);
                Closing.WriteContact(draft);
                SuggestStart(draft);
                break;
        }
    }

    /// <summary>Whom to ask, and by which ways.</summary>
    public static void WriteContact(Draft draft)
    {
        draft.Title = draft.Words.Say("title.contact");
        if (draft.Question.IsAccident) draft.Say(SentenceRole.Verdict, "contact.accident", []);
        if (draft.Knowledge.Set.Organization?.Contact is not { } contact)
        {
            draft.Say(SentenceRole.Contact, "contact.unknown", []);
            return;
        }
        draft.Say(SentenceRole.Contact, "contact.who", [Draft.Policy("contact")], ("name", contact.Name));
        if (contact.Email is { } email) draft.Say(SentenceRole.Contact, "contact.email", [Draft.Policy("contact")], ("email", email));
        if (contact.Url is { } url) draft.Say(SentenceRole.Contact, "contact.url", [Draft.Policy("contact")], ("url", url));
    }

    private static void WriteClarify(Draft draft)
    {
        var (question, words) = (draft.Question, draft.Words);
        draft.Title = words.Say("title.clarify");
        draft.Ask = new("tool", question.Candidates);
        var names = question.Candidates.Select(words.Tool).ToArray();
        var key = question.Misspelt ? names.Length == 1 ? "clarify.did-you-mean" : "clarify.did-you-mean-one" : "clarify.which";
        draft.Say(SentenceRole.Verdict, key, Draft.Tools(question.Candidates), ("tools", words.Choices(names)));
        foreach (var name in names.Take(4)) draft.Suggest(name, name);
    }

    private static void WriteSmallTalk(Draft draft)
    {
        var kind = draft.Question.SmallTalk == SmallTalk.None ? SmallTalk.Greeting : draft.Question.SmallTalk;
        draft.Title = draft.Words.Say("title.small-talk");
        draft.Say(SentenceRole.Verdict, "talk." + Kebab.Name(kind), []);
        if (kind is SmallTalk.Greeting or SmallTalk.Empty or SmallTalk.Laugh) SuggestStart(draft);
    }

    private static void SuggestStart(Draft draft)
    {
        foreach (var key in (string[])["suggest.allowed-tools", "suggest.changes", "suggest.contact"])
            draft.Suggest(draft.Words.Say(key), draft.Words.Say(key));
    }
}
