using System.Net;
using System.Text;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Knowledge;
using PolicyBot.Tests.Knowledge;
using PolicyBot.Web.Review;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

public sealed class DuePageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_past_their_review_and_unconfirmed_facts_are_shown_with_source_owner_and_who_changed_them()
    {
        await using var site = await ReviewSite.StartAsync(console: ReviewSite.With(AdminRoles.Approver));
        var host = await SiteFixture.OpenAsync(site.Database);
        using var key = host.Key;
        var documents = await host.Revisions.DocumentsAsync(1, Cancel);
        var policy = documents.Single(d => d.Path == "policy/sample-policy.yaml");
        var text = Encoding.UTF8.GetString(policy.Content)
            .Replace("review-by: 2027-02-06", "review-by: 2026-11-01", StringComparison.Ordinal);
        await host.Revisions.PublishAsync([.. documents.Where(d => d != policy), new(policy.Path, Encoding.UTF8.GetBytes(text))],
            new("<b>kim</b>", [], "w"), 1, Cancel);
        using var client = await site.SignedInAsync();
        string page;
        // The site takes up what another process publishes within seconds.
        for (var i = 0; ; i++, await Task.Delay(100, Cancel))
            if ((page = await client.GetStringAsync(new Uri("/review/due", UriKind.Relative), Cancel))
                .Contains("2026-11-01", StringComparison.Ordinal) || i > 200) break;
        Assert.DoesNotContain("<b>kim", page, StringComparison.Ordinal);
        page = WebUtility.HtmlDecode(page);
        var rule = page[page.IndexOf("deepseek-hosted", StringComparison.Ordinal)..];
        rule = rule[..rule.IndexOf("</tr>", StringComparison.Ordinal)];
        Assert.Contains("Clause 4.1", rule, StringComparison.Ordinal);
        Assert.Contains("policy/sample-policy.yaml:", rule, StringComparison.Ordinal);
        Assert.Contains("Information Security", rule, StringComparison.Ordinal);
        Assert.Contains("last changed by <b>kim</b>, revision 2", rule, StringComparison.Ordinal);
        Assert.Contains("last changed by test, revision 1", page, StringComparison.Ordinal);
        Assert.Contains("1 to 50 of ", page, StringComparison.Ordinal);
        Assert.Contains("51 to ", await client.GetStringAsync(new Uri("/review/due?from=50", UriKind.Relative), Cancel),
            StringComparison.Ordinal);
        Assert.Contains("AI Governance Desk", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_is_due_when_neither_its_report_nor_a_source_is_young_enough()
    {
        var set = KnowledgeLoaderOf(("facts/a.yaml", """
            sources:
              - {id: old, title: t, publisher: p, published: 2024-02}
              - {id: young, title: t, publisher: p, published: 2026-03-01}
            actors:
              - {id: a, name: Government, kind: government, country: KR}
            facts:
              - {id: by-old-source, actor: a, action: banned, tools: [deepseek], status: in-force, statement: s, sources: [old]}
              - {id: by-young-source, actor: a, action: banned, tools: [deepseek], status: in-force, statement: s, sources: [old, young]}
              - {id: verified, actor: a, action: banned, tools: [deepseek], reported: 2026-01-01, status: in-force, statement: s, sources: [old]}
              - {id: reported-early, actor: a, action: banned, tools: [deepseek], reported: 2023-01-01, status: in-force, statement: s, sources: [young]}
              - {id: gone, actor: a, action: banned, tools: [deepseek], status: lifted, statement: s, sources: [old]}
            """));
        // Page and `stale list` alike.
        Assert.Equal(["by-old-source"], StaleKnowledge.Of(set, new(2026, 11, 23), 365).Facts.Select(d => d.Fact.Id));
    }

    [Fact]
    public async Task An_items_origin_is_the_revision_that_last_said_it_otherwise()
    {
        var host = await BotHost.OpenAsync(new() { Connection = SiteFixture.NewFile() }, new(), TimeProvider.System, Cancel);
        using var key = host.Key;
        var policy = Encoding.UTF8.GetString(SmallKnowledge.With().Single(d => d.Path == "policy/a.yaml").Content);
        foreach (var (author, text) in new[] { ("one", policy),
            ("two", policy.Replace("effect: forbid", "effect: permit", StringComparison.Ordinal)),
            ("three", policy.Replace("effect: forbid", "effect: permit", StringComparison.Ordinal) + "\n# a comment\n") })
            Assert.NotNull((await host.Revisions.PublishAsync([.. SmallKnowledge.With(("policy/a.yaml", text))], new(author, [], "w"),
                null, Cancel)).Number);
        var origins = await new ItemHistory(host.Database).OfAsync(3, Cancel);
        Assert.Equal("two", origins[new("rules", "no-deepseek")].Author);
        Assert.Equal("one", origins[new("devices", "laptop")].Author);
        Assert.Equal("one", origins[new("facts", "ban")].Author);
    }

    private static KnowledgeSet KnowledgeLoaderOf(params (string, string)[] changed) =>
        PolicyBot.Knowledge.KnowledgeLoader.Load(SmallKnowledge.With(changed)).Set!;
}
