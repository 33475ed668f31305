using System.Collections.Immutable;
using System.Security.Cryptography;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Web;

/// <summary>A question and what was answered. <paramref name="Number"/> counts from 1 within the conversation.</summary>
public sealed record Exchange(int Number, string Text, Answer Answer);

/// <summary>Who is asked for and in which language, as chosen last. <paramref name="Language"/> null: that of the question.</summary>
public sealed record Choices(ImmutableArray<string> Groups, string? Language)
{
    public static Choices None { get; } = new([], null);
}

/// <summary>One conversation: what it settled, and its last exchanges, as many as are to be shown again. Turns are taken one at a time.</summary>
public sealed class OpenConversation(string id, int shown)
{

    private readonly Lock turn = new();
    private Conversation settled = Conversation.Fresh;
    private int asked;

    public string Id => id;
    public ImmutableList<Exchange> Exchanges { get; private set; } = [];
    public Choices Choices { get; private set; } = Choices.None;

    public Exchange Ask(string text, Choices choices, DateOnly day, Bot bot)
    {
        lock (turn)
        {
            var asker = new Asker(null, choices.Groups, []);
            var (answer, next) = bot.Ask(new Turn(text, settled, asker, day, choices.Language));
            settled = next;
            Choices = choices;
            var exchange = new Exchange(++asked, text, answer);
            if (shown > 0) Exchanges = (Exchanges.Count < shown ? Exchanges : Exchanges.RemoveAt(0)).Add(exchange);
            return exchange;
        }
    }
}

/// <summary>Conversations of the page and of the API, in memory and bounded: the one left alone longest is forgotten first, and all are
/// when the process ends. Durable storage, and with it resuming after a crash, comes with the storage work.</summary>
public sealed class ConversationStore(int capacity)
{
    public const int ShownOnPage = 200;

    private const string PageCaller = "";

    private readonly BoundedCache<(string Caller, string Id), OpenConversation> conversations = new(capacity);

    /// <summary>A new conversation of the page, under an id that nobody can guess.</summary>
    public OpenConversation Start()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return conversations.GetOrAdd((PageCaller, id), () => new OpenConversation(id, ShownOnPage));
    }

    /// <summary>A conversation of the page; null where it never was or is forgotten.</summary>
    public OpenConversation? Find(string id) => conversations.TryGet((PageCaller, id), out var found) ? found : null;

    /// <summary>A conversation of an API caller, who names it; callers do not see each other's. Null id: a fresh one, not kept.</summary>
    public OpenConversation OfCaller(string caller, string? id) =>
        id is null ? new OpenConversation("", 0) : conversations.GetOrAdd((caller, id), () => new OpenConversation(id, 0));
}
