using System.Collections.Immutable;
using PolicyBot.Core.Answers;

namespace PolicyBot.Web;

/// <summary>A question and what was answered. <paramref name="Number"/> counts from 1 within the conversation.</summary>
public sealed record Exchange(int Number, string Text, Answer Answer);

/// <summary>Who is asked for and in which language, as chosen last. <paramref name="Language"/> null: that of the question.</summary>
public sealed record Choices(ImmutableArray<string> Groups, string? Language)
{
    public static Choices None { get; } = new([], null);
}
