using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>Fixed phrases of a language pack with their slots filled.</summary>
public static class FixedPhrases
{
    /// <summary>The phrase of that key with its `{slots}` filled; particles follow what stands in the slots. What fills a slot is not read
    /// for slots again, and a slot that the phrase does not have may be given.</summary>
    /// <exception cref="ArgumentException">The phrase has a slot that nothing fills.</exception>
    public static string Say(this LanguagePack pack, string key, params ReadOnlySpan<(string Slot, string Value)> slots)
    {
        var template = pack.Phrases.Value[key];
        var open = template.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return template;
        var said = new System.Text.StringBuilder(template.Length + 96);
        var at = 0;
        for (; open >= 0; open = template.IndexOf('{', at))
        {
            var end = template.IndexOf('}', open);
            if (end < 0) break;
            said.Append(template, at, open - at).Append(Value(key, template.AsSpan(open + 1, end - open - 1), slots));
            at = end + 1;
        }
        return Particles.Resolve(said.Append(template, at, template.Length - at).ToString());
    }

    /// <summary>What the program says of its own about a change, in that language; what has no translation stays English.</summary>
    public static string Say(this LanguagePack pack, Remark remark) => Particles.Resolve(remark.In(pack.Remarks.Value));

    private static string Value(string key, ReadOnlySpan<char> slot, ReadOnlySpan<(string Slot, string Value)> slots)
    {
        foreach (var (name, value) in slots)
            if (slot.SequenceEqual(name)) return value;
        throw new ArgumentException($"phrase `{key}` has a slot `{slot}` that nothing fills", nameof(key));
    }
}
