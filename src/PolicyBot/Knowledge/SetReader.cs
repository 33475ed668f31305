using PolicyBot.Core.Knowledge;

namespace PolicyBot.Knowledge;

/// <summary>Reads the parsed files into one <see cref="KnowledgeSet"/>, and checks what holds across files.</summary>
internal sealed class SetReader(ProblemList problems)
{
    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.Ordinal)
    {
        ["tools"] = ["tools", "ambiguous-names"],
        ["facts"] = ["sources", "actors", "facts"],
        ["policy"] = ["organization", "data", "devices", "purposes", "groups", "obligations", "rules", "default"],
        ["cases"] = ["cases"],
        ["translations"] = [],
    };

    private readonly Names names = new(problems);
    private readonly ToolNames toolNames = new(problems);
    private readonly RuleValues values = new(problems);
    private readonly Dictionary<string, (string Purpose, SourceLocation At)> implied = new(StringComparer.Ordinal);
    private readonly List<Tool> tools = [];
    private readonly List<AmbiguousName> ambiguous = [];
    private readonly List<Source> sources = [];
    private readonly List<Actor> actors = [];
    private readonly List<Fact> facts = [];
    private readonly List<DataClass> data = [];
    private readonly List<Device> devices = [];
    private readonly List<Purpose> purposes = [];
    private readonly List<Group> groups = [];
    private readonly List<Obligation> obligations = [];
    private readonly List<Rule> rules = [];
    private readonly List<PolicyCase> cases = [];
    private readonly List<Translation> translations = [];
    private Organization? organization;
    private DefaultRule? fallback;
    private ToolReader? toolReader;
    private RuleReader? ruleReader;

    public KnowledgeSet Read(ParsedFile[] files, string revision)
    {
        toolReader = new(toolNames);
        ruleReader = new(values);
        var language = FirstLanguage(files);
        foreach (var file in files)
            if (file.Root is { } root) File(file.Path, root, new(file.Path, problems, names, language));
        Translations(files, language);
        names.CheckReferences();
        toolNames.Check();
        values.Check(tools, data);
        Cycles.Check(problems, "actor", "parent", actors.Select(a => new Cycles.Link(a.Id, a.Parent, a.At)));
        Cycles.Check(problems, "group", "parent", groups.Select(g => new Cycles.Link(g.Id, g.Parent, g.At)));
        Cycles.Check(problems, "fact", "superseded-by", facts.Select(f => new Cycles.Link(f.Id, f.SupersededBy, f.At)));
        if (devices.Where(d => d.Usual).Skip(1).FirstOrDefault() is { } second)
            problems.Error(second.At,
                $"`{second.Id}` is a second usual device, beside `{devices.First(d => d.Usual).Id}`; one may be usual");
        return new()
        {
            Revision = revision,
            Organization = organization,
            Sources = [.. sources],
            Actors = [.. actors],
            Facts = [.. facts],
            Tools = [.. tools],
            AmbiguousNames = [.. ambiguous],
            Translations = [.. translations],
            Data = [.. data],
            Devices = [.. devices],
            Purposes = [.. purposes],
            Groups = [.. groups],
            Obligations = [.. obligations],
            Rules = [.. rules],
            Default = fallback,
            Cases = [.. cases],
        };
    }

    private void File(string path, MapNode root, Sheet sheet)
    {
        var folder = FolderOf(path);
        if (folder == "translations") return;
        if (folder is null || !Sections.TryGetValue(folder, out var allowed))
        {
            problems.Unknown(
                new(path, 1), $"knowledge files stand in {string.Join(", ", Sections.Keys)}, and not in {Spelling.Quote(folder ?? "")}",
                folder ?? "", Sections.Keys);
            return;
        }
        var fields = new Fields(root, "a file in this folder", sheet);
        foreach (var section in allowed)
        {
            if (fields.Take(section) is not { } node) continue;
            if (section == "organization") Single(node, section, sheet, organization?.At, f => organization = PolicyReader.Organization(f));
            else if (section == "default") Single(node, section, sheet, fallback?.At, f => fallback = PolicyReader.Default(f));
            else foreach (var item in ToolReader.Items(fields, node, section, What(section))) Item(section, item);
        }
        foreach (var entry in root.Entries)
        {
            var home = Sections.FirstOrDefault(s => s.Key != folder && Array.IndexOf(s.Value, entry.Key.Text) >= 0).Key;
            if (home is null) continue;
            problems.Error(sheet.At(entry.Key), $"{Spelling.Quote(entry.Key.Text)} belongs into a file in `{home}`, not in `{folder}`");
            fields.Take(entry.Key.Text);
        }
        fields.Done();
    }

    private void Item(string section, Fields f)
    {
        switch (section)
        {
            case "tools": tools.Add(toolReader!.Tool(f)); break;
            case "ambiguous-names": ambiguous.Add(toolReader!.Ambiguous(f)); break;
            case "sources": sources.Add(FactReader.Source(f)); break;
            case "actors": actors.Add(FactReader.Actor(f)); break;
            case "facts": facts.Add(FactReader.Fact(f)); break;
            case "data": data.Add(PolicyReader.Data(f)); break;
            case "devices": devices.Add(PolicyReader.Device(f)); break;
            case "purposes": purposes.Add(PolicyReader.Purpose(f, implied)); break;
            case "groups": groups.Add(PolicyReader.Group(f)); break;
            case "obligations": obligations.Add(PolicyReader.Obligation(f)); break;
            case "rules": rules.Add(ruleReader!.Rule(f)); break;
            default: cases.Add(PolicyReader.Case(f)); break;
        }
    }

    private void Single(Node node, string section, Sheet sheet, SourceLocation? first, Action<Fields> read)
    {
        if (first is { } at) problems.Error(sheet.At(node), $"a second `{section}`; the first is at {at}");
        else if (node is MapNode map) read(new(map, $"`{section}`", sheet));
        else problems.Error(sheet.At(node), $"`{section}` is a map");
    }

    private void Translations(ParsedFile[] files, string language)
    {
        Dictionary<string, Actor> actorById = new(StringComparer.Ordinal);
        Dictionary<string, Fact> factById = new(StringComparer.Ordinal);
        foreach (var actor in actors) actorById.TryAdd(actor.Id, actor);
        foreach (var fact in facts) factById.TryAdd(fact.Id, fact);
        var reader = new TranslationReader(actorById, factById, toolNames);
        foreach (var file in files)
            if (file.Root is { } root && FolderOf(file.Path) == "translations")
                translations.Add(reader.Read(new(root, "a translation", new(file.Path, problems, names, language))));
    }

    /// <summary>The organisation's first language, needed before its file's turn comes.</summary>
    private static string FirstLanguage(ParsedFile[] files)
    {
        foreach (var file in files)
            if (file.Root is { } root && FolderOf(file.Path) == "policy"
                && root.Entries.Find(e => e.Key.Text == "organization")?.Value is MapNode map
                && map.Entries.Find(e => e.Key.Text == "languages")?.Value is ListNode { Items: [ScalarNode first, ..] }) return first.Text;
        return "en";
    }

    private static string? FolderOf(string path) => path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[..slash] : null;

    private static string What(string section) => section switch
    {
        "tools" => "a tool",
        "ambiguous-names" => "an ambiguous name",
        "data" => "a data class",
        "actors" => "an actor",
        "obligations" => "an obligation",
        _ => "a " + section[..^1],
    };
}
