using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>An export as it lies in a folder, read by whoever has nothing else than the log's public key.</summary>
internal static class ExportFolder
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new LeafConverter() },
    };

    public static string ToJson(ExportManifest manifest) => JsonSerializer.Serialize(manifest, Json);

    /// <exception cref="JsonException">The text is no manifest.</exception>
    /// <exception cref="FormatException">It lacks something.</exception>
    public static ExportManifest Read(string json)
    {
        var manifest = JsonSerializer.Deserialize<ExportManifest>(json, Json) ?? throw new FormatException("the manifest is empty");
        return manifest.Proof is { Left.IsDefault: false, Right.IsDefault: false }
            && IsWhole(manifest.Lifecycle) && IsWhole(manifest.Removals ?? [])
            && manifest.Before is null or { Path.IsDefault: false } && manifest.After is null or { Path.IsDefault: false }
            ? manifest
            : throw new FormatException("the manifest lacks an entry or a proof");
    }

    private static bool IsWhole(ImmutableArray<ProvenEntry> list) => !list.IsDefault && list.All(e => e is { Path.IsDefault: false });

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
        return await ProblemAsync(folder, Read(await File.ReadAllTextAsync(manifestFile, cancel)), key, null, cancel);
    }

    /// <summary>The same with a manifest that need not lie there yet.
    /// <paramref name="progress"/>: told the number of entries now and then.</summary>
    public static async Task<string?> ProblemAsync(string folder, ExportManifest manifest, NoteKey key, IProgress<long>? progress,
        CancellationToken cancel)
    {
        var there = Directory.EnumerateFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Where(f => f != LogExport.Manifest)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        if (!there.SetEquals(manifest.Files.Keys)) return "the files are not those of the manifest";
        foreach (var (file, hash) in manifest.Files)
            if (HashOf(Path.Combine(folder, file)) != hash) return $"`{file}` was altered";
        var files = manifest.Version == 1 ? [] : ExportForm.FilesOf(manifest.Filter.GetValueOrDefault("format") ?? "");
        if (manifest.Version != 1 && !there.SetEquals(files.Select(f => f.Name))) return "the files are not those of the format";
        using var again = new ExportAgain(folder, files);
        var verifier = new ExportVerifier(manifest, [key]);
        var read = 0L;
        await foreach (var line in File.ReadLinesAsync(Path.Combine(folder, LogExport.Entries), cancel))
        {
            var (record, entry) = LinesForm.Read(line);
            if (!verifier.Add(record)) break;
            if (again.Write(record, entry) is { } other) return $"entry {entry.Seq}: `{other}` does not say what the log does";
            if (++read % 10_000 == 0) progress?.Report(manifest.Count);
        }
        return verifier.Finish().Problem?.ToString() ?? (again.End() is { } longer ? $"`{longer}` does not end where the log's entries do" : null);
    }

    /// <summary>Leaves in base64, and as lists of numbers, which form 1 has.</summary>
    private sealed class LeafConverter : JsonConverter<ImmutableArray<byte>>
    {
        public override ImmutableArray<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return [.. reader.GetBytesFromBase64()];
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
            var leaf = ImmutableArray.CreateBuilder<byte>();
            while (reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var value)) leaf.Add(value);
            return reader.TokenType == JsonTokenType.EndArray ? leaf.ToImmutable() : throw new JsonException();
        }

        public override void Write(Utf8JsonWriter writer, ImmutableArray<byte> value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.AsSpan());
    }
}
