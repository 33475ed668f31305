using System.Text;

namespace PolicyBot.Commands;

/// <summary>Lines of a stream of which none may fill the memory: an overlong one is read to its end and only counted.</summary>
public static class BoundedLines
{
    /// <summary>Each line without its end (`\n` or `\r\n`), null where it has more than <paramref name="limit"/> bytes in UTF-8.</summary>
    public static async IAsyncEnumerable<string?> ReadAsync(TextReader input, int limit)
    {
        var buffer = new char[8192];
        var line = new StringBuilder();
        var overlong = false;
        int read;
        while ((read = await input.ReadAsync(buffer.AsMemory())) > 0)
        {
            var start = 0;
            while (Array.IndexOf(buffer, '\n', start, read - start) is var end and >= 0)
            {
                Append(start, end);
                yield return Take();
                start = end + 1;
            }
            Append(start, read);
        }
        if (line.Length > 0 || overlong) yield return Take();

        void Append(int from, int to)
        {
            if (overlong || line.Length + to - from > limit + 1) overlong = true;
            else line.Append(buffer, from, to - from);
        }

        string? Take()
        {
            if (line.Length > 0 && line[^1] == '\r') line.Length--;
            var text = overlong ? null : line.ToString();
            line.Clear();
            overlong = false;
            return text is null || Encoding.UTF8.GetByteCount(text) > limit ? null : text;
        }
    }
}
