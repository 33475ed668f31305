using System.Text.RegularExpressions;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;
using Xunit;

namespace PolicyBot.Core.Tests.Answers;

/// <summary>The code's phrase keys are string literals with a dot in src/PolicyBot.Core/Answers; one that ends in a dot or hyphen is
/// completed from a closed vocabulary.</summary>
public sealed partial class PhrasesTests
{
    private static readonly Dictionary<string, string> English = Read("en");
    private static readonly Dictionary<string, string> Korean = Read("ko");

    [Fact]
    public void Both_languages_have_the_same_keys() =>
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Korean.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_phrase_has_the_same_slots_in_both_languages() =>
        Assert.All(English.Keys, key =>
            Assert.Equal((key, string.Join(',', Slots(English[key]))), (key, string.Join(',', Slots(Korean[key])))));

    [Fact]
    public void Every_key_in_the_code_has_a_phrase() =>
        Assert.All(Literals().Where(l => l[^1] is not ('.' or '-')), key => Assert.Contains(key, English.Keys));

    [Fact]
    public void Every_phrase_is_used_by_the_code()
    {
        var literals = Literals().ToHashSet(StringComparer.Ordinal);
        var prefixes = literals.Where(l => l[^1] is '.' or '-').ToArray();
        Assert.All(English.Keys.Where(k =>
            !k.StartsWith("ui.", StringComparison.Ordinal) && !k.StartsWith("desk.", StringComparison.Ordinal)), key =>
                Assert.True(literals.Contains(key) || prefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal)), key));
    }

    [Fact]
    public void Every_phrase_of_the_desk_is_used_by_the_desk()
    {
        var desk = string.Concat(Directory.GetFiles(Path.Combine(Root(), "src/PolicyBot/Admin"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        Assert.All(English.Keys.Where(k => k.StartsWith("desk.", StringComparison.Ordinal)), key =>
        {
            var name = key["desk.".Length..];
            // Whole, or the beginning of what is completed by a word of a closed list.
            Assert.True(desk.Contains($"\"{name}\"", StringComparison.Ordinal) || name.LastIndexOf('.') is > 0 and var dot
                && desk.Contains($"\"{name[..dot]}.", StringComparison.Ordinal), key);
        });
    }

    [Fact]
    public void Every_word_of_a_closed_vocabulary_has_its_phrases()
    {
        var keys = Kebab.All<Verdict>().SelectMany(v => new[] { $"title.{v}", $"verdict.{v}", $"answer.{v}", $"answer.plain-{v}" })
            .Concat(Kebab.All<Effect>().SelectMany(e => new[] { $"effect.{e}", $"unknown.default-{e}" }))
            .Concat(Kebab.All<FactAction>().Select(a => $"action.{a}"))
            .Concat(Kebab.All<FactStatus>().Select(s => $"when.{s}"))
            .Concat(Kebab.All<Hosting>().Select(h => $"hosting.{h}"))
            .Concat(Kebab.All<Addition>().Select(a => $"addition.{a}"))
            .Concat(Kebab.All<SmallTalk>().Where(t => t != "none").Select(t => $"talk.{t}"))
            .Concat(Enumerable.Range(1, 12).Select(m => $"month.{m}"));
        Assert.All(keys, key => Assert.Contains(key, English.Keys));
    }

    /// <summary>Where nobody did what is asked for ("who lifted …?") the answer says so.</summary>
    [Fact]
    public void Every_act_that_is_asked_for_has_phrases_for_nothing_found()
    {
        var acts = ((string[])["en", "ko"]).SelectMany(l => ActCue().Matches(File.ReadAllText(Path.Combine(Root(), $"src/PolicyBot/Language/{l}.yaml"))))
            .Select(m => m.Groups[1].Value).Distinct().ToArray();
        Assert.Contains("lifted", acts);
        Assert.All(acts, act => Assert.Contains(act, Kebab.All<FactAction>()));
        Assert.All(acts.SelectMany(a => new[] { $"missing.act-{a}", $"missing.act-{a}-but" }), key => Assert.Contains(key, English.Keys));
    }

    private static IEnumerable<string> Slots(string phrase) =>
        Slot().Matches(phrase).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Literals() => Directory.GetFiles(Path.Combine(Root(), "src/PolicyBot.Core/Answers"), "*.cs")
        .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
        .Where(l => !l.StartsWith("www", StringComparison.Ordinal))
        .Distinct();

    private static Dictionary<string, string> Read(string language) =>
        File.ReadAllLines(Path.Combine(Root(), $"src/PolicyBot/Language/phrases.{language}.yaml"))
        .Select(line => Line().Match(line)).Where(m => m.Success)
        .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PolicyBot.sln"))) return at.FullName;
        throw new InvalidOperationException("no PolicyBot.sln above the tests");
    }

    [GeneratedRegex(@"^  act-([a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex ActCue();

    [GeneratedRegex("\"([a-z][a-z-]*\\.(?:[a-z0-9-]*))\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[a-z-]+\}")]
    private static partial Regex Slot();

    [GeneratedRegex("^([a-z][a-z0-9.-]*): \"(.*)\"$")]
    private static partial Regex Line();
}
