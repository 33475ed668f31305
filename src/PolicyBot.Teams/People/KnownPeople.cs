using System.Collections.Concurrent;

namespace PolicyBot.Teams.People;

/// <summary>Where each person wrote last, as far as this process has seen: there the roster can be asked for them.</summary>
internal sealed class KnownPeople
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, ConversationReference> last = new(StringComparer.Ordinal);

    public void Remember(ConversationReference where)
    {
        if (last.Count >= Most) last.Clear();
        last[where.UserObjectId ?? where.UserId] = where;
    }

    /// <summary>The bot is not there any more.</summary>
    public void Forget(string person) => last.TryRemove(person, out _);

    public ConversationReference? Find(string person) => last.GetValueOrDefault(person);
}
