using System.Linq.Expressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;
using Xunit;

namespace PolicyBot.Tests.Turns;

/// <summary>Says something to a site that is being served, and waits for what comes of it.</summary>
internal static class ServedTurns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Pause = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Database Database(this WebApplication site) => site.Services.GetRequiredService<Database>();

    /// <summary>Stored, and answered.</summary>
    public static async Task SayAsync(this WebApplication site, IncomingMessage message)
    {
        Assert.Equal(Receipt.Stored, await site.Services.GetRequiredService<IInbox>().AcceptAsync(message, Cancel));
        await UntilAsync(site.Database(), db => db.Turns.AnyAsync(t => t.MessageId == message.MessageId && t.Status == TurnStatus.Done, Cancel),
            $"message {message.MessageId} was not answered");
    }

    public static Task UntilAsync(this WebApplication site, Expression<Func<ReplyRow, bool>> replies, int count = 1) =>
        UntilAsync(site.Database(), async db => await db.Replies.CountAsync(replies, Cancel) >= count, $"no {count} replies of {replies}");

    private static async Task UntilAsync(Database database, Func<BotContext, Task<bool>> isSo, string otherwise)
    {
        var begun = TimeProvider.System.GetTimestamp();
        do
        {
            await using (var db = database.Open())
                if (await isSo(db)) return;
            await Task.Delay(Pause, Cancel);
        }
        while (TimeProvider.System.GetElapsedTime(begun) < Patience);
        Assert.Fail($"{otherwise} within {Patience.TotalSeconds:f0} seconds");
    }
}
