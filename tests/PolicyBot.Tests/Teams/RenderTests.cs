using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Teams.Cards;
using PolicyBot.Tests.Answers;
using PolicyBot.Tests.Web;
using Xunit;

namespace PolicyBot.Tests.Teams;

public sealed partial class RenderTests
{
    [Fact]
    public void The_same_reply_gives_the_same_payload() =>
        Assert.Equal(TeamsRenderer.Payload(SampleReplies.Answered()), TeamsRenderer.Payload(SampleReplies.Answered()));

    [Theory]
    [InlineData(400, 300, "a")]
    [InlineData(3000, 40, "한")]
    [InlineData(5, 90_000, "😀")]
    [InlineData(2000, 2000, "\"<&\\")]
    public void However_long_a_reply_is_its_activity_stays_below_80_KB_and_says_that_it_was_shortened(int sentences,
        int length, string unit)
    {
        var reply = SampleReplies.Answered();
        var text = string.Concat(Enumerable.Repeat(unit, length));
        var answer = reply.Answer! with
        {
            Text = text,
            Sentences =
                [.. Enumerable.Range(0, sentences).Select(_ => new Sentence(SentenceRole.Fact, text, [], []))]
        };
        var notice = new Notice(text,
            [.. Enumerable.Repeat(text, sentences)])
        {
            Tables = [new("", [text, text],
                [.. Enumerable.Repeat<System.Collections.Immutable.ImmutableArray<string>>([text, text], sentences)])]
        };
        foreach (var long_ in new[] { reply with { Answer = answer }, SampleReplies.Noticed(notice) })
        {
            var activity = JsonNode.Parse(TeamsRenderer.Payload(long_))!["activity"]!.AsObject();
            Assert.True(activity.ToJsonString(PolicyBot.Teams.Connector.PayloadJson.Options).Length * 2 < 80_000);
            if (sentences > 200) Assert.Contains("Shortened", activity.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_answer_that_rules_composed_is_not_labelled() =>
        Assert.Null(JsonNode.Parse(TeamsRenderer.Payload(SampleReplies.Answered("Who restricts DeepSeek?")))!["activity"]!["entities"]);

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void An_answer_that_a_model_phrased_is_labelled_and_cites_its_sources_by_number(int sources)
    {
        var reply = Phrased(SampleReplies.Answered(), sources);
        var activity = JsonNode.Parse(TeamsRenderer.Payload(reply))!["activity"]!;
        var label = Assert.Single(activity["entities"]!.AsArray())!;
        Assert.Equal(("https://schema.org/Message", "Message", "https://schema.org", "AIGeneratedContent"),
            ((string)label["type"]!, (string)label["@type"]!, (string)label["@context"]!,
                (string)Assert.Single(label["additionalType"]!.AsArray())!));
        var citations = label["citation"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, Math.Min(sources, 20)), citations.Select(c => (int)c!["position"]!));
        var card = activity["attachments"]![0]!["content"]!.ToJsonString();
        foreach (var citation in citations)
        {
            var document = citation!["appearance"]!;
            Assert.Equal(("Claim", "DigitalDocument"), ((string)citation["@type"]!, (string)document["@type"]!));
            Assert.InRange(((string)document["name"]!).Length, 1, 80);
            Assert.InRange(((string)document["abstract"]!).Length, 1, 160);
            Assert.Contains($"([{citation["position"]}] Source", card, StringComparison.Ordinal);
            Assert.StartsWith("https://", (string)document["url"]!, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("([21] ", card, StringComparison.Ordinal);
    }

    /// <summary>As a model words it: other sentences on the same evidence, each with a source.</summary>
    internal static Reply Phrased(Reply reply, int sources) => reply with
    {
        Answer = reply.Answer! with
        {
            Phrased = true,
            Sentences = [.. Enumerable.Range(1, sources)
                .Select(i => new Sentence(SentenceRole.Fact, $"Put differently, {i}: " + new string('x', 200),
                [new(EvidenceKind.Fact, $"f{i}")], [new($"s{i}", $"Source {i} " + new string('y', 100), $"https://example.org/{i}")]))],
        },
    };

    [Fact]
    public void Every_execute_has_a_submit_with_the_same_data_to_fall_back_to()
    {
        var executes = 0;
        foreach (var reply in new[] { SampleReplies.Answered(), SampleReplies.Noticed(SampleReplies.FullNotice) })
            Walk(TeamsRenderer.Card(reply, true));
        Assert.True(executes > 5);

        void Walk(JsonNode? node)
        {
            if (node is JsonArray list) foreach (var item in list) Walk(item);
            if (node is not JsonObject json) return;
            if (json["type"]?.GetValue<string>() == "Action.Execute")
            {
                executes++;
                Assert.Equal("Action.Submit", json["fallback"]!["type"]!.GetValue<string>());
                Assert.Equal(json["data"]!.ToJsonString(), json["fallback"]!["data"]!.ToJsonString());
            }
            foreach (var (_, value) in json) Walk(value);
        }
    }

    [Fact]
    public void Every_label_of_the_channel_has_a_phrase_in_each_language()
    {
        var keys = System.IO.Directory.GetFiles(Path.Combine(SiteFixture.Root, "src", "PolicyBot.Teams"), "*.cs",
            SearchOption.AllDirectories)
            .SelectMany(f => Label().Matches(File.ReadAllText(f))).Select(m => "ui." + m.Groups[1].Value).ToHashSet();
        Assert.True(keys.Count > 8);
        foreach (var language in new[] { "en", "ko" })
        {
            var phrases = SampleKnowledge.Languages.Of(language).Phrases.Value;
            Assert.All(keys, key => Assert.Contains(key, phrases.Keys));
            Assert.All(phrases.Keys.Where(k => k.StartsWith("ui.teams.", StringComparison.Ordinal)), key => Assert.Contains(key, keys));
        }
    }

    [GeneratedRegex("""Label\("([a-z.-]+)"\)""")]
    private static partial Regex Label();
}
