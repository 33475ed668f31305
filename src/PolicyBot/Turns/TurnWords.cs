using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;

namespace PolicyBot.Turns;

/// <summary>What is said to a turn, in the words of a language and the channel's own form.</summary>
internal sealed class TurnWords(LanguagePacks languages)
{
    public void Reply(CompleteWrite write, TurnAtWork turn, string language, Func<Reply, Reply> with, string? replaces)
    {
        if (turn.Channel is not { } channel) return;
        var reply = with(new(turn.Row.TurnId, turn.Message, language)
        {
            Names = Names(turn, language),
            Contact = turn.Revision.Bot.Knowledge.Set.Organization?.Contact?.Name,
        });
        write.Replies.Add(new()
        {
            TurnId = turn.Row.TurnId,
            Channel = turn.Row.Channel,
            Address = turn.Row.Address,
            Payload = channel.Render(reply),
            Replaces = replaces,
        });
    }

    public DisplayNames Names(TurnAtWork turn, string language) => new(turn.Revision.Bot.Knowledge, languages.Of(language));

    public string Say(string language, string key, TurnAtWork turn) => languages.Of(language).Say("ui.host." + key,
        ("contact", turn.Revision.Bot.Knowledge.Set.Organization?.Contact?.Name ?? "-"),
        ("person", turn.Person.Name ?? turn.Person.Email ?? turn.Person.Id));
}
