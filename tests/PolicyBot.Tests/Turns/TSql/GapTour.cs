using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Gaps;
using PolicyBot.Core.Answers;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Tests.Admin;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Turns.TSql;

/// <summary>Gaps from the question to the published draft and the one given up; subscribers, a digest, an import; a replay; people whose
/// answers have changed, told and erased.</summary>
internal static class GapTour
{
    private static readonly Person Ann = new("slack", "T1/U7"), KimWriting = new("slack", "T1/U1") { Email = "kim@x.example" };
    private static readonly AdminPerson Kim = AdminPerson.Of(KimWriting), Lee = DeskFixture.Slack("U2", "lee@x.example");

    public static async Task RunAsync(CancellationToken cancel)
    {
        await using var bot = await SpokenTo.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example"] },
            SmallKnowledge.With());
        async Task<string> Says(AdminPerson who, string line) =>
            (await bot.Desk.RunAsync(bot.Host.Book, bot.Host.Database, line, who)).Notice.Text;
        async Task<string> Confirmed(AdminPerson who, string line) =>
            await Says(who, "confirm yes " + DeskFixture.CodeIn(await Says(who, line)));

        await bot.SaysAsync(KimWriting, "subscribe changes");
        await bot.SaysAsync(KimWriting, "subscribe stale");
        await Says(Kim, "subscribe list");
        await Says(Kim, "unsubscribe stale");
        await Says(Kim, "subscribe stale");
        Assert.Equal(1, await bot.Desk.DigestAsync(bot.Host.Book, bot.Host.Database, []));
        foreach (var question in (string[])["Can I use Zyxwriter?", "Can I use Qwortle?",
            "Can I use DeepSeek for public data?"]) await bot.SaysAsync(Ann, question);
        var turn = await TurnAsync(bot, cancel);
        await bot.SaysAsync(Ann, "", MessageKind.Feedback, turn, "not-helpful");
        await Says(Kim, "gap list");
        await Says(Kim, "gap list --latest --kind unknown-tool");
        long[] gaps;
        await using (var db = bot.Host.Database.Open())
            gaps = [.. (await GapQuery.ListAsync(db, GapKind.UnknownTool, DateTimeOffset.UnixEpoch, true, 9, cancel))
                .Select(g => g.Number)];
        await Says(Kim, $"gap show {gaps[0]}");
        Assert.Contains("In draft 1", await Says(Kim, $"gap alias {gaps[0]} --tool chatgpt"), StringComparison.Ordinal);
        await Confirmed(Kim, "draft discard 1");
        await Says(Kim, $"gap close {gaps[1]} --why w");
        Assert.Contains("In draft 2", await Says(Kim, $"rule set no-deepseek --clause 4.1 --gap {gaps[0]}"), StringComparison.Ordinal);
        await Says(Kim, "rule add no-public --effect discourage --tool chatgpt --data public");
        Assert.Contains("questions asked again", await Says(Kim, "draft preview 2 --replay 5"), StringComparison.Ordinal);
        await Says(Kim, "draft submit 2 --why w");
        await Says(Lee, "draft approve 2");
        await bot.SaysAsync(Ann, "Can I use ChatGPT for public data?");
        Assert.Contains("is published", await Confirmed(Kim, "draft publish 2"), StringComparison.Ordinal);
        Assert.Contains("1 people are told", await Says(Lee, "confirm yes " + DeskFixture.CodeIn(await Says(Lee, "revision affected"))),
            StringComparison.Ordinal);
        await new LogLifecycle(bot.Host.Database, bot.Host.Book, TimeProvider.System)
            .EraseAsync(new(Person: Ann.Id), new("lee", "asked for", "GDPR 17"));
    }

    private static async Task<string> TurnAsync(SpokenTo bot, CancellationToken cancel)
    {
        await using var db = bot.Host.Database.Open();
        return (await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Turns.OrderByDescending(t => t.Id)
            .Select(t => t.TurnId), cancel))[0];
    }
}
