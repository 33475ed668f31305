using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyBot.Core.Knowledge;

/// <summary>What is left of a name when spellings are compared: NFKC, lower case, letters (with their marks) and digits only.</summary>
public static class NameKey
{
    public static string Of(string name)
    {
        if (!Ascii.IsValid(name)) name = Normalized(name);
        var buffer = name.Length <= 256 ? default : ArrayPool<char>.Shared.Rent(name.Length);
        var key = buffer is null ? stackalloc char[256] : buffer;
        var length = 0;
        foreach (var c in name)
            if (Counts(c)) key[length++] = char.ToLowerInvariant(c);
        var result = length == name.Length && key[..length].SequenceEqual(name) ? name : key[..length].ToString();
        if (buffer is not null) ArrayPool<char>.Shared.Return(buffer);
        return result;
    }

    private static bool Counts(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || (c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static string Normalized(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException) // half a surrogate pair
        {
            return name;
        }
    }
}
