using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Core.Knowledge;
using PolicyBot.Core.Questions;

namespace PolicyBot.Core.Answers;

/// <summary>The words of one language for one answer: fixed phrases with their slots filled, names, lists and dates.</summary>
internal sealed class Wording(KnowledgeBase knowledge, LanguagePack pack)
{
    public LanguagePack Pack => pack;
    public string Language => pack.Language;

    /// <summary>The phrase of that key with its `{slots}` filled; particles follow what stands in the slots.</summary>
    public string Say(string key, params ReadOnlySpan<(string Slot, string Value)> slots) => pack.Say(key, slots);

    /// <summary>The phrase of a closed vocabulary's word, or the word itself where it has none.</summary>
    public string Term(string prefix, string word) =>
        pack.Phrases.Value.TryGetValue(prefix + word, out var phrase) ? phrase : word.Replace('-', ' ');

    public string Tool(string id) => knowledge.ToolName(id, Language);
    public string Actor(string id) => knowledge.ActorName(id, Language);
    public string Data(string id) => knowledge.Data.TryGetValue(id, out var d) ? d.Name.In(Language) : id;
    public string Device(string id) => knowledge.Devices.TryGetValue(id, out var d) ? d.Name.In(Language) : id;
    public string Purpose(string id) => knowledge.Purposes.TryGetValue(id, out var p) ? p.Name.In(Language) : id;
    public string Group(string id) => knowledge.Groups.TryGetValue(id, out var g) ? g.Name.In(Language) : id;
    public string Verdict(Verdict verdict) => Say("verdict." + Kebab.Name(verdict));

    /// <summary>The country's first name in the language pack, else its code.</summary>
    public string Country(string code) =>
        pack.Countries.TryGetValue(code, out var names) && names.Count > 0 ? Capitalised(names[0]) : code;

    private static string Capitalised(string name) => name.Any(char.IsUpper) ? name
        : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);

    public string List(IEnumerable<string> items) => Joined([.. items], "list.and-two", "list.and-last");

    public string Choices(IEnumerable<string> items) => Joined([.. items], "list.or-two", "list.or-last");

    /// <summary>The first few, and how many more there are.</summary>
    public string Shortened(IReadOnlyCollection<string> items, int most) => Shortened(items, items.Count, most, "list.more-bodies");

    /// <summary>As above, of <paramref name="count"/> items, with the phrase for more of them.</summary>
    public string Shortened(IEnumerable<string> items, int count, int most, string key) => count <= most + 1 ? List(items)
        : Say(key, ("items", string.Join(", ", items.Take(most))), ("count", Number(count - most)));

    private string Joined(ImmutableArray<string> items, string two, string last) => items switch
    {
        [] => "",
        [var one] => one,
        [var a, var b] => Say(two, ("a", a), ("b", b)),
        [.. var firsts, var b] => Say(last, ("a", string.Join(", ", firsts)), ("b", b)),
    };

    /// <summary>How many of <paramref name="all"/> to show where <paramref name="most"/> are enough: one more is shown, not told of.</summary>
    public static int Shown(int all, int most) => all == most + 1 ? all : Math.Min(all, most);

    public static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    public string Date(DateOnly day) => Date(new PartialDate(day.Year, day.Month, day.Day));

    public string Date(PartialDate date)
    {
        var year = Number(date.Year);
        if (date.Month is not { } month) return Say("date.year", ("year", year));
        var name = Say("month." + Number(month));
        return date.Day is { } day ? Say("date.day", ("day", Number(day)), ("month", name), ("year", year))
            : Say("date.month", ("month", name), ("year", year));
    }

    /// <summary>"with personal data, on a personal device", each part with
    /// the words of its dimension; empty where nothing is named.</summary>
    /// <param name="onDevice">What is told of the device, where it is not that the case is on each of them.</param>
    /// <param name="dataKey">The phrase that the data is told in.</param>
    public string Case(ImmutableArray<string> data, ImmutableArray<string> devices, ImmutableArray<string> purposes, string? onDevice = null,
        string dataKey = "case.data")
    {
        if (onDevice is null && !devices.IsEmpty) onDevice = Say("case.device", ("device", List(devices.Select(Device))));
        if (data.IsEmpty && onDevice is null && purposes.IsEmpty) return "";
        return Say("case.whole",
            ("data", data.IsEmpty ? "" : Say("case.part", ("part", Say(dataKey, ("data", List(data.Select(Data))))))),
            ("device", onDevice is null ? "" : Say("case.part", ("part", onDevice))),
            ("purpose", purposes.IsEmpty
                ? ""
                : Say("case.part", ("part", Say("case.purpose", ("purpose", List(purposes.Select(Purpose))))))));
    }
}
