using System.Collections.Immutable;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Admin.Grammar;

/// <summary>Short ways to write <see cref="ValueSpec"/>s in the tables of verbs.</summary>
internal static class Values
{
    public static ValueSpec Id(string name, string says) => new(name, says, ValueKind.Text, true, false, []);
    public static ValueSpec Need(string name, string says) => new(name, says, ValueKind.Text, true, false, []);
    public static ValueSpec May(string name, string says) => new(name, says, ValueKind.Text, false, false, []);
    public static ValueSpec NeedWords(string name, string says) => new(name, says, ValueKind.Words, true, false, []);
    public static ValueSpec MayWords(string name, string says) => new(name, says, ValueKind.Words, false, false, []);
    public static ValueSpec Many(string name, string says) => new(name, says, ValueKind.Text, false, true, []);
    public static ValueSpec NeedMany(string name, string says) => new(name, says, ValueKind.Text, true, true, []);
    public static ValueSpec NeedDay(string name, string says) => new(name, says, ValueKind.Day, true, false, []);
    public static ValueSpec Day(string name, string says) => new(name, says, ValueKind.Day, false, false, []);
    public static ValueSpec DayOrNone(string name, string says) => new(name, says + ", or `none`", ValueKind.DayOrNone, false, false, []);
    public static ValueSpec Number(string name, string says) => new(name, says, ValueKind.Number, false, false, []);
    public static ValueSpec Flag(string name, string says) => new(name, says, ValueKind.Flag, false, false, []);
    public static ValueSpec OneOf(string name, string says, bool required, params ImmutableArray<string> choices) =>
        new(name, says, ValueKind.Text, required, false, choices);
    public static ValueSpec OneOf<T>(string name, string says, bool required) where T
        : struct, Enum => OneOf(name, says, required, [.. Kebab.All<T>()]);

    /// <summary>For how every change says why.</summary>
    public static ValueSpec Why { get; } = MayWords("why", "why the change is made; stands in its history");

    /// <summary>The gap that the change settles.</summary>
    public static ValueSpec Gap { get; } = Number("gap", "the gap that it settles; it counts as handled when the draft is published");

    /// <summary>The draft that the change goes into.</summary>
    public static ValueSpec Draft { get; } = May("draft", "the draft to change (default: your open one, else a new one)");
}
