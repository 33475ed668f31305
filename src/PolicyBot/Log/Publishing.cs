using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>The entry of a published revision.</summary>
internal static class Publishing
{
    public static Task RecordAsync(BotHost host, int number, string author, string reason) => new LogBook().AppendAsync(host.Database, Entry(host, number, author, reason));

    public static NewEntry Entry(BotHost host, int number, string author, string reason) => new(EntryKind.Publish, host.Time.GetUtcNow())
    {
        Id = $"revision-{number}",
        Revision = number,
        RevisionId = host.Revisions.Current.Bot.Knowledge.Revision,
        Asker = author,
        Reason = reason,
    };
}
