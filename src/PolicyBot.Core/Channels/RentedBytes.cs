using System.Buffers;

namespace PolicyBot.Core.Channels;

/// <summary>A growing buffer whose memory comes from the shared pool and goes back there: what a channel writes for each reply is neither
/// allocated nor cleared anew. Nothing of it may be used once it is disposed. Not thread-safe.</summary>
/// <param name="room">Bytes to begin with; positive.</param>
public sealed class RentedBytes(int room) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(room);

    public int WrittenCount { get; private set; }
    public ReadOnlySpan<byte> WrittenSpan => bytes.AsSpan(0, WrittenCount);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bytes.Length - WrittenCount);
        WrittenCount += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(WrittenCount);
    }

    private void Reserve(int count)
    {
        if (bytes.Length - WrittenCount >= Math.Max(count, 1)) return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(WrittenCount + Math.Max(count, WrittenCount)));
        WrittenSpan.CopyTo(larger);
        (var old, bytes) = (bytes, larger);
        ArrayPool<byte>.Shared.Return(old);
    }

    public void Dispose()
    {
        (var old, bytes, WrittenCount) = (bytes, [], 0);
        if (old.Length > 0) ArrayPool<byte>.Shared.Return(old);
    }
}
