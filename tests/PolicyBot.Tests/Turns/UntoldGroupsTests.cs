using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyBot.Admin.Execution;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using PolicyBot.Tests.Web;
using PolicyBot.Turns;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Questions of people of whom the directory does not say, and never said, in which groups they are.</summary>
public sealed class UntoldGroupsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_answered_once_the_directory_says_so()
    {
        var (turn, said) = await AskAsync(MessageKind.Text, new(Standing.GroupsUntold, 2), new());
        Assert.Equal(TurnStatus.Done, turn.Status);
        Assert.Contains("\"contractors\"", turn.Asker, StringComparison.Ordinal);
        Assert.Contains("6.6", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_never_does_the_asker_is_told_that_it_failed_and_no_verdict()
    {
        var (turn, said) = await AskAsync(MessageKind.Text, new(Standing.GroupsUntold, int.MaxValue), new());
        Assert.Equal(TurnStatus.Parked, turn.Status);
        Assert.StartsWith("I could not answer this", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, TurnStatus.Parked)]
    [InlineData(false, TurnStatus.Done)]
    public async Task An_address_that_is_untold_matters_where_the_settings_name_members(bool named, TurnStatus status)
    {
        var (turn, _) = await AskAsync(MessageKind.Text, new(Standing.AddressUntold, int.MaxValue),
            named ? new() { Members = ["contractors kim@example.com"] } : new());
        Assert.Equal(status, turn.Status);
    }

    [Fact]
    public async Task What_needs_no_verdict_waits_for_no_directory()
    {
        var (turn, _) = await AskAsync(MessageKind.Deletion, new(Standing.GroupsUntold, int.MaxValue), new());
        Assert.Equal(TurnStatus.Done, turn.Status);
    }

    private static async Task<(TurnRow Turn, string? Said)> AskAsync(MessageKind kind, ForgetfulChannel channel, AdminOptions admin)
    {
        var host = await SiteFixture.OpenAsync(SiteFixture.NewFile());
        using var key = host.Key;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddTurns(host, SiteFixture.Day, admin);
        builder.Services.AddSingleton<IChannel>(channel);
        using var running = builder.Build();
        await running.StartAsync(Cancel);
        await running.Services.GetRequiredService<IInbox>().AcceptAsync(
            new("slack", "c", "m1", kind, new("slack", "T1/U1"), "May I use GitHub Copilot Business for coding with public information?",
                DateTimeOffset.UnixEpoch, "{}")
            { About = "m0" }, Cancel);
        for (var tries = 0; tries < 600; tries++, await Task.Delay(50, Cancel))
        {
            await using var db = host.Database.Open();
            if (await db.Turns.AsNoTracking().FirstOrDefaultAsync(t => t.Status != TurnStatus.Waiting, Cancel) is not { } turn) continue;
            var said = await db.Contents.Where(c => c.Seq == turn.EntrySeq).Select(c => c.Answer).FirstOrDefaultAsync(Cancel);
            await running.StopAsync(Cancel);
            return (turn, said);
        }
        throw new TimeoutException("nothing came of it in half a minute");
    }

    /// <summary>Somebody is a contractor, which it does not say at first.</summary>
    private sealed class ForgetfulChannel(Standing standing, int times) : IChannel
    {
        private int asked;

        public string Name => "slack";

        public ValueTask<Person> IdentifyAsync(Person person, CancellationToken cancel) =>
            new(Interlocked.Increment(ref asked) <= times ? person with { Standing = standing } : person with { Groups = ["contractors"] });

        public string Render(Reply reply) => reply.To.MessageId;

        public string Lane(string address) => address;

        public string Privately(string address, bool later) => address;

        public ValueTask<Delivery> SendAsync(Outgoing outgoing, CancellationToken cancel) => new(Delivery.Sent("r"));

        public ValueTask<Delivery> SendToContactAsync(Outgoing note, CancellationToken cancel) => new(Delivery.Sent("r"));
    }
}
