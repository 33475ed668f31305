using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Slack;
using PolicyBot.Teams;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Parity;

/// <summary>What deployment/*/README.md tells a newcomer to set exists, and what has to be set is told.</summary>
public sealed partial class SetupNotesTests
{
    [Theory]
    [InlineData("slack", "Slack", typeof(SlackOptions))]
    [InlineData("teams", "Teams", typeof(TeamsOptions))]
    public void Every_setting_that_is_named_exists_and_every_one_that_is_missed_at_start_is_named(string folder,
        string section, Type options)
    {
        var notes = Notes(folder);
        var named = Setting().Matches(notes).Where(m => m.Groups[1].Value == section).Select(m => m.Groups[2].Value)
            .ToHashSet(StringComparer.Ordinal);
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 6);
        Assert.All(named, name => Assert.Contains(name, properties));

        IEnumerable<string> problems = section == "Slack"
            ? [.. new SlackOptions().Problems(), .. new SlackOptions { Transport = "socket" }.Problems()]
            : [.. Enum.GetValues<TeamsCredential>().SelectMany(c => new TeamsOptions { Credential = c }.Problems())];
        var missing = problems.SelectMany(p => Quoted().Matches(p)).Where(m => m.Groups[1].Value == section).Select(m => m.Groups[2].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(missing.Count >= 4);
        Assert.All(missing, name => Assert.Contains(name, named));
    }

    [Theory]
    [InlineData("manifest.http.json")]
    [InlineData("manifest.socket.json")]
    public void Every_scope_and_event_of_slacks_manifests_is_explained_and_both_ask_for_the_same(string file)
    {
        var notes = Notes("slack");
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(SiteFixture.Root, "deployment", "slack", file)))!;
        var asked = Strings(manifest["oauth_config"]!["scopes"]!["bot"])
            .AddRange(Strings(manifest["settings"]!["event_subscriptions"]!["bot_events"]));
        Assert.All(asked, name => Assert.Contains($"`{name}`", notes, StringComparison.Ordinal));
        var other = JsonNode.Parse(File.ReadAllText(Path.Combine(SiteFixture.Root, "deployment", "slack", "manifest.http.json")))!;
        Assert.Equal(Strings(other["oauth_config"]!["scopes"]!["bot"]), Strings(manifest["oauth_config"]!["scopes"]!["bot"]));

        static ImmutableArray<string> Strings(JsonNode? list) => [.. list!.AsArray().Select(s => (string)s!)];
    }

    [Fact]
    public void What_the_package_command_reads_is_told()
    {
        var notes = Notes("teams");
        var script = File.ReadAllText(Path.Combine(SiteFixture.Root, "deployment", "teams", "manifest.json"));
        Assert.All(Placeholder().Matches(script).Select(m => m.Groups[1].Value).Distinct(),
            name => Assert.Contains($"`{name}`", notes, StringComparison.Ordinal));
    }

    private static string Notes(string folder) => File.ReadAllText(Path.Combine(SiteFixture.Root, "deployment", folder, "README.md"));

    [GeneratedRegex("`(Slack|Teams)__([A-Za-z]+)")]
    private static partial Regex Setting();

    [GeneratedRegex("`(Slack|Teams):([A-Za-z]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\$\{([A-Z_]+)\}")]
    private static partial Regex Placeholder();
}
