using System.Security.Cryptography;

namespace PolicyBot.Log;

/// <summary>Random bytes of <see cref="RandomNumberGenerator"/>, asked for by the half kilobyte: a call for a few costs as much as one for
/// many. Each is given out once, and is not kept.</summary>
internal static class RandomBytes
{
    private const int Kept = 512;

    [ThreadStatic]
    private static byte[]? bytes;

    [ThreadStatic]
    private static int used;

    public static void Fill(Span<byte> random)
    {
        if (random.Length > Kept)
        {
            RandomNumberGenerator.Fill(random);
            return;
        }
        if (bytes is null || Kept - used < random.Length)
        {
            used = Kept;
            RandomNumberGenerator.Fill(bytes ??= new byte[Kept]);
            used = 0;
        }
        var given = bytes.AsSpan(used, random.Length);
        given.CopyTo(random);
        CryptographicOperations.ZeroMemory(given);
        used += random.Length;
    }
}
