using System.Collections.Immutable;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;

namespace PolicyBot.Web;

/// <summary>A question and what was answered. <paramref name="Number"/> counts from 1 within the conversation.</summary>
/// <param name="Answer">Null: a command, and <see cref="Said"/> is what it came to; its number is below 0.</param>
public sealed record Exchange(int Number, string Text, Answer? Answer)
{
    public Notice? Said { get; init; }

    /// <summary>Of <see cref="Said"/>.</summary>
    public string Language { get; init; } = "en";
}

/// <summary>Who is asked for and in which language, as chosen last. <paramref name="Language"/> null: that of the question.</summary>
public sealed record Choices(ImmutableArray<string> Groups, string? Language)
{
    public static Choices None { get; } = new([], null);
}
