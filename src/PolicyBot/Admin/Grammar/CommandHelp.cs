using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Grammar;

/// <summary>Help from the table of verbs: all commands, those of a noun, one with its options and examples. Commands and ids are the same
/// in every language.</summary>
public static class CommandHelp
{
    /// <summary>Nouns and verbs that are none get the help above them.</summary>
    public static Remark Of(string? noun, string? verb)
    {
        if (noun is null || !AdminVerbs.Nouns.Contains(noun)) return Everything();
        return verb is not null && AdminVerbs.Find(noun, verb) is { } spec ? One(spec)
            : Remark.Join("\n", AdminVerbs.Of(noun).Select(v => Line($"{Usage(v)} - ", v.Says)).Append(More(noun)));
    }

    public static string Usage(VerbSpec spec) =>
        string.Join(' ', [spec.Noun, spec.Verb, .. spec.Arguments.Select(a => $"<{a.Name}>"),
            .. spec.Options.Where(o => o.Required).Select(o => $"--{o.Name} ..."),
            .. spec.Options.Any(o => !o.Required) ? ["[options]"] : Array.Empty<string>()]);

    private static Remark Everything() => Remark.Join("\n",
    [
        "commands:",
        .. AdminVerbs.Nouns.Select(n => Remark.AsTyped($"  {n}: {string.Join(", ", AdminVerbs.Of(n).Select(v => v.Verb))}")),
        "for example:",
        .. Usual.Select(e => Remark.AsTyped("  " + e)),
        "`help <noun>` and `help <noun> <verb>` tell more",
    ]);

    /// <summary>The life of a change, and what its first steps ask for.</summary>
    private static readonly string[] Usual =
    [
        "rule add no-deepseek --effect forbid --tool deepseek", "draft preview 1",
        "draft submit 1 --why \"asked for by Legal\"", "draft approve 1",
        "draft publish 1", "revision rollback 1 --why \"published too early\"",
    ];

    private static Remark One(VerbSpec spec) => Remark.Join("\n",
    [
        Remark.AsTyped(Usage(spec)),
        spec.Says,
        .. spec.Arguments.Select(a => Line($"  <{a.Name}>  ", Says(a))),
        .. spec.Options.Select(o => Line($"  --{o.Name}  ", Option(o))),
        "examples:",
        .. spec.Examples.Select(e => Remark.AsTyped("  " + e)),
    ]);

    private static Remark More(string noun) => $"`help {noun} <verb>` tells more";

    private static Remark Line(string before, Remark says) => $"{before}{says}";

    private static Remark Option(ValueSpec option)
    {
        var says = Says(option);
        if (option.Required) return $"{says} (needed)";
        return option.Many ? Repeated(says) : says;
    }

    private static Remark Repeated(Remark says) => $"{says} (may be repeated)";

    private static Remark Says(ValueSpec value) =>
        value.Choices.IsEmpty ? value.Says : Choice(value.Says, string.Join(", ", value.Choices));

    private static Remark Choice(Remark says, string choices) => $"{says}: {choices}";
}
