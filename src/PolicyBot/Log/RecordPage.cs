using System.Buffers;
using PolicyBot.Core.Audit;

namespace PolicyBot.Log;

/// <summary>Entries read together. What they point to may be reused once the page is disposed.</summary>
internal sealed class RecordPage(List<LogRecord> records) : IDisposable
{
    private const int Chunk = 512 * 1024;
    private readonly List<byte[]> rented = [];
    private int used;

    public List<LogRecord> Records => records;

    /// <summary>Memory that lives as long as the page.</summary>
    public Memory<byte> Take(int length)
    {
        if (rented.Count == 0 || rented[^1].Length - used < length)
        {
            rented.Add(ArrayPool<byte>.Shared.Rent(Math.Max(Chunk, length)));
            used = 0;
        }
        used += length;
        return rented[^1].AsMemory(used - length, length);
    }

    public void Dispose()
    {
        foreach (var array in rented) ArrayPool<byte>.Shared.Return(array);
        rented.Clear();
    }
}
