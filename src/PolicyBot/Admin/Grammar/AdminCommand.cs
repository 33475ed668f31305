using System.Collections.Immutable;
using System.Globalization;

namespace PolicyBot.Admin.Grammar;

/// <summary>A command as it was typed, checked against the grammar and nothing else: whether ids exist and the person may do it is found at
/// execution.</summary>
/// <param name="Values">Arguments and options that were given, by name without dashes.</param>
public sealed record AdminCommand(string Noun, string Verb, ImmutableSortedDictionary<string, ImmutableArray<string>> Values)
{
    /// <summary>The kinds of what was taken out of its words as they were read, see <see cref="ValueKind.Words"/>.</summary>
    public ImmutableArray<string> Masked { get; init; } = [];

    public bool Has(string name) => Values.ContainsKey(name);

    /// <summary>The value given once; null where it was not given.</summary>
    public string? this[string name] => Values.TryGetValue(name, out var values) ? values[0] : null;

    public string Need(string name) => this[name] ?? throw new InvalidOperationException($"the grammar lets `{name}` be absent");

    /// <summary>All values; empty where none was given.</summary>
    public ImmutableArray<string> All(string name) => Values.TryGetValue(name, out var values) ? values : [];

    /// <summary>Checked by the grammar.</summary>
    public DateOnly? Day(string name) =>
        this[name] is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>The command as a line that reads back to it: a button's, a confirmation's.</summary>
    public string Line
    {
        get
        {
            var spec = AdminVerbs.Find(Noun, Verb)!;
            var words = new List<string> { Noun, Verb };
            foreach (var argument in spec.Arguments)
                words.AddRange(All(argument.Name).Select(CommandWords.Quote));
            foreach (var option in spec.Options.Where(o => Has(o.Name)))
            {
                if (option.Kind == ValueKind.Flag) words.Add("--" + option.Name);
                else foreach (var value in All(option.Name)) words.AddRange(["--" + option.Name, CommandWords.Quote(value)]);
            }
            return string.Join(' ', words);
        }
    }

    public bool Equals(AdminCommand? other) => other is not null && Line == other.Line;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Line);
}
