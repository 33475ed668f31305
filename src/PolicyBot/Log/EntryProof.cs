using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>That an entry stands in the log: what `log prove` prints and `log check-proof` verifies.</summary>
internal sealed record EntryProof(long Seq, string Leaf, string[] Path, string Checkpoint)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Null where there is no such entry.</summary>
    public static async Task<EntryProof?> OfAsync(BotHost host, long seq, CancellationToken cancel)
    {
        await using var db = host.Database.Open();
        var reader = new LogReader(host.Database);
        var head = await reader.HeadAsync(cancel);
        if (head is null || seq < 0 || seq >= head.Size) return null;
        var leaf = await db.Entries.Where(e => e.Seq == seq).Select(e => e.Leaf).FirstOrDefaultAsync(cancel)
            ?? throw new InvalidDataException($"the log lacks entry {seq}; `log verify` tells more");
        var path = TreeProofs.Inclusion(seq, head.Size, reader.Subtrees(db));
        return new(seq, Convert.ToBase64String(leaf), [.. path.Select(Convert.ToBase64String)], head.Note);
    }

    /// <exception cref="JsonException">The text is no proof.</exception>
    public static EntryProof Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<EntryProof>(json, Readable) is { } proof && proof.Path.All(hash => hash is not null)
                ? proof
                : throw new JsonException("it lacks something");
        }
        catch (JsonException e)
        {
            throw new JsonException($"this is not what `log prove` prints: {e.Message}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Readable);
}
