using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>An export as it lies in a folder, read by whoever has nothing else than the log's public key.</summary>
internal static class ExportFolder
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson(ExportManifest manifest) => JsonSerializer.Serialize(manifest, Json);

    public static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>What is wrong with it, or null. Throws <see cref="IOException"/>, <see cref="JsonException"/> or
    /// <see cref="FormatException"/> for what cannot be read.</summary>
    public static async Task<string?> ProblemAsync(string folder, NoteKey key, CancellationToken cancel)
    {
        var manifestFile = Path.Combine(folder, LogExport.Manifest);
        if (!File.Exists(manifestFile)) return "the export has no manifest: it is partial";
        var manifest = JsonSerializer.Deserialize<ExportManifest>(await File.ReadAllTextAsync(manifestFile, cancel), Json)
            ?? throw new FormatException("the manifest is empty");
        var there = Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Where(f => f != LogExport.Manifest)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        if (!there.SetEquals(manifest.Files.Keys)) return "the files are not those of the manifest";
        foreach (var (file, hash) in manifest.Files)
            if (HashOf(Path.Combine(folder, file)) != hash) return $"`{file}` was altered";
        var verifier = new ExportVerifier(manifest, [key]);
        await foreach (var line in File.ReadLinesAsync(Path.Combine(folder, LogExport.Entries), cancel))
            if (!verifier.Add(Record(line))) break;
        return verifier.Finish().Problem?.ToString();
    }

    private static LogRecord Record(string line)
    {
        using var document = JsonDocument.Parse(line);
        var leaf = document.RootElement.GetProperty("leaf").GetBytesFromBase64();
        // The number is the leaf's own; the verifier compares it.
        var seq = LeafCodec.Decode(leaf).Seq;
        return new(leaf, [.. document.RootElement.GetProperty("texts").EnumerateArray().Select(t =>
            new LogText(seq, t.GetProperty("name").GetString()!, t.GetProperty("salt").GetBytesFromBase64(),
                t.GetProperty("text").GetString()!))]);
    }
}
