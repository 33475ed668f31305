using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>All that a change does from a day on, as a short text: which cases become what and which words are read otherwise, by digests
/// for each day from which on they hold. Which rules decide is left out.</summary>
public static class EffectSeal
{
    private const string Format = "yyyyMMdd";
    private const string Nothing = "-";

    public static string Of(KnowledgeBase before, KnowledgeBase after, DateOnly from, Func<DateOnly, EffectPreview> on)
    {
        var beside = MovedWord.Of(before, after).Select(w => $"{w.Kind} {w.Word}: {List(w.Was)} > {List(w.Now)}")
            .Concat(WaiverChange.Of(before, after).Select(c => $"{c.Rule}: {c.Was} > {c.Now}")).Order(StringComparer.Ordinal).ToList();
        return string.Join(' ', Effects.TurningDays(before, after, from).Select(day =>
            $"{day.ToString(Format, CultureInfo.InvariantCulture)}={Digest(on(day).Lines.Select(Text).Order(StringComparer.Ordinal).Concat(beside))}"));
    }

    /// <summary>True where a change does on <paramref name="from"/> and on every later day what it was approved for, or nothing at
    /// all.</summary>
    public static bool Holds(string approved, string now, DateOnly from)
    {
        var (a, b) = (Read(approved), Read(now));
        return a.Concat(b).Select(s => s.Day).Where(d => d > from).Append(from).Distinct()
            .All(day => At(b, day) is var does && (does == Nothing || does == At(a, day)));
    }

    private static string? At(ImmutableArray<(DateOnly Day, string Digest)> steps, DateOnly day) =>
        steps.LastOrDefault(s => s.Day <= day).Digest;

    private static ImmutableArray<(DateOnly Day, string Digest)> Read(string seal) =>
        [.. seal.Split(' ').Select(s => s.Split('=')).Select(p =>
            (DateOnly.ParseExact(p[0], Format, CultureInfo.InvariantCulture), p[1]))];

    private static string Text(EffectLine line) => string.Join('|', line.Kind, List(line.Tools.Sort(StringComparer.Ordinal)),
        List(line.Data.Sort(StringComparer.Ordinal)), List(line.Devices.Sort(StringComparer.Ordinal)),
        List(line.Purposes.Sort(StringComparer.Ordinal)),
        string.Join(';', line.Groups.Select(g => List(g.Sort(StringComparer.Ordinal))).Order(StringComparer.Ordinal)),
        List(line.Before), List(line.After), List(line.Added), List(line.Removed));

    private static string List<T>(ImmutableArray<T> values) => string.Join(',', values);

    private static string Digest(IEnumerable<string> lines) => string.Join('\n', lines) is { Length: > 0 } all
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16] : Nothing;
}
