using System.Text;

namespace PolicyBot.Tests.Admin;

/// <summary>The string literals of a C# source, interpolated ones with `{0}`, `{1}` in their holes. Literals inside of holes are among
/// them; comments are not.</summary>
internal static class SourceStrings
{
    public static IEnumerable<string> In(string source)
    {
        var found = new List<string>();
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '/' && i + 1 < source.Length && source[i + 1] == '/')
                i = source.IndexOf('\n', i) is >= 0 and var end ? end : source.Length;
            else if (source[i] == '\'') i += source[i + 1] == '\\' ? 3 : 2;
            else if (source[i] == '"') i = Read(source, i + 1, i > 0 && source[i - 1] == '$', found);
        }
        return found;
    }

    /// <summary>From behind the opening quote; returns where the closing one stands.</summary>
    private static int Read(string source, int i, bool interpolated, List<string> found)
    {
        var (text, holes) = (new StringBuilder(), 0);
        for (; source[i] != '"'; i++)
        {
            if (source[i] == '\\') text.Append(source[++i] == 'n' ? '\n' : source[i]);
            else if (interpolated && source[i] == '{' && source[i + 1] != '{')
            {
                text.Append('{').Append(holes++).Append('}');
                i = Hole(source, i, found);
            }
            else if (interpolated && source[i] is '{' or '}') text.Append(source[i]).Append(source[++i]);
            else text.Append(source[i]);
        }
        found.Add(text.ToString());
        return i;
    }

    private static int Hole(string source, int i, List<string> found)
    {
        for (var depth = 0; ; i++)
        {
            if (source[i] == '\'') i += source[i + 1] == '\\' ? 3 : 2;
            else if (source[i] == '"') i = Read(source, i + 1, source[i - 1] == '$', found);
            else if (source[i] is '{' or '(' or '[') depth++;
            else if (source[i] is '}' or ')' or ']' && --depth == 0) return i;
        }
    }
}
