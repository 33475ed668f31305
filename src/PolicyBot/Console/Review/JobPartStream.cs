using PolicyBot.Storage;

namespace PolicyBot.Web.Review;

/// <summary>Puts what is written into rows of a job, each of one size but the last. <paramref name="moved"/>: after each row.</summary>
internal sealed class JobPartStream(Database database, int job, Action moved) : Stream
{
    public const int PartSize = 1 << 20;

    private readonly byte[] part = new byte[PartSize];
    private int used;
    private int number;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var taken = Math.Min(buffer.Length, PartSize - used);
            buffer[..taken].CopyTo(part.AsSpan(used));
            used += taken;
            buffer = buffer[taken..];
            if (used == PartSize) Store();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing && used > 0) Store();
        base.Dispose(disposing);
    }

    private void Store()
    {
        using var db = database.Open();
        db.JobParts.Add(new() { JobId = job, Number = number++, Bytes = part[..used] });
        db.SaveChanges();
        used = 0;
        moved();
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
