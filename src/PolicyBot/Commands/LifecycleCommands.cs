using System.CommandLine;
using PolicyBot.Knowledge;
using PolicyBot.Log;
using static PolicyBot.Commands.LogVerbOptions;

namespace PolicyBot.Commands;

/// <summary>The verbs that keep the log's texts or take them out: holds, erasure, retention.</summary>
internal static class LifecycleCommands
{
    public static Command Hold(TimeProvider time)
    {
        var preview = new Option<bool>("--preview") { Description = "Only tells what it would keep" };
        var hold = new Command("hold", "Keeps what fits from being erased or purged, until it is released.") { Person, ByConversation, Tool,
            From, To, Reason, preview };
        WithPeriod(hold);
        hold.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            var filter = FilterOf(parsed);
            if (filter.IsEmpty) return StorageCommands.Fail("say what to hold: --person, --conversation, --tool, --from or --to");
            var reach = await Lifecycle(host).PreviewHoldAsync(filter, cancel);
            if (parsed.GetValue(preview)) Console.WriteLine(Printable.Line($"{reach.Entries} entries would be held: {filter}"));
            else
            {
                var id = await Lifecycle(host).HoldAsync(filter, new(Environment.UserName, parsed.GetValue(Reason)!));
                Console.WriteLine(Printable.Line($"{id} holds {filter}: {reach.Entries} entries now, and what comes"));
            }
            if (reach.Entries == 0) await WarnAsync(host, filter, cancel);
            return 0;
        }, cancel));
        return hold;
    }

    /// <summary>What is to be held may still come; or it was meant otherwise.</summary>
    private static async Task WarnAsync(BotHost host, LogFilter filter, CancellationToken cancel)
    {
        var meant = "";
        try
        {
            if (filter.Tool is { } tool && await host.Revisions.RefreshAsync(cancel)
                && host.Revisions.Current.Bot.Knowledge.Set.Tools.Select(t => t.Id).ToHashSet(StringComparer.Ordinal) is var tools
                && !tools.Contains(tool))
                meant = $"; there is no tool `{tool}`" + (Spelling.Closest(tool, tools) is { } near ? $", did you mean `{near}`?" : "");
        }
        catch (InvalidDataException)
        {
            // A revision that is not what was published: what is typed is compared with none.
        }
        await Console.Error.WriteLineAsync(Printable.Line($"policybot: nothing in the log fits {filter} yet{meant}"));
    }

    public static Command Release(TimeProvider time)
    {
        var id = new Argument<string>("hold") { Description = "The hold's id, as `log holds` lists it" };
        var release = new Command("release", "Ends a hold.") { id, Reason };
        NotBlank(id);
        release.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
            await Lifecycle(host).ReleaseAsync(parsed.GetValue(id)!, new(Environment.UserName, parsed.GetValue(Reason)!))
                ? 0 : StorageCommands.Fail($"no hold `{parsed.GetValue(id)}` is in force"), cancel));
        return release;
    }

    public static Command Holds(TimeProvider time)
    {
        var holds = new Command("holds", "Holds in force.");
        holds.SetAction((_, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            foreach (var hold in await Lifecycle(host).OpenHoldsAsync(cancel))
                Console.WriteLine(Printable.Line($"{hold.Id}  {hold.Entries} entries  {hold.Filter}"));
            return 0;
        }, cancel));
        return holds;
    }

    public static Command Erase(TimeProvider time)
    {
        var authority = NotBlank(
            new Option<string>("--authority") { Description = "By what authority: an article, an order", Required = true });
        var preview = new Option<bool>("--preview") { Description = "Only tells what it would touch" };
        var erase = new Command("erase", "Takes a person's texts out of the log, but for what is held.") { Person, From, To, Reason,
            authority, preview };
        WithPeriod(erase);
        erase.SetAction((parsed, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            var filter = FilterOf(parsed);
            if (filter.Person is null) return StorageCommands.Fail("say whose texts: --person");
            if (parsed.GetValue(preview))
            {
                var preview = await Lifecycle(host).PreviewErasureAsync(filter, cancel);
                Console.WriteLine($"{preview.Entries} entries would lose {preview.Texts} texts; {preview.Held} are under hold");
                return 0;
            }
            var erased = await Lifecycle(host)
                .EraseAsync(filter, new(Environment.UserName, parsed.GetValue(Reason)!, parsed.GetValue(authority)));
            Console.WriteLine($"{erased.Entries} entries lost their texts; {erased.Held} are under hold");
            await SweepAsync(host, "log erase", cancel);
            return 0;
        }, cancel));
        return erase;
    }

    public static Command Purge(TimeProvider time)
    {
        var purge = new Command("purge", "Takes texts out whose retention (`Log:RetentionDays`) has run out. `serve` does so every day.");
        purge.SetAction((_, cancel) => StorageCommands.WithHostAsync(time, async host =>
        {
            if (host.Book.Retention.Count == 0) return StorageCommands.Fail("`Log:RetentionDays` names no retention; nothing is purged");
            var purged = await Lifecycle(host).PurgeAsync(new(Environment.UserName, "retention"));
            Console.WriteLine($"{purged.Entries} entries lost their texts; {purged.Held} are under hold");
            await SweepAsync(host, "log purge", cancel);
            return 0;
        }, cancel));
        return purge;
    }

    private static async Task SweepAsync(BotHost host, string verb, CancellationToken cancel)
    {
        if (!await Lifecycle(host).SweepAsync(cancel))
            Console.WriteLine("not yet gone from SQLite's write-ahead log, which somebody is reading: `serve` empties it within a day, or call"
                + $" `{verb}` again");
    }

    private static LogLifecycle Lifecycle(BotHost host) => new(host.Database, host.Book, host.Time);
}
