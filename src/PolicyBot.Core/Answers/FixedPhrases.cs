using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Fixed phrases of a language pack with their slots filled.</summary>
public static class FixedPhrases
{
    /// <summary>The phrase of that key with its `{slots}` filled; particles follow what stands in the slots. What fills a slot is not read for slots
    /// again, and a slot that the phrase does not have may be given.</summary>
    /// <exception cref="ArgumentException">The phrase has a slot that nothing fills.</exception>
    public static string Say(this LanguagePack pack, string key, params ReadOnlySpan<(string Slot, string Value)> slots)
    {
        var template = pack.Phrases[key];
        if (!template.Contains('{')) return template;
        var said = new System.Text.StringBuilder(template.Length + 32);
        for (var i = 0; i < template.Length;)
        {
            var end = template[i] == '{' ? template.IndexOf('}', i) : -1;
            if (end < 0)
            {
                said.Append(template[i++]);
                continue;
            }
            said.Append(Value(key, template[(i + 1)..end], slots));
            i = end + 1;
        }
        return Particles.Resolve(said.ToString());
    }

    private static string Value(string key, string slot, ReadOnlySpan<(string Slot, string Value)> slots)
    {
        foreach (var (name, value) in slots)
            if (name == slot) return value;
        throw new ArgumentException($"phrase `{key}` has a slot `{slot}` that nothing fills", nameof(key));
    }
}
