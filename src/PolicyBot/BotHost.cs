using System.Collections.Immutable;
using PolicyBot.Admin.Subscriptions;
using PolicyBot.Core.Questions;
using PolicyBot.Knowledge;
using PolicyBot.Language;
using PolicyBot.Log;
using PolicyBot.Storage;
using PolicyBot.Turns;

namespace PolicyBot;

/// <summary>What every verb that uses the database starts from.</summary>
public sealed record BotHost(Database Database, Revisions Revisions, LanguagePacks Languages, LogKey Key, LogBook Book, TimeProvider Time)
{
    /// <summary>Creates and migrates what is missing and takes up the head, if there is one. Throws <see cref="InvalidDataException"/> for
    /// settings that cannot be meant.</summary>
    public static async Task<BotHost> OpenAsync(StorageOptions storage, LogOptions log, TimeProvider time, CancellationToken cancel)
    {
        var host = await ConnectAsync(storage, log, time, cancel);
        await host.Revisions.RefreshAsync(cancel);
        return host;
    }

    /// <summary>As above, and leaves the head for later: what is wrong with it keeps nobody from looking into the database.</summary>
    /// <param name="migrates">A server's tables too, which are otherwise only looked at.</param>
    public static async Task<BotHost> ConnectAsync(StorageOptions storage, LogOptions log, TimeProvider time, CancellationToken cancel,
        bool migrates = false)
    {
        if (log.Problem is { } problem) throw new InvalidDataException(problem);
        var languages = Task.Run(LanguageFiles.Load, cancel);
        var database = new Database(storage);
        await (migrates ? database.MigrateAsync(cancel) : database.ReadyAsync(cancel));
        var head = await new LogReader(database).HeadAsync(cancel);
        var key = LogKey.Open(log, storage, mayMake: head is null or { Size: 0 });
        key.WriteHalf(storage);
        var book = new LogBook(key, time);
        return new(database, new Revisions(database, await languages, book, time), await languages, key, book, time);
    }

    /// <summary>As <see cref="PublishAsync"/>. The problems that kept it from loading, if any.</summary>
    public async Task<ImmutableArray<Problem>> ImportAsync(string folder, string author, string reason, CancellationToken cancel) =>
        await PublishAsync(folder, author, reason, cancel) is { Number: null, Same: false } published ? published.Problems : [];

    /// <summary>Publishes a knowledge folder, unless the head has the same content.</summary>
    public async Task<Published> PublishAsync(string folder, string author, string reason, CancellationToken cancel)
    {
        var read = KnowledgeFolder.Read(folder);
        if (read.Problems.Any(p => p.Severity == Severity.Error)) return new(null, read.Problems);
        if (await Revisions.RefreshAsync(cancel)
            && Revisions.Current.Bot.Knowledge.Revision == KnowledgeDocument.RevisionOf(read.Documents)) return new(null, [], Same: true);
        reason = Masking.Mask(reason).Text;
        return await Revisions.PublishAsync(read.Documents, new(author, [], reason), null, cancel,
            await ImportNews.PrepareAsync(this, read.Documents, reason, cancel));
    }
}
