using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>The entry of a published revision.</summary>
internal static class Publishing
{
    public static Task<long> RecordAsync(BotHost host, int number, string author, string reason)
    {
        var entry = NewEntry.Of(EntryKind.Publish, $"revision-{number}").With(TextNames.By, author).With(TextNames.Reason, reason) with { Revision = number };
        return host.Book.AppendAsync(host.Database, entry with { Entry = entry.Entry with { Revision = host.Revisions.Current.Bot.Knowledge.Revision } });
    }
}
