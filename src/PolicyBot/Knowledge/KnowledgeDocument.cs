using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Knowledge;

/// <summary>A knowledge file; <paramref name="Path"/> is relative to the knowledge folder, with `/`.</summary>
public sealed record KnowledgeDocument(string Path, byte[] Content)
{
    /// <summary>The content address of the documents together: SHA-256, in lower-case hex, of a line `path NUL sha256 LF` for each, in
    /// ordinal order of path.</summary>
    public static string RevisionOf(IEnumerable<KnowledgeDocument> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents.OrderBy(d => d.Path, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{document.Path}\0{Convert.ToHexStringLower(SHA256.HashData(document.Content))}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
