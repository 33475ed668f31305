using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using PolicyBot.Core.Questions;

namespace PolicyBot.Turns;

/// <summary>Questions as they were read and answered lately, by their words: what a page or an announcement gives as an example, many ask in the
/// same words, and to read and answer it is half of the work of a turn. Of whoever asked nothing is kept but the groups that the answer is for,
/// and of the words nothing for longer than an hour. What a conversation has settled is part of a reading: only questions that begin one are
/// kept. Thread-safe.</summary>
internal sealed class AnswerMemory(TimeProvider time)
{
    /// <summary>So many questions are kept at least, and of so many characters at most.</summary>
    public const int Least = 1_000, Longest = 300;

    /// <summary>A question's answers, to askers of different groups or on different days.</summary>
    public const int MostAnswers = 4;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private volatile Answers? answers;

    /// <summary>As <see cref="Bot.Ask(Turn)"/>, and what is remembered of it, if anything.</summary>
    public (Answer Answer, Conversation Next, RememberedAnswer? Remembered) Ask(Bot bot, Turn turn)
    {
        if (turn.Text.Length > Longest || !ReferenceEquals(turn.Conversation, Conversation.Fresh)) return New(bot.Ask(turn));
        Forget();
        if (answers is not { } current || !ReferenceEquals(current.Bot, bot))
            answers = current = new(bot, time.GetTimestamp(), new(Least));
        var key = $"{turn.Language}\n{turn.Text}";
        if (current.ByWords.TryGetValue(key, out var known)) return known.Ask(bot, turn);
        var read = bot.Read(turn);
        current.ByWords.Set(key, new(read));
        return New(bot.Ask(turn, read));
    }

    private static (Answer, Conversation, RememberedAnswer?) New((Answer Answer, Conversation Next) made) => (made.Answer, made.Next, null);

    /// <summary>What has been kept for its time. Call it now and then, for where nobody asks any more.</summary>
    public void Forget()
    {
        if (answers is { } current && time.GetElapsedTime(current.Since) >= Kept) answers = null;
    }

    /// <summary>By <paramref name="ByWords"/> of the language that was asked for, and the text.</summary>
    private sealed record Answers(Bot Bot, long Since, RecentMap<Known> ByWords);

    /// <summary>A question, and from the second time that it is asked on what it was answered: most are asked once.</summary>
    private sealed class Known(Question read)
    {
        /// <summary>The newest first.</summary>
        private volatile RememberedAnswer[] told = [];

        public (Answer Answer, Conversation Next, RememberedAnswer? Remembered) Ask(Bot bot, Turn turn)
        {
            // What is granted to a person is for that person.
            if (!turn.Asker.Exceptions.IsDefaultOrEmpty) return New(bot.Ask(turn, read));
            var before = told;
            foreach (var one in before)
                if (one.Day == turn.Day && one.Groups.AsSpan().SequenceEqual(turn.Asker.Groups.AsSpan())) return (one.Answer, one.Next, one);
            // Without exceptions nothing depends on who it is: nothing of them can be kept where they are not told of.
            var (answer, next) = bot.Ask(turn with { Asker = Asker.Nobody with { Groups = turn.Asker.Groups } }, read);
            var remembered = new RememberedAnswer(turn.Day, turn.Asker.Groups, answer, next);
            told = [remembered, .. before.Take(MostAnswers - 1)];
            return (answer, next, remembered);
        }
    }
}
