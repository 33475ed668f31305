using System.Collections.Immutable;
using System.Globalization;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>What reading one file needs: where problems and names go, and the organisation's languages.</summary>
internal sealed record Sheet(string File, ProblemList Problems, Names Names, string FirstLanguage)
{
    public SourceLocation At(Node node) => new(File, node.Line);
}

/// <summary>The keys of one map. Readers ask for each key that may stand there and report what is missing or not of its kind; they always
/// return something, so that one pass finds all mistakes. <see cref="Done"/> then reports the keys that nobody asked for.</summary>
internal sealed class Fields(MapNode map, string what, Sheet sheet)
{
    private readonly List<string> asked = [];

    public SourceLocation At => sheet.At(map);
    public Sheet Sheet => sheet;
    public bool IsEmpty => map.Entries.Count == 0;

    /// <summary>The value of a key; null where the key is absent. A key without a value is an error.</summary>
    public Node? Take(string key)
    {
        asked.Add(key);
        foreach (var entry in map.Entries)
        {
            if (entry.Key.Text != key) continue;
            if (entry.Value is not ScalarNode { IsNull: true }) return entry.Value;
            Error(entry.Key, $"{Spelling.Quote(key)} has no value");
            return null;
        }
        return null;
    }

    public bool Has(string key)
    {
        foreach (var entry in map.Entries) if (entry.Key.Text == key) return true;
        return false;
    }

    public Node? Need(string key)
    {
        if (!Has(key)) sheet.Problems.Error(At, $"{(Remark)what} needs {Spelling.Quote(key)}");
        return Take(key);
    }

    public string? Text(string key) => Take(key) is { } node ? TextOf(node, key) : null;

    public string NeedText(string key) => Need(key) is { } node ? TextOf(node, key) ?? "" : "";

    public string? TextOf(Node node, string key)
    {
        if (node is not ScalarNode scalar) return Error<string>(node, $"{Spelling.Quote(key)} is a text");
        var text = scalar.Text.Trim();
        return text.Length > 0 ? text : Error<string>(node, $"{Spelling.Quote(key)} is empty");
    }

    /// <summary>The item's own id: kebab-case, declared here.</summary>
    public string Id(Thing thing)
    {
        if (Need("id") is not { } node || TextOf(node, "id") is not { } id) return "";
        if (!IsKebab(id)) Error(node, $"the id {Spelling.Quote(id)} is not kebab-case (lower-case letters, digits and single hyphens)");
        sheet.Names.Declare(thing, id, sheet.At(node));
        return id;
    }

    public string? Refer(string key, Thing thing) => Take(key) is { } node ? Refer(node, key, thing) : null;

    public string? Refer(Node node, string key, Thing thing)
    {
        if (TextOf(node, key) is not { } id) return null;
        sheet.Names.Refer(thing, id, sheet.At(node));
        return id;
    }

    public string NeedRefer(string key, Thing thing) => Need(key) is { } node ? Refer(node, key, thing) ?? "" : "";

    /// <summary>Default where the key is absent. Too few items are an error.</summary>
    public ImmutableArray<string> List(string key, Action<ScalarNode, string>? check = null, int least = 0)
    {
        if (Take(key) is not { } node) return default;
        if (node is not ListNode list)
        {
            Error(node, $"{Spelling.Quote(key)} is a list, such as [a, b]");
            return [];
        }
        if (list.Items.Count < least)
            Error(node, least == 1 ? (Remark)$"{Spelling.Quote(key)} is an empty list"
                : (Remark)$"{Spelling.Quote(key)} lists {least} or more");
        var texts = ImmutableArray.CreateBuilder<string>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (TextOf(item, key) is not { } text) continue;
            check?.Invoke((ScalarNode)item, text);
            texts.Add(text);
        }
        return texts.DrainToImmutable();
    }

    public ImmutableArray<string> Refers(string key, Thing thing, int least = 0) =>
        List(key, (node, id) => sheet.Names.Refer(thing, id, sheet.At(node)), least);

    public T? Choice<T>(string key) where T : struct, Enum => Take(key) is { } node ? ChoiceOf<T>(node, key) : null;

    public T NeedChoice<T>(string key) where T : struct, Enum => Need(key) is { } node ? ChoiceOf<T>(node, key) ?? default : default;

    public T? ChoiceOf<T>(Node node, string key) where T : struct, Enum
    {
        if (TextOf(node, key) is not { } text) return null;
        if (Kebab.TryParse<T>(text, out var value)) return value;
        sheet.Problems.Unknown(sheet.At(node), NotOneOf(key, text, Kebab.All<T>()), text, Kebab.All<T>());
        return null;
    }

    public static Remark NotOneOf(string key, string text, IEnumerable<string> valid) =>
        $"{Spelling.Quote(text)} is no {Spelling.Quote(key)}; it is one of {string.Join(", ", valid)}";

    public bool? Flag(string key)
    {
        if (Take(key) is not { } node) return null;
        if (node is ScalarNode { Plain: true, Text: "true" }) return true;
        if (node is ScalarNode { Plain: true, Text: "false" }) return false;
        Error(node, $"{Spelling.Quote(key)} is true or false, without quotes");
        return null;
    }

    public int? Number(string key)
    {
        if (Take(key) is not { } node) return null;
        if (node is ScalarNode { Plain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Error(node, $"{Spelling.Quote(key)} is a whole number");
        return null;
    }

    public DateOnly? Day(string key)
    {
        if (Text(key) is not { } text) return null;
        if (IsoDay.TryParse(text, out var day)) return day;
        Error(Take(key)!, $"{Spelling.Quote(text)} is no day such as 2025-02-10");
        return null;
    }

    public PartialDate? Date(string key)
    {
        if (Text(key) is not { } text) return null;
        if (PartialDate.TryParse(text, out var date)) return date;
        Error(Take(key)!, $"{Spelling.Quote(text)} is no date such as 2025-02-10, 2025-02 or 2025");
        return null;
    }

    /// <summary>A text for all languages, or one by language.</summary>
    public LocalizedText? Localized(string key) => Take(key) is { } node ? LocalizedOf(node, key) : null;

    public LocalizedText NeedLocalized(string key) => (Need(key) is { } node ? LocalizedOf(node, key) : null) ?? new("");

    private LocalizedText? LocalizedOf(Node node, string key)
    {
        if (node is not MapNode texts) return TextOf(node, key) is { } one ? new(one) : null;
        if (texts.Entries.Count == 0) return Error<LocalizedText>(node, $"{Spelling.Quote(key)} is empty");
        var byLanguage = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (language, value) in texts.Entries)
        {
            if (!ClosedLists.IsLanguage(language.Text))
                Error(language, $"{Spelling.Quote(language.Text)} is no language code such as en");
            else if (TextOf(value, key) is { } text) byLanguage[language.Text] = text;
        }
        if (byLanguage.Count == 0) return null;
        if (!byLanguage.TryGetValue(sheet.FirstLanguage, out var first))
        {
            first = byLanguage.TryGetValue("en", out var english) ? english : byLanguage.First().Value;
            sheet.Problems.Warn(sheet.At(node), $"{Spelling.Quote(key)} has no text in `{sheet.FirstLanguage}`, the first language");
        }
        return new(first, byLanguage.ToImmutable());
    }

    public Fields? Map(string key, string inner)
    {
        if (Take(key) is not { } node) return null;
        if (node is MapNode taken) return new(taken, inner, sheet);
        Error(node, $"{Spelling.Quote(key)} is a map, such as {{a: b}}");
        return null;
    }

    public void Done()
    {
        foreach (var entry in map.Entries)
            if (!asked.Contains(entry.Key.Text))
                sheet.Problems.Unknown(
                    sheet.At(entry.Key), $"{(Remark)what} has no key {Spelling.Quote(entry.Key.Text)}", entry.Key.Text,
                    asked.Where(k => !Has(k)));
    }

    public void Error(Node node, Remark message) => sheet.Problems.Error(sheet.At(node), message);

    private T? Error<T>(Node node, Remark message) where T : class
    {
        Error(node, message);
        return null;
    }

    public static bool IsKebab(string id)
    {
        if (id.Length is 0 or > 120 || id[0] == '-' || id[^1] == '-') return false;
        for (var i = 0; i < id.Length; i++)
            if (!(char.IsAsciiLetterLower(id[i]) || char.IsAsciiDigit(id[i]) || (id[i] == '-' && id[i - 1] != '-'))) return false;
        return true;
    }
}
