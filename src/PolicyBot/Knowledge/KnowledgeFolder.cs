using System.Collections.Immutable;

namespace PolicyBot.Knowledge;

/// <summary>The files of a knowledge folder, and what kept others from being read.</summary>
public sealed record FolderRead(ImmutableArray<KnowledgeDocument> Documents, ImmutableArray<Problem> Problems);

/// <summary>Reads tools/, facts/, policy/, cases/ and translations/. Symbolic links are followed only inside the folder, as Kubernetes
/// mounts them; one that leads out of it is an error, and so is a file that cannot be read.</summary>
public static class KnowledgeFolder
{
    private static readonly string[] Folders = ["cases", "facts", "policy", "tools", "translations"];

    /// <summary>In ordinal order of relative path. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the
    /// folder itself cannot be read.</summary>
    public static FolderRead Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {Spelling.Quote(folder)}");
        var root = RealPath.Of(folder) ?? throw new IOException($"the folder {Spelling.Quote(folder)} leads nowhere");
        var problems = new ProblemList();
        var documents = new List<KnowledgeDocument>();
        var entries = Directory.GetFileSystemEntries(root);
        Array.Sort(entries, StringComparer.Ordinal);
        foreach (var path in entries)
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith('.') || !Directory.Exists(path)) continue;
            if (Array.IndexOf(Folders, name) >= 0) ReadInto(documents, root, name, problems);
            else if (Spelling.Closest(name, Folders) is { } meant)
                problems.Warn(new(name, 1), $"the folder {Spelling.Quote(name)} is not read; did you mean `{meant}`?");
        }
        documents.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new([.. documents], [.. problems.All]);
    }

    private static void ReadInto(List<KnowledgeDocument> documents, string root, string folder, ProblemList problems)
    {
        if (!IsInside(root, Path.Combine(root, folder)))
        {
            problems.Error(new(folder, 1), "the folder is a link that leads out of the knowledge folder, or nowhere");
            return;
        }
        foreach (var path in Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)))
        {
            var name = Path.GetFileName(path);
            var relative = $"{folder}/{name}";
            if (name.StartsWith('.')) continue;
            if (Directory.Exists(path))
                problems.Warn(new(relative, 1), "folders in here are not read");
            else if (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
                if (ReadFile(root, path, relative, problems) is { } content) documents.Add(new(relative, content));
        }
    }

    private static byte[]? ReadFile(string root, string path, string relative, ProblemList problems)
    {
        try
        {
            if (!IsInside(root, path))
            {
                problems.Error(new(relative, 1), "the file is a link that leads out of the knowledge folder, or nowhere");
                return null;
            }
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length > DocumentText.MostBytes)
            {
                problems.Error(new(relative, 1), DocumentText.TooLarge(file.Length));
                return null;
            }
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Error(new(relative, 1), "the file cannot be read: " + e.Message.TrimEnd('.'));
            return null;
        }
    }

    private static bool IsInside(string root, string path) =>
        RealPath.Below(root, path) is { } real
            && real.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
