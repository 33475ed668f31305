using System.Text.RegularExpressions;
using PolicyBot.Admin.Editing;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Knowledge;
using PolicyBot.Language;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>What the program says of its own to people who change the policy, in Korean as in English.</summary>
public sealed partial class RemarkTests
{
    /// <summary>Where the desk's own sentences are written. What only the reading of files says is for those who edit files.</summary>
    private static readonly string[] Places =
        ["Admin/Drafts", "Admin/Editing", "Admin/Execution", "Admin/Grammar"];

    /// <summary>Faults of the program, what the schedule's entries in the log say, and what operators read at start.</summary>
    private static readonly string[] Untold =
    [
        "the grammar lets `{0}` be absent", "exception {0} had its reminder", "{0} subscribers were told what is past its review",
        "no such edit: {0}", "exception remind {0}", "draft suspend {0}", "addresses for notes could not be brought up to date: {Message}",
        "`Admin:SamePerson` has `{0}`; write two names of a person or more, separated by blanks, and none of `local:`",
        "`Admin:Members` has `{0}`; write a group's id and one person or more, separated by blanks, and none of `local:`",
    ];

    private static readonly string Gpt = "`gpt`";
    private static readonly LanguagePackOf Korean = new("ko");

    [Fact]
    public void A_remark_says_in_Korean_what_it_says_in_English()
    {
        Remark tool = "tool or edition", remark = $"there is no {tool} {Gpt}";
        Assert.Equal("there is no tool or edition `gpt`", remark.ToString());
        Assert.EndsWith("라는 도구나 에디션이 없습니다", Korean.Say(remark), StringComparison.Ordinal);
        // A value that happens to be spelled like a sentence of the program's is none.
        Assert.Equal("`rules`의 `source`", Korean.Say(new ItemKey("rules", "source").Said));
        Assert.Equal("there is no {0} {1}", remark.Pattern);
    }

    [Fact]
    public void What_somebody_typed_stays_as_it_is_with_braces_and_all()
    {
        Remark typed = Remark.AsTyped("published {0} }"), remark = $"draft {7} is {typed} already";
        Assert.Equal("draft 7 is published {0} } already", remark.ToString());
        Assert.Equal("초안 7번은 이미 published {0} } 상태입니다", Korean.Say(remark));
        Assert.Equal("{all: true}", ((Remark)"{all: true}").ToString());
        Assert.Equal("2026-12-01 is", ((Remark)$"{new DateOnly(2026, 12, 1):yyyy-MM-dd} is").ToString());
    }

    [Fact]
    public void Every_sentence_of_the_desk_has_its_Korean()
    {
        var missing = Places.SelectMany(p => Directory.EnumerateFiles(Path.Combine(SiteFixture.Root, "src", "PolicyBot", p), "*.cs"))
            .SelectMany(f => SourceStrings.In(File.ReadAllText(f))).Distinct(StringComparer.Ordinal)
            .Where(p => Sentence().IsMatch(p) && !IsCommand(p) && !Untold.Contains(p))
            .Where(p => !Korean.Knows(p) && !Korean.Knows(p + ", or `none`")).ToList();
        Assert.True(missing.Count == 0, "no Korean for: " + string.Join(" | ", missing));
    }

    [Fact]
    public void Every_word_of_the_help_has_its_Korean_and_commands_stay_as_they_are()
    {
        var says = AdminVerbs.All.SelectMany(v => v.Arguments.Concat(v.Options).Select(o => o.Says).Append(v.Says))
            .Distinct(StringComparer.Ordinal);
        Assert.DoesNotContain(says, s => !Korean.Knows(s));
        var help = Korean.Say(CommandHelp.Of("rule", "add"));
        Assert.Contains("규칙을 추가합니다", help, StringComparison.Ordinal);
        Assert.Contains("rule add <id> --effect ... [options]", help, StringComparison.Ordinal);
        Assert.DoesNotMatch(EnglishLine(), help.Replace("vendor, customer-cloud", "", StringComparison.Ordinal));
        Assert.Equal(CommandHelp.Of(null, null).ToString().Split('\n').Length, Korean.Say(CommandHelp.Of(null, null)).Split('\n').Length);
    }

    [Fact]
    public void Every_translation_has_the_places_of_its_English()
    {
        foreach (var (english, korean) in Korean.All)
            Assert.Equal(Slots(english), Slots(korean));
    }

    private static string[] Slots(string pattern) =>
        [.. Place().Matches(pattern).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsCommand(string text) => text.Split(' ') is [var noun, var verb, ..] && AdminVerbs.Find(noun, verb) is not null;

    /// <summary>Words in a row, as sentences have them.</summary>
    [GeneratedRegex("[a-z]{2,} [a-z]{2,}")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    /// <summary>Two English words and more in a row, outside of a line that shows a command.</summary>
    [GeneratedRegex(@"(?m)^  (?!rule add)(?:<\w+>|--[\w-]+)  .*[a-z]{3,} [a-z]{2,} [a-z]{2,}")]
    private static partial Regex EnglishLine();

    private sealed class LanguagePackOf(string language)
    {
        private readonly Core.Questions.LanguagePack pack = LanguageFiles.Load().Of(language);

        public IEnumerable<KeyValuePair<string, string>> All => pack.Remarks.Value;

        public string Say(Remark remark) => pack.Say(remark);

        public bool Knows(string pattern) => pack.Remarks.Value.ContainsKey(pattern);
    }
}
