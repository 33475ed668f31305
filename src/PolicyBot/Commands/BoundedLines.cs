using System.Text;

namespace PolicyBot.Commands;

/// <summary>Reads lines without ever holding one longer than <see cref="MostCharacters"/>.</summary>
public sealed class BoundedLines(TextReader input)
{
    public const int MostCharacters = 4 * 1024 * 1024;

    private readonly char[] _buffer = new char[16 * 1024];
    private int _at, _filled;

    /// <summary>The number of the last line read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>False at the end. <paramref name="line"/> is null for a line that is too long, which is skipped.</summary>
    public bool Next(out string? line)
    {
        var text = new StringBuilder();
        var tooLong = false;
        var any = false;
        while (true)
        {
            if (_at == _filled)
            {
                _filled = input.Read(_buffer, 0, _buffer.Length);
                _at = 0;
                if (_filled == 0) break;
            }
            any = true;
            var rest = _buffer.AsSpan(_at, _filled - _at);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            _at += end < 0 ? rest.Length : end + 1;
            if (!tooLong && text.Length + part.Length <= MostCharacters) text.Append(part);
            else tooLong = true;
            if (end >= 0) break;
        }
        line = tooLong ? null : text.ToString().TrimEnd('\r');
        if (any) Number++;
        return any;
    }
}
