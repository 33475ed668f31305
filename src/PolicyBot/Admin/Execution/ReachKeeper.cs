using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Channels;
using PolicyBot.Storage;

namespace PolicyBot.Admin.Execution;

/// <summary>Brings the addresses that notes are sent to up to what channels see, a few seconds later and many at once. What a process has
/// gathered and not written when it is killed, another activity of the lane tells the next one.</summary>
internal sealed class ReachKeeper(Database database, IEnumerable<IChannel> channels, TimeProvider time, ILogger<ReachKeeper> log)
    : BackgroundService, IAddressBook
{
    public static readonly TimeSpan Gather = TimeSpan.FromSeconds(5);
    private const int MostGathered = 10_000;

    private readonly Dictionary<string, IChannel> byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    private readonly Lock gathering = new();
    private Dictionary<(string Channel, string Lane), (string Address, bool Gone)> gathered = [];

    public void Seen(string channel, string address) => Note(channel, address, gone: false);

    public void Gone(string channel, string address) => Note(channel, address, gone: true);

    private void Note(string channel, string address, bool gone)
    {
        if (!byName.TryGetValue(channel, out var way)) return;
        var lane = way.Lane(address);
        lock (gathering)
            if (gathered.Count < MostGathered) gathered[(channel, lane)] = (address, gone);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Gather, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is gathered yet comes again.
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or InvalidOperationException)
        {
            ReachLog.Failed(log, e.Message);
        }
    }

    /// <summary>Writes what was gathered. An address that was changed meanwhile is left as it is.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        Dictionary<(string Channel, string Lane), (string Address, bool Gone)> news;
        lock (gathering) (news, gathered) = (gathered, []);
        if (news.Count == 0) return;
        try
        {
            await WriteAsync(news, cancel);
        }
        catch
        {
            // Taken up the next time, unless something newer was told meanwhile.
            lock (gathering)
                foreach (var (key, told) in news) gathered.TryAdd(key, told);
            throw;
        }
    }

    private async Task WriteAsync(Dictionary<(string Channel, string Lane), (string Address, bool Gone)> news, CancellationToken cancel)
    {
        var names = news.Keys.Select(k => k.Channel).Distinct().ToArray();
        await using var db = database.Open();
        var stored = await db.Reaches.AsNoTracking().Where(r => names.Contains(r.Channel))
            .Select(r => new { r.Person, r.Channel, r.Address }).ToListAsync(cancel);
        foreach (var reach in stored)
        {
            var channel = byName[reach.Channel];
            if (!news.TryGetValue((reach.Channel, channel.Lane(reach.Address)), out var told)) continue;
            var own = db.Reaches.Where(r => r.Person == reach.Person && r.Channel == reach.Channel && r.Address == reach.Address);
            if (told.Gone) await own.ExecuteDeleteAsync(cancel);
            else if (channel.Renewed(reach.Address, told.Address) is { } renewed)
                await own.ExecuteUpdateAsync(set => set.SetProperty(r => r.Address, renewed), cancel);
        }
    }
}

internal static partial class ReachLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "addresses for notes could not be brought up to date: {Message}")]
    public static partial void Failed(ILogger log, string message);
}
