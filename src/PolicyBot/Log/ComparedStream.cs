namespace PolicyBot.Log;

/// <summary>Takes bytes, keeps none, and tells whether they are those of a file from its start on.</summary>
internal sealed class ComparedStream(Stream file) : Stream
{
    private readonly byte[] there = new byte[1 << 14];

    /// <summary>So far.</summary>
    public bool IsSame { get; private set; } = true;

    /// <summary>Whether nothing of the file is left.</summary>
    public bool IsAtEnd => file.Position == file.Length;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (; IsSame && buffer.Length > 0; buffer = buffer[Math.Min(buffer.Length, there.Length)..])
        {
            var expected = there.AsSpan(0, Math.Min(buffer.Length, there.Length));
            IsSame = file.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false) == expected.Length
                && buffer.StartsWith(expected);
        }
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
