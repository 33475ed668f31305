using System.CommandLine;
using PolicyBot.Web;
using PolicyBot.Web.Review;

namespace PolicyBot.Commands;

/// <summary>`review-link`: one more way into the reviewers' console, for whoever may use this machine's database.</summary>
internal static class ReviewLinkVerb
{
    public static Command Of(TimeProvider time)
    {
        var site = new Option<string>("--site")
        {
            Description = "Where `serve` listens",
            DefaultValueFactory = _ => SiteOptions.DefaultUrl.GetLeftPart(UriPartial.Authority),
        };
        var verb = new Command("review-link", "Prints a link that signs its holder in to the reviewers' console, once.") { site };
        verb.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            if (Settings.Console(Settings.Read()).OpenIdConnect is not null)
                return StorageCommands.Fail("`Console:OpenIdConnect` is set: sign in by the provider");
            Console.WriteLine(await new SignInLinks(host.Database, time).TellAsync(parsed.GetValue(site)!));
            return 0;
        }, cancel));
        return verb;
    }
}
