namespace PolicyBot.Core.Questions;

/// <summary>Writes the steps that choose between alternatives: the first that leads to a match counts.</summary>
internal static class PhraseChoice
{
    public static void Write(List<PhraseStep[]> alternatives, List<PhraseStep> steps) =>
        Write(alternatives.Count, i => Copy(alternatives[i], 0, steps), steps);

    /// <summary>As <see cref="Write(List{PhraseStep[]}, List{PhraseStep})"/>, with alternatives that begin with the same letter behind that
    /// letter, in their order. They pass only such as begin with another letter, and of these two at most one can match; those that begin
    /// with anything else stay where they are.</summary>
    public static void Join(List<PhraseStep[]> alternatives, List<PhraseStep> steps) => Join(alternatives, 0, steps);

    /// <param name="from">Of each alternative so many steps are written already.</param>
    private static void Join(List<PhraseStep[]> alternatives, int from, List<PhraseStep> steps)
    {
        var groups = new List<List<PhraseStep[]>>(alternatives.Count);
        var since = 0;
        foreach (var alternative in alternatives)
        {
            if (from >= alternative.Length || alternative[from].Op != PhraseOp.Letter)
            {
                groups.Add([alternative]);
                since = groups.Count;
                continue;
            }
            var like = groups.FindIndex(since, g => g[0][from].Letter == alternative[from].Letter);
            if (like < 0) groups.Add([alternative]);
            else groups[like].Add(alternative);
        }
        Write(groups.Count, i => WriteGroup(groups[i], from, steps), steps);
    }

    private static void WriteGroup(List<PhraseStep[]> group, int from, List<PhraseStep> steps)
    {
        if (group is [var alone])
        {
            Copy(alone, from, steps);
            return;
        }
        steps.Add(group[0][from]);
        Join(group, from + 1, steps);
    }

    private static void Copy(PhraseStep[] from, int start, List<PhraseStep> steps)
    {
        for (var i = start; i < from.Length; i++) steps.Add(from[i]);
    }

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
