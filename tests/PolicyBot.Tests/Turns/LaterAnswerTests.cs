using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>An answer that could not be sent at once is made again from its turn and its entry.</summary>
public sealed class LaterAnswerTests : IAsyncLifetime
{
    private const string Name = "busy";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly BusyChannel channel = new();
    private WebApplication site = null!;
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        site = await SiteFixture.StartAsync(replace: services => services.AddSingleton<IChannel>(channel));
        await site.StartAsync();
        database = site.Services.GetRequiredService<Database>();
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task It_is_sent_in_the_words_in_which_it_was_given()
    {
        await AskAsync("1", "딥시크 써도 되나요?");
        await AskAsync("2", "고객 데이터는요?");
        await AskAsync("3", "Can I use ChatGPT for customer data? My mail is kim@example.com");
        foreach (var id in (string[])["1", "2", "3"])
        {
            var first = await SentAsync(id, 1);
            await using (var db = database.Open())
            {
                var waiting = await ReplyAsync(db, id);
                Assert.Equal((LaterAnswer.Mark, ReplyStatus.Waiting), (waiting.Payload, waiting.Status));
            }
            channel.Free(id);
            await DueAsync(id);
            Assert.Equal(first, await SentAsync(id, 2));
        }
        // Or they would all have been the same.
        Assert.Equal(3, channel.Sent.Values.Select(s => s[0]).Distinct().Count());
        Assert.Contains("딥시크", channel.Sent["2"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_been_erased_is_not_made_again()
    {
        await AskAsync("1", "Can I use DeepSeek?");
        await SentAsync("1", 1);
        channel.Free("1");
        await using (var db = database.Open())
            await db.Contents.Where(c => c.Answer != null).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Answer, (string?)null).SetProperty(c => c.Question, (string?)null), Cancel);
        await DueAsync("1");
        for (var tries = 0; ; tries++)
        {
            await using var db = database.Open();
            if (await ReplyAsync(db, "1") is { Status: ReplyStatus.Parked } parked)
            {
                Assert.Equal("the text was erased", parked.Trouble);
                break;
            }
            Assert.True(tries < 300, "it was not parked");
            await Task.Delay(50, Cancel);
        }
        Assert.Single(channel.Sent["1"]);
    }

    [Fact]
    public async Task Where_it_would_be_another_today_what_was_said_is_sent()
    {
        await AskAsync("1", "Can I use DeepSeek?");
        await SentAsync("1", 1);
        channel.Free("1");
        await using (var db = database.Open())
            await db.Contents.Where(c => c.Answer != null).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Answer, "As an older engine put it."), Cancel);
        await DueAsync("1");
        Assert.Equal("notice|en|As an older engine put it.", await SentAsync("1", 2));
    }

    private async Task AskAsync(string id, string text) => Assert.Equal(Receipt.Stored,
        await site.Services.GetRequiredService<IInbox>().AcceptAsync(
            new(Name, "c", id, MessageKind.Text, new(Name, "T1/U1") { Name = "Kim" }, text, DateTimeOffset.UnixEpoch, id), Cancel));

    /// <summary>What was sent for a message at that attempt, counted from 1.</summary>
    private async Task<string> SentAsync(string id, int attempt)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (channel.Sent.TryGetValue(id, out var sent) && sent.Count >= attempt) return sent[attempt - 1];
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException($"attempt {attempt} for message {id} was not made");
    }

    /// <summary>Once the first attempt is settled, the next is due at once.</summary>
    private async Task DueAsync(string id)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            await using var db = database.Open();
            var reply = await ReplyAsync(db, id);
            if (await db.Replies.Where(r => r.Id == reply.Id && r.LeasedUntil == 0)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.NotBefore, 0L), Cancel) == 1) return;
            await Task.Delay(50, Cancel);
        }
        Assert.Fail($"the first attempt for message {id} was not settled");
    }

    private static Task<ReplyRow> ReplyAsync(BotContext db, string id) => db.Replies.AsNoTracking().SingleAsync(r => r.Address == id, Cancel);

    /// <summary>Takes what is sent to it, and says at first that it has not.</summary>
    private sealed class BusyChannel : IChannel
    {
        private readonly ConcurrentDictionary<string, bool> free = new();

        public ConcurrentDictionary<string, List<string>> Sent { get; } = new();

        string IChannel.Name => LaterAnswerTests.Name;

        public void Free(string address) => free[address] = true;

        public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) => new(person);

        /// <summary>All that a reply has.</summary>
        public string Render(Reply reply) => reply.Answer is { } answer
            ? string.Join('|', reply.TurnId, reply.Language, answer.Text, reply.To.Text, reply.To.MessageId, reply.To.Sender.Name, reply.Contact,
                reply.Amends, string.Join(',', answer.Question.Frame.Tools.Select(reply.Names.Tool)))
            : $"notice|{reply.Language}|{reply.Notice!.Text}";

        public string Lane(string address) => address;
        public string? Renewed(string stored, string newer) => null;
        public string Privately(string address, bool later) => address;

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel)
        {
            // Before it can be seen that something was sent, and the test frees the address.
            var isFree = free.ContainsKey(outgoing.Address);
            Sent.AddOrUpdate(outgoing.Address, _ => [outgoing.Payload], (_, sent) => [.. sent, outgoing.Payload]);
            return new(isFree ? Delivery.Sent("r") : Delivery.Retry("busy", TimeSpan.FromHours(1)));
        }

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Refused("nobody there"));
    }
}
