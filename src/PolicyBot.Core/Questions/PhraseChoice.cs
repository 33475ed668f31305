namespace PolicyBot.Core.Questions;

/// <summary>Writes the steps that choose between alternatives: the first that leads to a match counts.</summary>
internal static class PhraseChoice
{
    public static void Write(List<ReadOnlyMemory<PhraseStep>> alternatives, List<PhraseStep> steps) =>
        Write(alternatives.Count, i => steps.AddRange(alternatives[i].Span), steps);

    /// <summary>As `Write`, with alternatives that begin with the same letter
    /// behind that letter, in their order. They pass only such as begin with another letter, and of these two at most one can match;
    /// those that begin with anything else stay where they are.</summary>
    public static void Join(List<ReadOnlyMemory<PhraseStep>> alternatives, List<PhraseStep> steps)
    {
        var groups = new List<List<ReadOnlyMemory<PhraseStep>>>(alternatives.Count);
        var since = 0;
        foreach (var alternative in alternatives)
        {
            if (!BeginsWithLetter(alternative))
            {
                groups.Add([alternative]);
                since = groups.Count;
                continue;
            }
            var like = groups.FindIndex(since, g => g[0].Span[0].Letter == alternative.Span[0].Letter);
            if (like < 0) groups.Add([alternative]);
            else groups[like].Add(alternative);
        }
        Write(groups.Count, i => WriteGroup(groups[i], steps), steps);
    }

    private static void WriteGroup(List<ReadOnlyMemory<PhraseStep>> group, List<PhraseStep> steps)
    {
        if (group.Count == 1)
        {
            steps.AddRange(group[0].Span);
            return;
        }
        steps.Add(group[0].Span[0]);
        Join(group.ConvertAll(a => a[1..]), steps);
    }

    private static bool BeginsWithLetter(ReadOnlyMemory<PhraseStep> alternative) => alternative is { IsEmpty: false, Span: [{ Op: PhraseOp.Letter }, ..] };

    private static void Write(int count, Action<int> write, List<PhraseStep> steps)
    {
        var jumps = new List<int>(count);
        for (var i = 0; i < count; i++)
        {
            var split = steps.Count;
            if (i + 1 < count) steps.Add(default);
            write(i);
            if (i + 1 == count) break;
            jumps.Add(steps.Count);
            steps.Add(default);
            steps[split] = new(PhraseOp.Split, to: steps.Count - split);
        }
        foreach (var jump in jumps) steps[jump] = new(PhraseOp.Jump, to: steps.Count - jump);
    }
}
