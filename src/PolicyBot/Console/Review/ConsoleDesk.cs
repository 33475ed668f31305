using System.Collections.Immutable;
using PolicyBot.Admin.Execution;
using PolicyBot.Admin.Grammar;
using PolicyBot.Core.Channels;
using PolicyBot.Web.Review.Pages;

namespace PolicyBot.Web.Review;

/// <summary>What the desk said to something done in the console. <paramref name="Asked"/>: the command for which it wants a second yes;
/// null where it refused. <paramref name="Back"/>: where the reader came from.</summary>
public sealed record DeskSaid(Notice Notice, string? Asked, string Back);

/// <summary>Carries out what is done in the console as the command that the person could type: authorised at execution, and an entry of the
/// log. The provider's claims and the link's roles let people read; what changes anything takes a role by the records
/// (<see cref="AdminRoles.HasAnyAsync"/> tells the one exception).</summary>
internal sealed class ConsoleDesk(BotHost host, AdminDesk desk, AdminOptions admin, IEnumerable<IChannel> channels, ReviewRenderer renderer)
{
    private const int LongestText = 500;

    public async Task<DeskOutcome> RunAsync(HttpContext context, string line) =>
        await desk.RunAsync(host.Book, host.Database, line, (await PersonAsync(context)) with { Language = renderer.LanguageOf(context) });

    /// <summary>The person with the groups that the organisation's own directories have them in now, Teams' and Slack's, and the settings;
    /// and with every name that these know them by: a provider that tells no verified address would else make two people of one. What the
    /// provider or the browser says of groups is not asked.</summary>
    public async Task<AdminPerson> PersonAsync(HttpContext context)
    {
        var person = admin.Known(Reader.Of(context)!.Person);
        var groups = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        // A name that one directory tells may be found in another.
        for (var i = 0; i < person.Keys.Length; i++)
            foreach (var channel in channels)
                if (await InAsync(channel, person.Keys[i], context.RequestAborted) is { Standing: not Standing.Stranger } known)
                {
                    groups.UnionWith(known.Groups);
                    // Found by an address alone, it has no other name.
                    if (known.Id == known.Email) continue;
                    var more = AdminPerson.Of(known).Keys.Except(person.Keys, StringComparer.Ordinal);
                    person = admin.Known(person with { Keys = [.. person.Keys, .. more] });
                }
        return admin.Known(person with { Groups = [.. groups] });
    }

    /// <summary>Who that name is in the channel's directory; null: it is none of its names.</summary>
    private static async ValueTask<Person?> InAsync(IChannel channel, string key, CancellationToken cancel) => (channel.Name,
        key.Split(':', 2)) switch
    {
        ("teams", ["entra", var id]) => await channel.IdentifyAsync(new("teams", id), cancel),
        // Slack's ids are upper-case, and names are kept in lower case.
        ("slack", ["slack", var id]) => await channel.IdentifyAsync(new("slack", id.ToUpperInvariant()), cancel),
        (_, [var email]) when email.Contains('@', StringComparison.Ordinal) => await channel.ByAddressAsync(email, cancel),
        _ => null,
    };

    /// <summary>A field as an option of a command, ` --name "text"`; empty where nothing is in it.</summary>
    public static string Option(HttpContext context, string name) =>
        ReviewForms.Field(context, name, LongestText) is { } text ? $" --{name} {CommandWords.Quote(text)}" : "";

    public static bool IsTooLong(HttpContext context, string name) => context.Request.Form[name].ToString().Trim().Length > LongestText;

    /// <summary>What the desk said, as a page; where it asked back, with the two answers.</summary>
    public Task<IResult> SaidAsync(HttpContext context, DeskOutcome outcome, string line, string back)
    {
        var asks = outcome.Notice.Buttons.Any(b => Confirming(b) is not null);
        var status = outcome.Denied ? StatusCodes.Status403Forbidden : asks ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
        return renderer.PageAsync<DeskSaidPage>(context, status, new DeskSaid(outcome.Notice, asks ? line : null, back));
    }

    /// <summary>The answer to what the desk asked back. The code counts once, for its own person.</summary>
    public async Task<IResult> ConfirmAsync(HttpContext context)
    {
        var back = LocalUrl.Of(ReviewForms.Field(context, "returnUrl", 2_000));
        var answer = ReviewForms.Field(context, "answer") == "yes" ? "yes" : "no";
        var line = $"confirm {answer} {CommandWords.Quote(ReviewForms.Field(context, "code", 20) ?? "none")}";
        var outcome = await RunAsync(context, line);
        if (outcome.Published is { } number) return ReviewForms.To(context, $"{RevisionPages.Url}/revisions/{number}");
        // What was carried out has its reason.
        var done = outcome is { Denied: false, Reason: not null };
        return done || answer == "no" ? ReviewForms.To(context, back) : await SaidAsync(context, outcome, line, back);
    }

    /// <summary>The answer and the code of a button that confirms or declines; null for every other button.</summary>
    public static (string Answer, string Code)? Confirming(CommandButton button) =>
        button.Command.Split(' ') is ["confirm", var answer, var code] ? (answer, code) : null;
}
