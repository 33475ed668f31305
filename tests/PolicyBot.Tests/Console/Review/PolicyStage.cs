using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Policies;
using Xunit;

namespace PolicyBot.Tests.Web.Review;

/// <summary>A site in the middle of its work: two revisions, drafts in every state, exceptions of every kind, a rule past its review. Kim
/// and Moon write, Ahn of Information Security approves, and `shell:tester` is to.</summary>
internal static class PolicyStage
{
    public static AdminOptions Admin { get; } = new()
    {
        PolicyAdmins = ["kim@x.example", "moon@x.example", "shell:tester"],
        Approvers = ["ahn@x.example", "shell:tester"],
        ComplianceReviewers = ["shell:tester"],
    };

    private static AdminPerson Person(string name, params string[] groups) =>
        AdminPerson.Of(new Person("slack", "T1/" + name) { Email = name + "@x.example", Groups = [.. groups] });

    public static async Task SetAsync(ReviewSite site)
    {
        var (host, desk) = (site.App.Services.GetRequiredService<BotHost>(), site.App.Services.GetRequiredService<AdminDesk>());
        var (kim, moon, ahn) = (Person("kim"), Person("moon"), Person("ahn", "security"));
        async Task SayAsync(AdminPerson who, string expected, string line)
        {
            var outcome = await desk.RunAsync(host.Book, host.Database, line, who);
            if (outcome.Notice.Buttons.FirstOrDefault() is { } button
                && button.Command.StartsWith("confirm yes ", StringComparison.Ordinal))
                outcome = await desk.RunAsync(host.Book, host.Database, button.Command, who);
            Assert.Contains(expected, outcome.Notice.Text, StringComparison.Ordinal);
        }
        // Draft 1 will be suspended by draft 2, which touches the same rule and is published first.
        await SayAsync(kim, "In draft 1", "rule set deepseek-hosted --clause 4.7");
        await SayAsync(kim, "waits for approval", "draft submit 1 --why \"renumbered\"");
        await SayAsync(moon, "In draft 2", "rule set deepseek-hosted --review-by 2026-11-01");
        await SayAsync(moon, "In draft 2",
            "rule add trial --effect permit --tool gemini --data public --obligation human-review --reason \"A trial of three months.\" --reason-ko \"3개월 시범 운영.\"");
        await SayAsync(moon, "waits for approval", "draft submit 2 --why \"The board's review of November\"");
        await SayAsync(ahn, "is approved", "draft approve 2 --note \"as discussed\"");
        await SayAsync(moon, "revision 2", "draft publish 2");
        // Draft 3 awaits approval and does something to everybody; 4 was sent back; 5 is approved; 6 is being written.
        await SayAsync(kim, "In draft 3", "rule set china-jurisdiction --effect discourage");
        await SayAsync(kim, "In draft 3", "rule add no-gemini-code --effect forbid --tool gemini --data source-code --clause 9.9");
        await SayAsync(kim, "waits for approval", "draft submit 3 --why \"Legal asked for it, see case 4711\"");
        await SayAsync(moon, "In draft 4", "alias add chatgpt \"GPT chat\"");
        await SayAsync(moon, "waits for approval", "draft submit 4 --why \"often asked\"");
        await SayAsync(ahn, "goes back", "draft reject 4 --why \"there is another tool of that name\"");
        await SayAsync(kim, "In draft 5", "alias add deepseek \"딥시크 앱 2\"");
        await SayAsync(kim, "waits for approval", "draft submit 5 --why \"often asked\"");
        await SayAsync(ahn, "is approved", "draft approve 5");
        await SayAsync(kim, "In draft 6", "fact verify kr-motie-blocks-deepseek --on 2026-11-20");

        using (var asker = site.Stranger())
            foreach (var question in new[]
            {
                "Can I use Zyxwriter?", "am I allowed to use zyxwriter for customer data?", "Did Iceland ban Midjourney?",
                "Can I use Gemini for source code?",
                "Can I use Qwen for public data?", "Can I use DeepSeek for public data?", "챗GPT를 고객 데이터에 써도 되나요?",
                // What draft 3 decides otherwise.
                "May I put an internal memo, with notes of three meetings in it, into Qwen to have it summarised?", "큐원을 내부 자료에 써도 되나요?",
            })
                using (await asker.PostAsync(new Uri("/api/ask", UriKind.Relative),
                    SiteFixture.Json(JsonSerializer.Serialize(new { id = question, question })))) { }

        var tool = ByApprover(host);
        var until = new[] { "2027-03-01", "2026-12-10", "2027-05-01", "2027-01-15", "2027-01-15" };
        for (var i = 0; i < until.Length; i++)
            await SayAsync(kim, "is recorded",
                $"exception request {tool} --data internal --purpose \"pilot {i + 1} with the plant's own team\" --until {until[i]}");
        await SayAsync(ahn, "is granted", "exception grant 2 --obligation human-review --note \"with care\"");
        await SayAsync(ahn, "is granted", "exception grant 3");
        await SayAsync(ahn, "is granted", "exception grant 4");
        await SayAsync(ahn, "is revoked", "exception revoke 4 --why \"the pilot is over\"");
        await SayAsync(ahn, "is denied", "exception deny 5 --why \"use the internal assistant\"");
    }

    /// <summary>The number of a gap of that kind; 0 where there is none.</summary>
    public static async Task<long> GapAsync(ReviewSite site, GapKind kind)
    {
        await using var db = site.App.Services.GetRequiredService<BotHost>().Database.Open();
        var found = await GapQuery.ListAsync(db, kind, DateTimeOffset.UnixEpoch, false, 1, TestContext.Current.CancellationToken);
        return found.IsEmpty ? 0 : found[0].Number;
    }

    /// <summary>A tool for which no rule names a group: an approver decides.</summary>
    public static string ByApprover(BotHost host)
    {
        var knowledge = host.Revisions.Current.Bot.Knowledge;
        return knowledge.Tools.Keys.Order(StringComparer.Ordinal)
            .First(t =>
                ExceptionNeed.Of(t, "internal", new("kim@x.example", [], []), SiteFixture.Day, knowledge) is
                {
                    Approver: true,
                    Groups.IsEmpty: true
                });
    }
}
