using PolicyBot.Core.Questions;

namespace PolicyBot.Commands;

/// <summary>Conversations by id, at most so many: the one unused for longest is forgotten first.</summary>
public sealed class RecentConversations(int most)
{
    private readonly Dictionary<string, LinkedListNode<(string Id, Conversation Value)>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, Conversation Value)> _byUse = [];

    public Conversation Find(string id) => _byId.TryGetValue(id, out var node) ? node.Value.Value : Conversation.Fresh;

    public void Keep(string id, Conversation conversation)
    {
        if (_byId.Remove(id, out var known)) _byUse.Remove(known);
        _byId[id] = _byUse.AddLast((id, conversation));
        if (_byId.Count <= most) return;
        _byId.Remove(_byUse.First!.Value.Id);
        _byUse.RemoveFirst();
    }
}
