using PolicyBot.Core.Channels;
using PolicyBot.Core.Questions;

namespace PolicyBot.Turns;

/// <summary>Questions as they were read lately, by their words: what a page or an announcement gives as an example, many ask in the same words,
/// and to read it is a third of the work of answering. Of whoever asked nothing is kept, and of the words nothing for longer than an hour. What
/// a conversation has settled is part of a reading: only questions that begin one are kept. Thread-safe.</summary>
internal sealed class ReadingMemory(TimeProvider time)
{
    /// <summary>So many are kept at least, and of so many characters at most.</summary>
    public const int Least = 1_000, Longest = 300;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private volatile Readings? readings;

    /// <summary>As <see cref="Bot.Read"/>.</summary>
    public Question Read(Bot bot, Turn turn)
    {
        if (turn.Text.Length > Longest || !ReferenceEquals(turn.Conversation, Conversation.Fresh)) return bot.Read(turn);
        Forget();
        if (readings is not { } current || !ReferenceEquals(current.Bot, bot))
            readings = current = new(bot, time.GetTimestamp(), new(Least));
        var key = $"{turn.Language}\n{turn.Text}";
        if (current.ByWords.TryGetValue(key, out var known)) return known;
        var read = bot.Read(turn);
        current.ByWords.Set(key, read);
        return read;
    }

    /// <summary>What has been kept for its time. Call it now and then, for where nobody asks any more.</summary>
    public void Forget()
    {
        if (readings is { } current && time.GetElapsedTime(current.Since) >= Kept) readings = null;
    }

    /// <summary>By <paramref name="ByWords"/> of the language that was asked for, and the text.</summary>
    private sealed record Readings(Bot Bot, long Since, RecentMap<Question> ByWords);
}
