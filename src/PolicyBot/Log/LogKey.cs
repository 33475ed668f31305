using System.Security.Cryptography;
using PolicyBot.Core.Audit;
using PolicyBot.Storage;

namespace PolicyBot.Log;

/// <summary>The key that signs checkpoints: ECDSA P-256.</summary>
public sealed class LogKey : IDisposable
{
    private readonly ECDsa key;

    private LogKey(ECDsa key, LogOptions options)
    {
        this.key = key;
        Options = options;
        Verifier = new(options.Origin, key.ExportSubjectPublicKeyInfo());
    }

    public LogOptions Options { get; }

    /// <summary>The public half, to be given to whoever is to check the log.</summary>
    public NoteKey Verifier { get; }

    /// <summary>Reads the key, or makes one, readable by its owner alone. Throws <see cref="InvalidDataException"/> for a file that is no such
    /// key.</summary>
    /// <param name="mayMake">False where there is a log already: another key than its own would be of no use.</param>
    public static LogKey Open(LogOptions options, StorageOptions storage, bool mayMake = true)
    {
        var file = FileOf(options, storage);
        if (!File.Exists(file) && !mayMake)
            throw new InvalidDataException($"the key that signs the log's checkpoints is not there: put `{file}` back, or name its file in "
                + "`Log:KeyFile`; where it is lost for good, `policybot log new-key` puts another in its place");
        if (!File.Exists(file)) Make(file);
        return Read(file, options);
    }

    /// <summary>What is given to whoever checks the log lies beside the key (`.vkey`), also where it was taken away.</summary>
    public void WriteHalf(StorageOptions storage)
    {
        var half = Path.ChangeExtension(FileOf(Options, storage), ".vkey");
        try
        {
            if (!File.Exists(half)) File.WriteAllText(half, Verifier + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that only the operator writes to, or another replica that is writing it.
        }
    }

    /// <summary>The private key's file; the public half lies beside it, `.vkey`.</summary>
    public static string FileOf(LogOptions options, StorageOptions storage) => options.KeyFile ?? Path.Combine(
        storage.Provider == StorageProvider.Sqlite ? Path.GetDirectoryName(Path.GetFullPath(storage.File))! : "data", "policybot.key");

    /// <summary>Throws <see cref="InvalidDataException"/> for a file that is no such key.</summary>
    internal static LogKey Read(string file, LogOptions options)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return new(key, options);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"`{file}` holds no ECDSA key in PEM: {e.Message}", e);
        }
    }

    public string Sign(Checkpoint checkpoint)
    {
        lock (key)
            return checkpoint.Sign(Verifier, bytes => key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
                .ToString();
    }

    public void Dispose() => key.Dispose();

    internal static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Complete when it appears under its name: another replica may be looking, or making its own, with the same process id in a container.
        var fresh = $"{file}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}.new";
        try
        {
            using (var writer = new StreamWriter(fresh, how)) writer.Write(made.ExportPkcs8PrivateKeyPem() + "\n");
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another replica was faster; its key is read.
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
