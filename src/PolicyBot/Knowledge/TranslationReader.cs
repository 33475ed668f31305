using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>An overlay in another language (FORMAT.md, "Translations"). Read last, when actors, tools and facts are known.</summary>
internal sealed class TranslationReader(Dictionary<string, Actor> actors, Dictionary<string, Fact> facts, ToolNames tools)
{
    private readonly Dictionary<string, string> fileOf = new(StringComparer.Ordinal);

    public Translation Read(Fields f)
    {
        var sheet = f.Sheet;
        var language = f.NeedText("language");
        if (language.Length > 0) CheckLanguage(f, f.Take("language")!, language);
        var translation = new Translation(
            language,
            Names(f, "actors", key =>
            {
                if (!actors.ContainsKey(key.Text)) Unknown(sheet, key, "actor", actors.Keys);
            }),
            Names(f, "tools", key => tools.MustBeTool(key.Text, sheet.At(key), "translations name tools")),
            Facts(f));
        f.Done();
        return translation;
    }

    /// <summary>What `of` must be for this English statement.</summary>
    public static string HashOf(string statement) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement.Trim())))[..8];

    private void CheckLanguage(Fields f, Node node, string language)
    {
        var file = f.Sheet.File;
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        if (!ClosedLists.IsLanguage(language)) f.Error(node, $"{Spelling.Quote(language)} is no language code such as ko");
        else if (language != name)
            f.Error(node, $"the language is {Spelling.Quote(language)}, and the file is named for {Spelling.Quote(name)}");
        if (!fileOf.TryAdd(language, file)) f.Error(node, $"{Spelling.Quote(language)} has a file already, {fileOf[language]}");
    }

    private static ImmutableSortedDictionary<string, string> Names(Fields f, string section, Action<ScalarNode> check)
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, fields) in Entries(f, section))
        {
            check(key);
            names[key.Text] = fields.NeedText("name");
            fields.Done();
        }
        return names.ToImmutable();
    }

    private ImmutableSortedDictionary<string, FactText> Facts(Fields f)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, FactText>(StringComparer.Ordinal);
        foreach (var (key, fields) in Entries(f, "facts"))
        {
            var fact = facts.GetValueOrDefault(key.Text);
            if (fact is null) Unknown(f.Sheet, key, "fact", facts.Keys);
            var fresh = IsFresh(fields, key, fact);
            var text = new FactText(
                fields.NeedText("statement"), Part(fields, "scope", fact, fact?.Scope), Part(fields, "reason", fact, fact?.Reason),
                Part(fields, "attribution", fact, fact?.Attribution));
            fields.Done();
            if (fresh) texts[key.Text] = text;
        }
        return texts.ToImmutable();
    }

    private static bool IsFresh(Fields fields, ScalarNode key, Fact? fact)
    {
        if (fields.Need("of") is not { } node || fields.TextOf(node, "of") is not { } of) return false;
        if (node is ScalarNode { Plain: true }) fields.Error(node, $"`of` stands in quotes: \"{of}\"");
        if (fact is null || HashOf(fact.Statement) is var expected && of == expected) return fact is not null;
        fields.Sheet.Problems.Warn(
            fields.Sheet.At(node),
            $"the translation of {Spelling.Quote(key.Text)} is stale and left out: the English statement has changed; once it is right again, write of: \"{expected}\"");
        return false;
    }

    private static string? Part(Fields fields, string key, Fact? fact, string? english)
    {
        var text = fields.Text(key);
        if (text is not null && fact is not null && english is null)
            fields.Error(fields.Take(key)!, $"the fact {Spelling.Quote(fact.Id)} has no {Spelling.Quote(key)} to translate");
        return text;
    }

    private static IEnumerable<(ScalarNode Key, Fields Fields)> Entries(Fields f, string section)
    {
        if (f.Take(section) is not { } node) yield break;
        if (node is not MapNode map)
        {
            f.Error(node, $"{Spelling.Quote(section)} is a map by id");
            yield break;
        }
        foreach (var (key, value) in map.Entries)
        {
            if (value is MapNode entry) yield return (key, new(entry, $"the translation of {Spelling.Quote(key.Text)}", f.Sheet));
            else f.Error(value, $"the translation of {Spelling.Quote(key.Text)} is a map, such as {{name: ...}}");
        }
    }

    private static void Unknown(Sheet sheet, ScalarNode key, string what, IEnumerable<string> valid) =>
        sheet.Problems.Unknown(sheet.At(key), $"there is no {(Remark)what} {Spelling.Quote(key.Text)}", key.Text, valid);
}
