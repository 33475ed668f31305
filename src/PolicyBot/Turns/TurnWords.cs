using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Turns;

/// <summary>What is said to a turn, in the words of a language and the channel's own form.</summary>
internal sealed class TurnWords(LanguagePacks languages)
{
    public void Reply(CompleteWrite write, TurnAtWork turn, string language, Func<Reply, Reply> with, string? replaces)
    {
        if (turn.Channel is not { } channel) return;
        var reply = with(Begun(turn, language));
        var payload = channel.Render(reply);
        write.Replies.Add(new()
        {
            TurnId = turn.Row.TurnId,
            Channel = turn.Row.Channel,
            Address = turn.Row.Address,
            Payload = payload,
            Ready = reply.Answer is null ? null : payload,
            Replaces = replaces,
        });
    }

    /// <summary>A reply that says nothing yet.</summary>
    public Reply Begun(TurnAtWork turn, string language) => new(turn.Row.TurnId, turn.Message, language)
    {
        Names = Names(turn, language),
        Contact = turn.Channel is { ReachesContact: true } ? ContactOf(turn)?.Name : null,
    };

    public DisplayNames Names(TurnAtWork turn, string language) => new(turn.Revision.Bot.Knowledge, languages.Of(language));

    public string Say(string language, string key, TurnAtWork turn) => languages.Of(language).Say("ui.host." + key,
        ("contact", ContactOf(turn)?.Name ?? "-"), ("reach", ReachOf(ContactOf(turn))),
        ("person", turn.Person.Name ?? turn.Person.Email ?? turn.Person.Id));

    private static Contact? ContactOf(TurnAtWork turn) => turn.Revision.Bot.Knowledge.Set.Organization?.Contact;

    /// <summary>The contact's name, with where to write to.</summary>
    private static string ReachOf(Contact? contact) =>
        contact is null ? "-" : (contact.Email ?? contact.Url) is { } where ? $"{contact.Name} ({where})" : contact.Name;
}
