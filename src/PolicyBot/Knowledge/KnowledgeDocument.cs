using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Knowledge;

/// <summary>A knowledge file; <paramref name="Path"/> is relative to the knowledge folder, with `/`.</summary>
public sealed record KnowledgeDocument(string Path, byte[] Content)
{
    /// <summary>The content address of the documents together: SHA-256, in lower-case hex, of a line `path NUL sha256 LF` for each, in
    /// ordinal order of path.</summary>
    public static string RevisionOf(IEnumerable<KnowledgeDocument> documents) =>
        RevisionOf(documents.Select(d => (d.Path, HashOf(d.Content))));

    /// <summary>As above, of paths and the documents' hashes.</summary>
    public static string RevisionOf(IEnumerable<(string Path, string Hash)> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in documents.OrderBy(d => d.Path, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\0{content}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A document's content address: SHA-256, lower-case hex.</summary>
    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
