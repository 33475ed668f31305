using System.CommandLine;
using PolicyBot.Admin.Execution;
using PolicyBot.Web;

namespace PolicyBot.Commands;

/// <summary>`admin`: the commands of the chats, from the shell. Its person is
/// `shell:USER`, who holds no role that is not given like any other.</summary>
internal static class AdminVerb
{
    public static Command Of(TimeProvider time)
    {
        var line = new Argument<string>("command") { Description = "The command, in quotation marks; `help` lists all" };
        var admin = new Command("admin", """
            Changes the policy by a command, as in Slack and Teams. You are `shell:USER` and need a role, by the settings (section `Admin`) or
            granted.

            Examples:
              policybot admin help
              policybot admin "rule add no-deepseek --effect forbid --tool deepseek"
              policybot admin 'draft submit 1 --why "asked for by Legal"'
            """) { line };
        admin.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            if (!await host.Revisions.RefreshAsync(cancel))
                return StorageCommands.Fail("no policy has been published yet; `policybot import FOLDER` does that");
            var desk = new AdminDesk(host.Revisions, host.Languages, Settings.Admin(Settings.Read()),
                new OrganisationDay(time, host.Revisions, null), time);
            var outcome = await desk.RunAsync(host.Book, host.Database, parsed.GetValue(line)!,
                AdminPerson.OfShell(Environment.UserName) with { Language = LanguageOf(parsed.GetValue(line)!) });
            await Console.Out.WriteLineAsync(Printable.Of(outcome.Notice.Text));
            return outcome.Denied ? 1 : 0;
        }, cancel));
        return admin;
    }

    /// <summary>Korean where the command holds some, or where the shell speaks it; else English.</summary>
    private static string LanguageOf(string line)
    {
        if (line.Any(c => c is >= '\uAC00' and <= '\uD7A3')) return "ko";
        var locale = ((string[])["LC_ALL", "LC_MESSAGES", "LANG"]).Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(l => !string.IsNullOrEmpty(l));
        return locale?.StartsWith("ko", StringComparison.OrdinalIgnoreCase) == true ? "ko" : "en";
    }
}
