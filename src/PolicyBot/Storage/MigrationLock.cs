using System.Diagnostics;

namespace PolicyBot.Storage;

/// <summary>One process at a time changes the tables of a SQLite file: whoever has the file beside it open. The operating system closes it
/// for a process that is killed, where a row that says so would stay (EF Core's, `__EFMigrationsLock`).</summary>
internal sealed class MigrationLock : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private MigrationLock(FileStream file) => this.file = file;

    /// <summary>Whoever held it before was changing tables, and did not come to the end: a row that EF left is nobody's.</summary>
    public bool WasCutOff => file.Length > 0;

    /// <summary>From here on tables are changed.</summary>
    public void Begin()
    {
        file.SetLength(1);
        file.Flush(flushToDisk: true);
    }

    public void End() => file.SetLength(0);

    public void Dispose() => file.Dispose();

    /// <summary>The file beside the database. It is empty unless tables are being changed, and stays: were it deleted, two could each hold one of
    /// that name.</summary>
    public static string FileOf(string database) => database + "-migrating";

    /// <summary>To be disposed of when the tables are as they shall be.</summary>
    /// <exception cref="InvalidDataException">Another process has held it for <paramref name="patience"/>.</exception>
    public static async Task<MigrationLock> TakeAsync(string database, TimeSpan patience, CancellationToken cancel)
    {
        var file = FileOf(database);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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
