using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Core.Changes;

/// <summary>All that a change does from a day on, as a short text: which cases become what, which words are read otherwise, what is taken where
/// a question leaves purpose or device open, and who may waive more, by digests for each day from which on they hold. Which rules decide is left out. What holds for all data, devices, purposes or
/// people is sealed as that, and people by what the rules about the tool tell apart: what another revision adds beside does not
/// break it.</summary>
public static class EffectSeal
{
    private const string Format = "yyyyMMdd";
    private const string Nothing = "-";
    private const string All = "*";

    public static string Of(KnowledgeBase before, KnowledgeBase after, DateOnly from, Func<DateOnly, EffectPreview> on)
    {
        var beside = MovedWord.Of(before, after).Select(w => $"{w.Kind} {w.Word}: {List(w.Was)} > {List(w.Now)}")
            .Concat(WaiverChange.Of(before, after).Select(c => $"{c.Rule}: {c.Was} > {c.Now}"))
            .Concat(MovedAssumption.Of(before, after).Select(a => $"{List(a.Tools)} asked: {a.Was} > {a.Now}"))
            .Concat(NewWaivers.Of(before, after).Select(n => $"{n.Group} < {n.Above}: {List(n.Rules)}")).Order(StringComparer.Ordinal).ToList();
        var seen = new GroupsSeen(before, after);
        return string.Join(' ', Effects.TurningDays(before, after, from).Select(day =>
            $"{day.ToString(Format, CultureInfo.InvariantCulture)}={Digest(Texts(on(day), seen).Concat(Assumed(before, after, on(day).Space, day)).Order(StringComparer.Ordinal).Concat(beside))}"));
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

    /// <summary>Some people are told with all that they are some of: who is left out of the line counts, too.</summary>
    private static IEnumerable<string> Texts(EffectPreview effects, GroupsSeen seen) =>
        from line in effects.Lines
        let all = line.Groups.Length == effects.Space.Groups.Length
        let rest = string.Join('|', line.Kind, Of(line.Data, effects.Space.Data), Of(line.Devices, effects.Space.Devices),
            Of(line.Purposes, effects.Space.Purposes), List(line.Before), List(line.After), List(line.Added), List(line.Removed))
        from tool in line.Tools
        select $"{tool}|{rest}|{(all ? All : $"{seen.Of(tool, line.Groups)} of {seen.Of(tool, effects.Space.Groups)}")}";

    /// <summary>People are left out.</summary>
    private static IEnumerable<string> Assumed(KnowledgeBase before, KnowledgeBase after, CaseSpace space, DateOnly day) =>
        (from one in AssumedCase.Of(before, after, space, day, [])
         where one.Kind is not null
         from tool in one.Tools
         select string.Join('|', tool, "asked", one.Data, one.Before.Verdict, List(one.Before.Obligations), one.After.Verdict,
             List(one.After.Obligations))).Distinct();

    private static string Of(ImmutableArray<string> values, ImmutableArray<string> every) =>
        values.Length == every.Length ? All : List(values.Sort(StringComparer.Ordinal));

    private static string List<T>(ImmutableArray<T> values) => string.Join(',', values);

    private static string Digest(IEnumerable<string> lines) => string.Join('\n', lines) is { Length: > 0 } all
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16] : Nothing;
}
