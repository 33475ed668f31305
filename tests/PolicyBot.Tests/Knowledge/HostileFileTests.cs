using System.Diagnostics;
using System.Text;
using PolicyBot.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Knowledge;

/// <summary>Files that are broken or meant to do harm: a clear error, quickly, and never an exception.</summary>
public sealed class HostileFileTests
{
    private const string Path = "policy/z.yaml";

    [Fact]
    public void A_billion_laughs_are_refused_at_the_first_anchor()
    {
        var bomb = new StringBuilder("a: &a [lol, lol]\n");
        for (var c = 'b'; c <= 'z'; c++)
            bomb.Append(c).Append(": &").Append(c).Append(" [*").Append((char)(c - 1)).Append(", *").Append((char)(c - 1)).Append("]\n");

        Assert.Equal(["policy/z.yaml:1: anchors (`&name`) are not supported; write the value out"], Of(bomb.ToString()));
    }

    [Theory]
    [InlineData("rules: *all", "policy/z.yaml:1: aliases (`*name`) are not supported; write the value out")]
    [InlineData("rules: !!binary aGk=", "policy/z.yaml:1: tags (`!name`) are not supported")]
    [InlineData("rules:\n  - {? [a] : b}", "policy/z.yaml:2: a key is a plain word")]
    [InlineData("- a\n- b", "policy/z.yaml:1: a knowledge file is a map of lists, such as `rules:`")]
    [InlineData("", "policy/z.yaml:1: warning: the file is empty")]
    [InlineData("# nothing yet\n", "policy/z.yaml:1: warning: the file is empty")]
    [InlineData("rules:\n  - id: a\u0000b", "policy/z.yaml:2: a control character (U+0000) stands in this line")]
    [InlineData("rules:", "policy/z.yaml:1: `rules` has no value")]
    public void What_is_not_plain_YAML_is_told(string text, string expected) => Assert.Equal([expected], Of(text));

    [Theory]
    [InlineData("rules: [", 1)]
    [InlineData("rules:\n\t- id: a", 1)]
    [InlineData("rules:\n  - id: a: b", 2)]
    [InlineData("rules:\n  - \"never closed", 2)]
    public void Broken_YAML_is_told_with_its_line(string text, int line)
    {
        var problem = Assert.Single(Of(text));
        Assert.StartsWith($"policy/z.yaml:{line}: this is not valid YAML: ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_refused(string opening)
    {
        var watch = Stopwatch.StartNew();
        var problem = Assert.Single(Of("rules:\n  " + string.Concat(Enumerable.Repeat(opening, 100_000))));

        Assert.Equal("policy/z.yaml:2: nested more than 64 deep", problem);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_file_of_ten_megabytes_is_refused() =>
        Assert.Equal(["policy/z.yaml:1: the file has 10 MB; at most 8 MB are read"], Of(new byte[10_000_000]));

    [Fact]
    public void A_byte_order_mark_does_no_harm() => Assert.Empty(Of([0xEF, 0xBB, 0xBF, .. "groups: [{id: a, name: A}]"u8]));

    [Fact]
    public void UTF_16_and_latin_1_are_named_for_what_they_are()
    {
        Assert.Equal(["policy/z.yaml:1: the file is UTF-16; save it as UTF-8"],
            Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("groups: []")]));
        Assert.Equal(
            ["policy/z.yaml:2: the file is not UTF-8 from this line on; save it as UTF-8"],
            Of(Encoding.Latin1.GetBytes("groups:\n  - {id: a, name: Büro}")));
    }

    [Fact]
    public void A_file_full_of_mistakes_ends_soon()
    {
        var watch = Stopwatch.StartNew();
        var problems = Of("rules:\n"
            + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  - {{id: r{i}, effekt: x, tools: {{ids: [t{i}]}}}}\n")));

        Assert.Equal(60_000, problems.Length);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_text_of_a_million_commas_ends_soon()
    {
        var watch = Stopwatch.StartNew();
        var problem = Assert.Single(Of("groups:\n  - {id: g, name: {en: a" + string.Concat(Enumerable.Repeat(", b", 1_000_000)) + "}}"));

        Assert.Equal("policy/z.yaml:2: warning: `a" + string.Concat(Enumerable.Repeat(", b", 19))
            + ", …` holds a comma and is read as one text; put it in quotes", problem);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_long_chain_of_parents_ends_soon()
    {
        var groups = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  - {{id: g{i}, name: G, parent: g{(i + 1) % 20_000}}}\n"));

        var problem = Assert.Single(Of("groups:\n" + groups));
        Assert.StartsWith("policy/z.yaml:2: the `parent` of the group `g0` runs in a circle: g0 -> g1 -> ", problem,
            StringComparison.Ordinal);
    }

    private static string[] Of(string text) => SmallKnowledge.Problems((Path, text));

    private static string[] Of(byte[] content) =>
        [.. KnowledgeLoader.Load(SmallKnowledge.With(Path, content)).Problems.Select(p => p.ToString())];
}
