using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot.Web.Review;

/// <summary>Who signs in. <paramref name="Keys"/>: by which roles are looked up; the first names the person in the log.</summary>
internal sealed record SignIn(ImmutableArray<string> Keys, string Name, ImmutableArray<string> Roles);

/// <summary>Sessions in the database: every replica knows them, and one that was ended is ended everywhere.</summary>
internal sealed class Sessions(Database database, ConsoleOptions console, AdminOptions admin, TimeProvider time)
{
    private const char Separator = '\n';
    private static readonly TimeSpan Coarse = TimeSpan.FromSeconds(30);
    private readonly AdminRoles roles = new(admin);

    public TimeSpan Idle { get; } = TimeSpan.FromMinutes(console.IdleMinutes);
    public TimeSpan Absolute { get; } = TimeSpan.FromHours(console.AbsoluteHours);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Starts a session under an id that nobody knew before: what
    /// the browser brought along ends. Returns the cookie's value.</summary>
    public async Task<string> StartAsync(SignIn signIn, string? before)
    {
        await using var db = database.Open();
        var now = Now;
        var (idle, absolute) = (now - (long)Idle.TotalMilliseconds, now - (long)Absolute.TotalMilliseconds);
        var replaced = before is null ? "" : HashOf(before);
        await db.Sessions.Where(s => s.Hash == replaced || s.SeenAt < idle || s.SignedInAt < absolute).ExecuteDeleteAsync();
        var id = NewToken();
        db.Sessions.Add(new()
        {
            Hash = HashOf(id),
            Keys = string.Join(Separator, signIn.Keys),
            Name = signIn.Name,
            Roles = string.Join(' ', signIn.Roles),
            SignedInAt = now,
            SeenAt = now,
        });
        await db.SaveChangesAsync();
        return id;
    }

    /// <summary>Null: there is none, or it is over. <paramref name="used"/>:
    /// the person did something, so that the session is not idle.</summary>
    public async Task<Reader?> FindAsync(string id, bool used, CancellationToken cancel)
    {
        var hash = HashOf(id);
        await using var db = database.Open();
        if (await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Hash == hash, cancel) is not { } row) return null;
        var now = Now;
        if (now - row.SeenAt >= Idle.TotalMilliseconds || now - row.SignedInAt >= Absolute.TotalMilliseconds)
        {
            await db.Sessions.Where(s => s.Hash == hash).ExecuteDeleteAsync(cancel);
            return null;
        }
        if (used && now - row.SeenAt > Coarse.TotalMilliseconds)
            await db.Sessions.Where(s => s.Hash == hash).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), cancel);
        ImmutableArray<string> keys = [.. row.Keys.Split(Separator)];
        var claimed = row.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // A provider's subject has a prefix of its own: only the link names a person of the shell.
        var person = admin.Known(new(keys[0], keys, [])) with
        { SessionRoles = [.. claimed], ByLink = keys[0].StartsWith("shell:", StringComparison.Ordinal) && !keys[0].Contains('@') };
        var held = await roles.OfAsync(db, person);
        return new(hash, person, row.Name, [.. AdminRoles.All.Where(r => held.Contains(r) || claimed.Contains(r))],
            row.ReasonUntil > now ? row.Reason : null);
    }

    public async Task EndAsync(string id)
    {
        var hash = HashOf(id);
        await using var db = database.Open();
        await db.Sessions.Where(s => s.Hash == hash).ExecuteDeleteAsync();
    }

    /// <summary>From now on, and for a while, people's words are shown; null ends that.</summary>
    public async Task StateReasonAsync(Reader reader, string? reason)
    {
        var until = reason is null ? 0 : time.GetUtcNow().AddMinutes(console.ReasonMinutes).ToUnixTimeMilliseconds();
        reason = reason is null ? null : Masking.Mask(reason).Text;
        await using var db = database.Open();
        await db.Sessions.Where(s => s.Hash == reader.Session)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Reason, reason).SetProperty(s => s.ReasonUntil, until));
    }

    /// <summary>256 random bits, safe in a URL and in a cookie.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
