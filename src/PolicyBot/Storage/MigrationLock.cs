using System.Diagnostics;

namespace PolicyBot.Storage;

/// <summary>One process at a time changes the tables of a SQLite file: whoever has the file beside it open. The operating system closes it
/// for a process that is killed, where a row that says so would stay (EF Core's, `__EFMigrationsLock`).</summary>
internal static class MigrationLock
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The file beside the database. It is empty, and stays: were it deleted, two could each hold one of that name.</summary>
    public static string FileOf(string database) => database + "-migrating";

    /// <summary>To be disposed of when the tables are as they shall be.</summary>
    /// <exception cref="InvalidDataException">Another process has held it for <paramref name="patience"/>.</exception>
    public static async Task<IDisposable> TakeAsync(string database, TimeSpan patience, CancellationToken cancel)
    {
        var file = FileOf(database);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(file))
            {
                if (Stopwatch.GetElapsedTime(begun) > patience)
                    throw new InvalidDataException($"another process is changing the tables of `{database}`, or keeps `{file}` open: {e.Message}", e);
            }
            await Task.Delay(Look, cancel);
        }
    }
}
