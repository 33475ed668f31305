using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PolicyBot.Core.Knowledge;

/// <summary>A sentence of the program's own to the person before it, apart from its language: the English pattern, and what stands in it.
/// An interpolated string becomes one where one is asked for;
/// <see cref="ToString"/> is English, <see cref="In"/> another language.</summary>
[InterpolatedStringHandler]
public sealed class Remark : IEquatable<Remark>
{
    private readonly StringBuilder pattern = new();
    private readonly List<object> values = [];

    public Remark(int literalLength, int formattedCount)
    {
        _ = (literalLength, formattedCount);
    }

    private Remark(string pattern, IEnumerable<object> values)
    {
        this.pattern.Append(pattern);
        this.values.AddRange(values);
    }

    /// <summary>The sentence in English, in the notation of
    /// <see cref="string.Format(string, object[])"/>: what translations are found by.</summary>
    public string Pattern => pattern.ToString();

    /// <summary>Strings, and remarks within this one.</summary>
    public ImmutableArray<object> Values => [.. values];

    /// <summary>A fixed sentence of the program's, which may have a translation.</summary>
    public static implicit operator Remark(string text) => new(Escaped(text), []);

    /// <summary>What somebody typed: it stays as it is in every language.</summary>
    public static Remark AsTyped(string text) => new("{0}", [text]);

    /// <summary>As <see cref="Pattern"/> and <see cref="Values"/> gave it before.</summary>
    public static Remark Stored(string pattern, IEnumerable<object> values) => new(pattern, values);

    /// <summary>Several, with something between them.</summary>
    public static Remark Join(string between, IEnumerable<Remark> remarks)
    {
        object[] all = [.. remarks];
        return new(string.Join(Escaped(between), all.Select((_, i) => $"{{{i}}}")), all);
    }

    public void AppendLiteral(string text) => pattern.Append(Escaped(text));

    public void AppendFormatted<T>(T value, string? format = null)
    {
        pattern.Append(CultureInfo.InvariantCulture, $"{{{values.Count}}}");
        // A string is somebody's or a name: made a remark, it would be looked up like one.
        values.Add(value is Remark remark ? remark
            : (object?)(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString())
                ?? "");
    }

    /// <summary>By a language's translations of patterns; what has none stays English.</summary>
    public string In(IReadOnlyDictionary<string, string> translations)
    {
        var english = Pattern;
        return string.Format(CultureInfo.InvariantCulture, translations.GetValueOrDefault(english, english),
            [.. values.Select(v => v is Remark inner ? inner.In(translations) : v)]);
    }

    public override string ToString() => In(ImmutableDictionary<string, string>.Empty);

    public bool Equals(Remark? other) => other is not null && Pattern == other.Pattern && values.SequenceEqual(other.values);

    public override bool Equals(object? obj) => Equals(obj as Remark);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Pattern);

    private static string Escaped(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
