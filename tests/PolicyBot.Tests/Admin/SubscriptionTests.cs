using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Audit;
using PolicyBot.Core.Channels;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Tests.Knowledge;
using Xunit;

namespace PolicyBot.Tests.Admin;

/// <summary>Who is told of what, once: kim writes, lee and choi approve, park reads Korean and may nothing.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private static readonly AdminPerson Kim = DeskFixture.Slack("U1", "kim@x.example");
    private static readonly AdminPerson Lee = DeskFixture.Slack("U2", "lee@x.example");
    private static readonly AdminPerson Choi = DeskFixture.Slack("U4", "choi@x.example");
    private static readonly AdminPerson Park = DeskFixture.Slack("U3", "park@x.example") with { Language = "ko" };
    private DeskFixture desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = await DeskFixture.OpenAsync(new() { PolicyAdmins = ["kim@x.example"], Approvers = ["lee@x.example", "choi@x.example"] },
            SmallKnowledge.With());
        await using var db = desk.Host.Database.Open();
        foreach (var (person, channel, language) in new[] { (Kim, "slack", "en"), (Park, "slack", "ko"), (Park, "teams", "ko") })
            db.Reaches.Add(new()
            {
                Person = person.Key,
                Channel = channel,
                Address = person.Key + channel,
                Language = language,
                Groups = ""
            });
        await db.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Subscribers_are_told_in_their_language_and_channel_what_changed_and_others_are_not()
    {
        Assert.Contains("알려 드립니다", await desk.SaysAsync(Park, "subscribe changes"), StringComparison.Ordinal);
        await desk.SaysAsync(Park, "subscribe changes");
        Assert.Contains("정책 변경 (slack)", await desk.SaysAsync(Park, "subscribe list"), StringComparison.Ordinal);
        await PublishAsync("rule set no-deepseek --effect discourage");
        var told = Assert.Single(await NotesAsync());
        Assert.Equal(Park.Key + "slack", told.Address);
        Assert.Contains("정책이 바뀌었습니다(개정 2)", told.Payload, StringComparison.Ordinal);
        Assert.Contains("이제 권장하지 않음: DeepSeek", told.Payload, StringComparison.Ordinal);
        Assert.Contains("사유: asked for", told.Payload, StringComparison.Ordinal);

        await desk.SaysAsync(Park, "unsubscribe changes");
        await desk.SaysAsync(Kim, "subscribe changes");
        await PublishAsync("alias add chatgpt \"GPT chat\"");
        told = (await NotesAsync())[^1];
        Assert.Equal(Kim.Key + "slack", told.Address);
        Assert.Contains("No verdict and no duty changes.", told.Payload, StringComparison.Ordinal);
        Assert.Contains("Changed: ChatGPT", told.Payload, StringComparison.Ordinal);
        Assert.Equal(2, (await NotesAsync()).Count);
    }

    [Fact]
    public async Task What_begins_later_is_told_with_its_day_and_a_fact_with_its_statement()
    {
        await desk.SaysAsync(Kim, "subscribe changes");
        await desk.SaysAsync(Kim, "fact lift ban");
        await PublishAsync($"rule add no-gpt --effect forbid --tool chatgpt --effective {desk.Today.AddDays(30):yyyy-MM-dd}");
        var told = Assert.Single(await NotesAsync());
        Assert.Contains($"from {desk.Today.AddDays(30):yyyy-MM-dd}: newly prohibited: ChatGPT", told.Payload, StringComparison.Ordinal);
        Assert.Contains("No longer in force: It banned it.", told.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_that_is_cut_off_tells_nobody_and_one_that_is_repeated_tells_once()
    {
        await desk.SaysAsync(Kim, "subscribe changes");
        await desk.SaysAsync(Kim, "rule set no-deepseek --effect discourage");
        await desk.ApprovedAsync(Kim, 1, Lee, Choi);
        var code = DeskFixture.CodeIn(await desk.SaysAsync(Kim, "draft publish 1"));
        await Assert.ThrowsAsync<IOException>(() => desk.Host.Book.AppendAsync(desk.Host.Database, NewEntry.Of(EntryKind.Admin, null),
            async (db, entry) =>
        {
            var outcome = await desk.Desk.ExecuteAsync(db, AdminGrammar.ReadLine($"confirm yes {code}"), Kim);
            await DeskPost.AddAsync(db, outcome.Notes, null);
            await db.SaveChangesAsync(Cancel);
            throw new IOException("the machine stops here");
        }));
        Assert.Empty(await NotesAsync());
        await desk.SaysAsync(Kim, $"confirm yes {code}");
        await desk.SaysAsync(Kim, $"confirm yes {code}");
        await desk.ConfirmedAsync(Kim, "draft publish 1");
        Assert.Single(await NotesAsync());
    }

    [Fact]
    public async Task A_scheduled_publication_and_an_import_tell_as_well()
    {
        await desk.SaysAsync(Kim, "subscribe changes");
        await desk.SaysAsync(Kim, "rule set no-deepseek --effect discourage");
        await desk.ApprovedAsync(Kim, 1, Lee, Choi);
        await desk.SaysAsync(Kim, $"draft schedule 1 --on {desk.Today.AddDays(1):yyyy-MM-dd}");
        desk.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, Assert.Single(await desk.Desk.PublishDueAsync(desk.Host.Book, desk.Host.Database)).Published);
        Assert.Single(await NotesAsync());

        var folder = Directory.CreateTempSubdirectory("policybot-import-").FullName;
        foreach (var document in SmallKnowledge.With())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, document.Path))!);
            await File.WriteAllBytesAsync(Path.Combine(folder, document.Path), [.. document.Content], Cancel);
        }
        Assert.Empty(await desk.Host.ImportAsync(folder, "shell:kim", "back again", Cancel));
        Assert.Contains("newly prohibited: DeepSeek", (await NotesAsync())[1].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_past_its_review_is_told_once_a_week_to_those_who_may_see_it()
    {
        Assert.True((await desk.RunAsync(Park, "subscribe stale")).Denied);
        await desk.SaysAsync(Kim, "subscribe stale");
        Assert.Equal(1, await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, []));
        Assert.Equal(0, await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, []));
        desk.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(0, await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, []));
        desk.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, []));
        var told = await NotesAsync();
        Assert.Equal(2, told.Count);
        Assert.All(told, t => Assert.Contains("\"ban\"", t.Payload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_lost_the_role_is_told_no_more_and_a_role_given_to_a_channels_id_counts()
    {
        var jo = DeskFixture.Slack("U6", "jo@x.example");
        await using (var db = desk.Host.Database.Open())
        {
            db.Reaches.Add(new() { Person = jo.Key, Channel = "slack", Address = "jo", Language = "en", Groups = "" });
            await db.SaveChangesAsync(Cancel);
        }
        await desk.SaysAsync(Kim, "role grant compliance-reviewer jo@x.example");
        await desk.SaysAsync(jo, "subscribe stale");
        await desk.ConfirmedAsync(Kim, "role revoke compliance-reviewer jo@x.example");
        Assert.Equal(0, await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, []));
        desk.Time.Advance(TimeSpan.FromDays(7));
        await desk.SaysAsync(Kim, "role grant compliance-reviewer slack:T1/U6");
        Assert.Equal(1, await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, [new Slack()]));
        Assert.Contains("\"ban\"", Assert.Single(await NotesAsync()).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_digest_that_another_replica_sends_meanwhile_is_told_of_once()
    {
        await desk.SaysAsync(Kim, "role grant compliance-reviewer slack:T1/U6");
        await desk.SaysAsync(Kim, "subscribe stale");
        var other = -1;
        var slack = new Slack { Asked = async () => other = await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, []) };
        Assert.Equal((0, 1), (await desk.Desk.DigestAsync(desk.Host.Book, desk.Host.Database, [slack]), other));
        Assert.Single(await NotesAsync());
        await using var db = desk.Host.Database.Open();
        Assert.Equal(1, await db.Contents.CountAsync(c => c.Question == "stale list" && c.Answer!.Contains("subscribers"), Cancel));
    }

    /// <summary>Slack, as far as it tells whose an id is.</summary>
    private sealed class Slack : IChannel
    {
        public string Name => "slack";

        /// <summary>What happens while the directory is asked.</summary>
        public Func<Task>? Asked { get; init; }

        public async ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel)
        {
            if (Asked is { } asked) await asked();
            return person.Id == "T1/U6" ? person with { Email = "jo@x.example" } : person;
        }

        public string Render(Reply reply) => "";

        public string Lane(string address) => address;

        public string Privately(string address, bool later) => address;

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel) => new(Delivery.Refused("none"));

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Refused("none"));
    }

    [Fact]
    public async Task Nobody_subscribes_from_where_they_cannot_be_written_to_and_an_erasure_ends_it()
    {
        Assert.Contains("cannot be written to", await desk.SaysAsync(AdminPerson.OfShell("root"), "subscribe changes"),
            StringComparison.Ordinal);
        await desk.SaysAsync(Kim, "subscribe changes");
        await using var db = desk.Host.Database.Open();
        await PersonTraces.RemoveAsync(db, [Kim.Key], waiting: true);
        Assert.False(await db.Subscriptions.AnyAsync(Cancel));
    }

    private async Task PublishAsync(string line)
    {
        var draft = DeskFixture.DraftIn(await desk.SaysAsync(Kim, line));
        await desk.ApprovedAsync(Kim, draft, Lee, Choi);
        Assert.Contains("is published", await desk.ConfirmedAsync(Kim, $"draft publish {draft}"), StringComparison.Ordinal);
    }

    /// <summary>As they wait to be sent, their text readable; but for those that tell an author what became of their draft.</summary>
    private async Task<List<ReplyRow>> NotesAsync()
    {
        await using var db = desk.Host.Database.Open();
        var rows = await db.Replies.AsNoTracking().Where(r => r.TurnId.StartsWith("note-")).OrderBy(r => r.Id).ToListAsync(Cancel);
        foreach (var row in rows) row.Payload = System.Text.RegularExpressions.Regex.Unescape(row.Payload!);
        return [.. rows.Where(r => !r.Payload!.Contains("was approved by", StringComparison.Ordinal))];
    }
}
