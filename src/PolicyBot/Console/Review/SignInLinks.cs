using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Admin.Execution;
using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>Links that sign their holder in once, for a console without a provider: printed by `serve`, and by `review-link` when another
/// is needed. The database holds their hashes, so that whichever process is asked knows them.</summary>
internal sealed class SignInLinks(Database database, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The token, and until when it is good.</summary>
    public async Task<(string Token, DateTimeOffset Until)> IssueAsync(string user)
    {
        var (token, now) = (Sessions.NewToken(), time.GetUtcNow());
        await using var db = database.Open();
        var over = now.ToUnixTimeMilliseconds();
        await db.SignInLinks.Where(l => l.Until < over).ExecuteDeleteAsync();
        db.SignInLinks.Add(new()
        {
            Hash = Sessions.HashOf(token),
            Person = AdminPerson.OfShell(user).Key,
            Until = (now + Lifetime).ToUnixTimeMilliseconds()
        });
        await db.SaveChangesAsync();
        return (token, now + Lifetime);
    }

    /// <summary>A new link of the operator's, as a line to print.</summary>
    public async Task<string> TellAsync(string site)
    {
        var (token, until) = await IssueAsync(Environment.UserName);
        return string.Create(CultureInfo.InvariantCulture,
            $"Reviewers sign in once, until {until:HH:mm} UTC, at {site.TrimEnd('/')}{ReviewConsole.SignIn}?link={token}");
    }

    /// <summary>Whose link it is; null where it was used, is over, or never was. Two that use it at once: one of them gets in.</summary>
    public async Task<string?> UseAsync(string token)
    {
        var (hash, now) = (Sessions.HashOf(token), time.GetUtcNow().ToUnixTimeMilliseconds());
        await using var db = database.Open();
        var person = await db.SignInLinks.Where(l => l.Hash == hash && l.Until >= now).Select(l => l.Person).FirstOrDefaultAsync();
        return person is not null && await db.SignInLinks.Where(l => l.Hash == hash).ExecuteDeleteAsync() == 1 ? person : null;
    }
}
