using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>Another key in place of the one that signs, because that is lost, or known to others. An entry tells of it and names the former
/// key: what that signed stays good. What was signed by it later than that is a fork.</summary>
internal static class NewKey
{
    /// <summary>Appends the entry, signed by the new key, and puts that where the former was, which is kept beside it. Returns the new public
    /// key. What another process began and could not finish is finished. Throws <see cref="InvalidDataException"/> where the log is not one
    /// that the former key vouches for.</summary>
    /// <param name="former">The public half, where the private key is lost and no `.vkey` lies beside its place.</param>
    public static async Task<NoteKey> MakeAsync(Database database, LogOptions options, StorageOptions storage, NoteKey? former, Warrant why,
        TimeProvider time, CancellationToken cancel)
    {
        var file = LogKey.FileOf(options, storage);
        var next = file + ".next";
        var head = await new LogReader(database).HeadAsync(cancel);
        if (head is null or { Size: 0 }) throw new InvalidDataException("the log is empty: its key is made when the bot starts");
        if (!File.Exists(next)) LogKey.Make(next);
        using var key = LogKey.Read(next, options);
        if (HeadCheck.Problem(head, key.Verifier) is not null)
        {
            var old = FormerOf(file, options, former);
            if (HeadCheck.Problem(head, old) is { } problem)
                throw new InvalidDataException($"{problem}: no key takes the place of one that does not vouch for the log as it is");
            var entry = NewEntry.Of(EntryKind.Key, Convert.ToHexStringLower(key.Verifier.Id.Span)).With(TextNames.By, why.By)
                .With(TextNames.Reason, why.Reason);
            await new LogBook(key, time, old).AppendAsync(database, entry with { Entry = entry.Entry with { About = old.ToString() } });
        }
        Keep(file, time);
        Keep(Path.ChangeExtension(file, ".vkey"), time);
        File.Move(next, file);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".vkey"), key.Verifier + "\n", cancel);
        await CheckpointKeeper.KeepAsync(database, options, time, known: -1, cancel);
        return key.Verifier;
    }

    /// <summary>The key that the entry says signed before; null for a leaf that says nothing of the kind.</summary>
    public static NoteKey? FormerOf(byte[] leaf)
    {
        try
        {
            return LeafCodec.Decode(leaf) is { Kind: EntryKind.Key, About: { } about } ? NoteKey.Parse(about) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static NoteKey FormerOf(string file, LogOptions options, NoteKey? given)
    {
        if (given is not null) return given;
        if (File.Exists(file))
        {
            using var own = LogKey.Read(file, options);
            return own.Verifier;
        }
        var half = Path.ChangeExtension(file, ".vkey");
        return File.Exists(half) ? NoteKey.Parse(File.ReadAllText(half))
            : throw new InvalidDataException($"neither `{file}` nor `{half}` is there: name the former public key, of which whoever checks the log "
                + "has a copy, by --former-key");
    }

    private static void Keep(string file, TimeProvider time)
    {
        if (File.Exists(file)) File.Move(file, $"{file}.{time.GetUtcNow():yyyyMMddHHmmss}");
    }
}
