namespace PolicyBot.Knowledge;

/// <summary>Where a path leads when every symbolic link on it is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Null where a link leads nowhere or in a circle.</summary>
    public static string? Of(string path)
    {
        var links = 0;
        return Resolve(Path.GetFullPath(path), ref links);
    }

    /// <summary>The same for a path below <paramref name="root"/>, which is real.</summary>
    public static string? Below(string root, string path)
    {
        var links = 0;
        return Resolve(path, ref links, root);
    }

    private static string? Resolve(string path, ref int links, string? from = null)
    {
        var real = from ?? Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (info.LinkTarget is { } target)
            {
                if (++links > MostLinks || Resolve(Path.GetFullPath(target, real), ref links) is not { } followed) return null;
                next = followed;
            }
            else if (!info.Exists)
            {
                return null;
            }
            real = next;
        }
        return real;
    }
}
