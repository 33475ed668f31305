using PolicyBot.Core.Channels;

namespace PolicyBot.Teams.People;

/// <summary>Where each person wrote last, as far as this process has seen: there the roster can be asked for them.</summary>
internal sealed class KnownPeople
{
    private readonly RecentMap<ConversationReference> last = new(20_000);

    public void Remember(ConversationReference where) => last.Set(where.UserObjectId ?? where.UserId, where);

    /// <summary>They wrote there once: where nothing newer is known.</summary>
    public void Recall(string person, ConversationReference where) => last.GetOrAdd(person, _ => where);

    /// <summary>The bot is not there any more.</summary>
    public void Forget(string person) => last.Remove(person);

    public ConversationReference? Find(string person) => last.TryGetValue(person, out var where) ? where : null;
}
