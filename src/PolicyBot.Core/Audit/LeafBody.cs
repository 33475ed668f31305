using System.Globalization;
using System.Text;

namespace PolicyBot.Core.Audit;

/// <summary>A leaf without its number and time, which stand first in it and are known last (<see cref="LeafCodec"/>).</summary>
public sealed class LeafBody
{
    /// <summary>The members from `kind` on, without a bracket.</summary>
    private readonly byte[] members;

    internal LeafBody(byte[] members) => this.members = members;

    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public byte[] ToLeaf(long seq, DateTimeOffset time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        Span<char> start = stackalloc char[80];
        start.TryWrite(CultureInfo.InvariantCulture, $$"""{"seq":{{seq}},"time":"{{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}",""", out var length);
        var leaf = new byte[length + members.Length + 1];
        Encoding.ASCII.GetBytes(start[..length], leaf);
        members.CopyTo(leaf, length);
        leaf[^1] = (byte)'}';
        return leaf;
    }
}
