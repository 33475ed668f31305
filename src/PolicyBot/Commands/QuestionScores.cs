using System.Globalization;

namespace PolicyBot.Commands;

/// <summary>What an evaluation found: per key of `expect`, and strictly (a question counts where all its keys are right) per tag, per
/// language and in all.</summary>
public sealed record QuestionScores
{
    public SortedDictionary<string, Score> Keys { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, Score> Tags { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, Score> Languages { get; } = new(StringComparer.Ordinal);
    public Score Strict { get; } = new();
}

/// <summary>How many of how many are right.</summary>
public sealed class Score
{
    public int Right { get; private set; }
    public int All { get; private set; }

    /// <summary>Of nothing, nothing is right.</summary>
    public double Percent => 100.0 * Right / Math.Max(1, All);

    public void Count(bool right)
    {
        All++;
        if (right) Right++;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Right}/{All} {Percent:0.0} %");
}
