using PolicyBot.Core.Channels;
using PolicyBot.Teams.Door;

namespace PolicyBot.Teams.Connector;

/// <summary>The service URL of each conversation as its last activity told it, as far as this process has seen. A stored reference may hold
/// an older one: whatever is sent goes to the newest.</summary>
internal sealed class ServiceUrls
{
    private readonly RecentMap<string> last = new(20_000);

    /// <summary>True: it was not known, or was another.</summary>
    public bool Remember(ConversationReference where)
    {
        var conversation = MessageReader.ThreadOf(where.ConversationId).Conversation;
        if (last.TryGetValue(conversation, out var before) && before == where.ServiceUrl) return false;
        last.Set(conversation, where.ServiceUrl);
        return true;
    }

    public ConversationReference Newest(ConversationReference where) =>
        last.TryGetValue(MessageReader.ThreadOf(where.ConversationId).Conversation, out var url) && url != where.ServiceUrl
            ? where with { ServiceUrl = url } : where;
}
