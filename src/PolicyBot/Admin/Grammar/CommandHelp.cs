using System.Text;

namespace PolicyBot.Admin.Grammar;

/// <summary>Help from the table of verbs: all commands, those of a noun, one with its options and examples.</summary>
public static class CommandHelp
{
    /// <summary>Nouns and verbs that are none get the help above them.</summary>
    public static string Of(string? noun, string? verb)
    {
        if (noun is null || !AdminVerbs.Nouns.Contains(noun)) return Everything();
        return verb is not null && AdminVerbs.Find(noun, verb) is { } spec ? One(spec)
            : string.Join('\n', AdminVerbs.Of(noun).Select(v => $"{Usage(v)} - {v.Says}").Append($"`help {noun} <verb>` tells more"));
    }

    public static string Usage(VerbSpec spec) =>
        string.Join(' ', [spec.Noun, spec.Verb, .. spec.Arguments.Select(a => $"<{a.Name}>"),
            .. spec.Options.Where(o => o.Required).Select(o => $"--{o.Name} ..."), .. spec.Options.Any(o => !o.Required) ? ["[options]"] : Array.Empty<string>()]);

    private static string Everything()
    {
        var text = new StringBuilder("commands:");
        foreach (var noun in AdminVerbs.Nouns) text.Append("\n  ").Append(noun).Append(": ").AppendJoin(", ", AdminVerbs.Of(noun).Select(v => v.Verb));
        return text.Append("\n`help <noun>` and `help <noun> <verb>` tell more").ToString();
    }

    private static string One(VerbSpec spec)
    {
        var text = new StringBuilder(Usage(spec)).Append('\n').Append(spec.Says);
        foreach (var argument in spec.Arguments) text.Append("\n  <").Append(argument.Name).Append(">  ").Append(Says(argument));
        foreach (var option in spec.Options)
            text.Append("\n  --").Append(option.Name).Append("  ").Append(Says(option)).Append(option.Required ? " (needed)" : option.Many ? " (may be repeated)" : "");
        return text.Append("\nexamples:").AppendJoin("", spec.Examples.Select(e => "\n  " + e)).ToString();
    }

    private static string Says(ValueSpec value) => value.Choices.IsEmpty ? value.Says : $"{value.Says}: {string.Join(", ", value.Choices)}";
}
